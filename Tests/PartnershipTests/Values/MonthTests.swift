@testable import Partnership
import Testing

@Suite struct `A month` {
    @Test(arguments: ["1900-01", "2024-02", "2199-12"])
    func `is read from strict text and written again`(text: String) {
        #expect(Month(text)?.description == text)
        var bytes: [UInt8] = []
        Month(text)?.append(to: &bytes)
        #expect(bytes == Array(text.utf8))
    }

    @Test(arguments: [
        "", "2026-4", "2026-13", "2026-00", "202604", "2026-04-01", "1899-12", "2200-01",
        "2026-0x", "2026/04", " 2026-04",
    ])
    func `is not read from anything else`(text: String) {
        #expect(Month(text) == nil)
    }

    @Test(
        arguments: [
            ("2026-04", "2026-04-01", "2026-04-30"), ("2024-02", "2024-02-01", "2024-02-29"),
            ("2026-02", "2026-02-01", "2026-02-28"), ("2026-12", "2026-12-01", "2026-12-31"),
        ] as [(String, Day, Day)]
    )
    func `runs from its first through its last day`(text: String, first: Day, last: Day) throws {
        let month = try #require(Month(text))
        #expect(month.first == first)
        #expect(month.last == last)
        #expect(month.period == .days(first, last))
        #expect(first.monthOf == month)
        #expect(last.monthOf == month)
        #expect(last.adding(days: 1).monthOf == month.next)
        #expect(first.adding(days: -1).monthOf < month)
    }

    @Test func `is followed by the next, also over new year`() throws {
        #expect(Month(year: 2026, month: 12)?.next == Month(year: 2027, month: 1))
        #expect(Month(year: 2026, month: 1)?.next == Month(year: 2026, month: 2))
        let last = try #require(Month(year: 2199, month: 12))
        #expect(last.next == last)
    }

    @Test func `outside the calendar does not exist`() {
        #expect(Month(year: 2026, month: 0) == nil)
        #expect(Month(year: 2026, month: 13) == nil)
        #expect(Month(year: 1899, month: 12) == nil)
        #expect(Month(year: Int.max, month: 1) == nil)
    }
}

@Suite struct `A period` {
    @Test func `never ends before it starts`() {
        #expect(Period(from: "2026-04-02", until: "2026-04-01") == nil)
        #expect(Period(from: "2026-04-01", until: "2026-04-01") != nil)
    }

    @Test func `holds its first and last day`() {
        let period = Period.days("2026-04-10", "2026-04-20")
        #expect(period.contains("2026-04-10"))
        #expect(period.contains("2026-04-20"))
        #expect(!period.contains("2026-04-09"))
        #expect(!period.contains("2026-04-21"))
    }

    @Test func `knows its month only when it lies in one`() {
        #expect(Period.days("2026-04-01", "2026-04-30").monthOf == Month("2026-04"))
        #expect(Period.days("2026-04-30", "2026-05-01").monthOf == nil)
        #expect(Period.days("2025-04-01", "2026-04-30").monthOf == nil)
    }
}
