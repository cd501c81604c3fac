@testable import Partnership
import Testing

@Suite struct `Working days` {
    @Test(
        arguments: [
            "1961-04-02", "2000-04-23", "2008-03-23", "2011-04-24", "2024-03-31", "2025-04-20",
            "2026-04-05", "2027-03-28", "2028-04-16", "2030-04-21", "2038-04-25", "2049-04-18",
            "2076-04-19", "1954-04-18", "1981-04-19",
        ].compactMap { Day($0) }
    )
    func `know Easter`(easter: Day) {
        #expect(WorkingDays.easter(easter.year) == easter)
    }

    @Test func `know an Easter Sunday from 22 March to 25 April in every year`() {
        for year in 1900...2199 {
            let easter = WorkingDays.easter(year)
            #expect(easter.weekday == 7)
            #expect((3...4).contains(easter.month))
            #expect(easter >= Day(year: year, month: 3, day: 22) ?? .last)
            #expect(easter <= Day(year: year, month: 4, day: 25) ?? .first)
        }
    }

    @Test(
        arguments: [
            "2026-01-01", "2026-04-06", "2026-04-27", "2026-05-14", "2026-05-25", "2026-12-25",
            "2025-04-21", "2025-05-05", "2025-05-29", "2025-06-09", "2025-12-26", "2030-05-05",
            "2027-04-27", "2024-04-01", "2024-12-26", "2026-04-04", "2026-04-05",
        ] as [Day]
    )
    func `are not holidays or weekends`(day: Day) {
        #expect(!WorkingDays.contains(day))
    }

    @Test(
        arguments: [
            "2026-01-02", "2026-04-03", "2026-05-05", "2026-04-28", "2026-05-15", "2026-12-24",
            "2025-04-18", "2025-04-28", "2031-04-28", "2024-05-06", "2026-12-31", "2026-05-04",
        ] as [Day]
    )
    func `are Good Friday and ordinary days`(day: Day) {
        #expect(WorkingDays.contains(day))
    }

    @Test func `have King's Day on Saturday when the twenty-seventh is a Sunday`() {
        #expect(WorkingDays.isPublicHoliday("2025-04-26"))
        #expect(!WorkingDays.isPublicHoliday("2025-04-27"))
        #expect(!WorkingDays.isPublicHoliday("2026-04-26"))
        #expect(WorkingDays.isPublicHoliday("2026-04-27"))
    }

    @Test(
        arguments: [
            // Good Friday counts, Easter Monday does not.
            ("2026-04-03", 5, "2026-04-13"), ("2026-04-02", 5, "2026-04-10"),
            ("2026-07-17", 5, "2026-07-24"), ("2026-07-18", 5, "2026-07-24"),
            ("2026-07-19", 5, "2026-07-24"), ("2026-07-20", 5, "2026-07-27"),
            // Christmas, a weekend and New Year.
            ("2026-12-22", 5, "2026-12-30"), ("2026-12-28", 5, "2027-01-05"),
            ("2026-07-17", 0, "2026-07-17"), ("2199-12-30", 5, "2199-12-31"),
        ] as [(Day, Int, Day)]
    )
    func `make a term`(day: Day, count: Int, last: Day) {
        #expect(WorkingDays.last(of: count, after: day) == last)
    }
}
