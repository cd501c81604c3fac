@testable import Partnership
import Testing

@Suite struct `Twelve calendar months of notice` {
    @Test(
        arguments: [
            ("2026-03-15", "2027-03-31", "2027-03-15"), ("2026-03-31", "2027-03-31", "2027-03-31"),
            ("2026-04-01", "2027-04-30", "2027-04-01"), ("2027-02-28", "2028-02-29", "2028-02-28"),
            ("2028-02-29", "2029-02-28", "2029-02-28"), ("2026-01-01", "2027-01-31", "2027-01-01"),
            ("2026-12-31", "2027-12-31", "2027-12-31"), ("2034-12-15", "2035-12-31", "2035-12-15"),
            ("2199-12-31", "2199-12-31", "2199-12-31"),
        ] as [(Day, Day, Day)]
    )
    func `end with the twelfth full month, and in the other reading date to date`(
        receivedOn: Day,
        lastDay: Day,
        sameDay: Day
    ) {
        let term = NoticeTerm(receivedOn: receivedOn)
        #expect(term.lastDay == lastDay)
        #expect(term.sameDay == sameDay)
    }
}
