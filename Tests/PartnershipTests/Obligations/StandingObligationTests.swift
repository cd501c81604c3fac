@testable import Partnership
import Testing

/// A partner with a process agreement from a day on, in whom more may be recorded.
private func record(
    from start: Day = "2026-03-15",
    until end: Day = "2035-12-31",
    _ more: (inout PartnerRecord) -> Void = { _ in }
) -> PartnerRecord {
    var record = PartnerRecord()
    record.process = [.days(start, end)]
    more(&record)
    return record
}

private func standing(
    _ duty: Obligation.Duty,
    of record: PartnerRecord,
    on day: Day
) throws -> String {
    let obligation = try #require(record.obligations(on: day).first { $0.duty == duty })
    #expect(obligation.year == nil)
    let met = obligation.metOn.map { " \($0)" } ?? ""
    return "\(obligation.state.rawValue) by \(obligation.dueOn)" + met
}

@Suite struct `Duties of a partner` {
    @Test(
        arguments: [
            ("2026-03-14", false), ("2026-03-15", true), ("2027-03-31", true),
            ("2027-04-01", false),
            ("1900-01-01", false), ("2199-12-31", false),
        ] as [(Day, Bool)]
    )
    func `start and end with its process agreement`(day: Day, areThere: Bool) {
        let obligations = record(until: "2027-03-31").obligations(on: day)
        #expect(obligations.isEmpty != areThere)
    }

    @Test func `need a process agreement, whatever else there is`() {
        var record = PartnerRecord()
        record.assignment = [.days("2020-01-01", "2035-12-31")]
        record.memberships = record.assignment
        #expect(record.obligations(on: "2026-11-01").isEmpty)
    }

    @Test func `are those that stand, then those of last year and of this`() {
        func duties(_ day: Day) -> [String] {
            record().obligations(on: day).map { "\($0.duty.rawValue) \($0.year ?? 0)" }
        }
        let standing = ["agreements 0", "representative 0", "cluster 0"]
        let first = ["intervision 2026", "mdg-if 2026", "reisgids 2026"]
        let second = ["intervision 2027", "mdg-if 2027", "reisgids 2027"]
        #expect(duties("2026-12-31") == standing + first)
        #expect(duties("2027-01-01") == standing + first + second)
        #expect(duties("2028-01-01").contains("mdg-if 2027"))
        #expect(!duties("2028-01-01").contains("mdg-if 2026"))
    }

    @Test func `all rest on an article`() {
        for duty in Obligation.Duty.allCases {
            #expect(!duty.articles.isEmpty, "\(duty)")
            #expect(duty.articles.allSatisfy { ["PO", "KA"].contains($0.source) }, "\(duty)")
        }
    }
}

@Suite struct `The duty to have both agreements` {
    private static let table: [(String, [Period], Day, String)] = [
        (
            "older", [.days("2020-01-01", "2035-12-31")], "2026-03-15",
            "met by 2026-03-15 2026-03-15"
        ),
        (
            "later", [.days("2026-04-01", "2035-12-31")], "2026-04-01",
            "met by 2026-03-15 2026-04-01"
        ),
        ("not yet", [.days("2026-04-01", "2035-12-31")], "2026-03-31", "overdue by 2026-03-15"),
        ("none, first day", [], "2026-03-15", "due by 2026-03-15"),
        ("none, second day", [], "2026-03-16", "overdue by 2026-03-15"),
        (
            "last day", [.days("2020-01-01", "2026-06-30")], "2026-06-30",
            "met by 2026-03-15 2026-03-15"
        ),
        ("day after", [.days("2020-01-01", "2026-06-30")], "2026-07-01", "due by 2026-07-01"),
        ("two after", [.days("2020-01-01", "2026-06-30")], "2026-07-02", "overdue by 2026-07-01"),
        (
            "ended before", [.days("2020-01-01", "2025-12-31")], "2026-03-16",
            "overdue by 2026-03-15"
        ),
        (
            "without a gap",
            [.days("2026-07-01", "2035-12-31"), .days("2026-04-01", "2026-06-30")],
            "2026-07-01", "met by 2026-03-15 2026-04-01"
        ),
        (
            "with a gap",
            [.days("2026-07-02", "2035-12-31"), .days("2026-04-01", "2026-06-30")],
            "2026-07-02", "met by 2026-03-15 2026-07-02"
        ),
    ]

    @Test(arguments: table.indices)
    func `is due on the first day without`(index: Int) throws {
        let (name, terms, day, expected) = Self.table[index]
        let partner = record { $0.assignment = terms }
        #expect(try standing(.agreements, of: partner, on: day) == expected, "\(name)")
    }
}

@Suite struct `The duty to have a representative` {
    private static let table: [(Day?, Day, Day, String)] = [
        (nil, "2026-03-15", "2026-06-30", "due by 2026-06-30"),
        (nil, "2026-03-15", "2026-07-01", "overdue by 2026-06-30"),
        (nil, "2026-06-30", "2026-06-30", "due by 2026-06-30"),
        (nil, "2026-07-01", "2026-07-01", "due by 2026-12-31"),
        (nil, "2026-10-01", "2026-12-31", "due by 2026-12-31"),
        (nil, "2026-10-01", "2027-01-01", "overdue by 2026-12-31"),
        ("2026-05-01", "2026-03-15", "2026-04-30", "due by 2026-06-30"),
        ("2026-05-01", "2026-03-15", "2026-05-01", "met by 2026-06-30 2026-05-01"),
        ("2026-01-01", "2026-03-15", "2026-03-15", "met by 2026-06-30 2026-03-15"),
        ("2026-08-01", "2026-03-15", "2026-07-31", "overdue by 2026-06-30"),
        ("2026-08-01", "2026-03-15", "2026-08-01", "met by 2026-06-30 2026-08-01"),
    ]

    @Test(arguments: table.indices)
    func `is due by the end of the half of the year`(index: Int) throws {
        let (appointed, start, day, expected) = Self.table[index]
        let partner = record(from: start) {
            if let appointed { $0.represented = [.days(appointed, Day.last)] }
        }
        #expect(try standing(.representative, of: partner, on: day) == expected)
    }
}

@Suite struct `The duty to belong to a cluster` {
    private static let table: [([Period], Day, String)] = [
        ([], "2026-06-30", "due by 2026-06-30"),
        ([], "2026-07-01", "overdue by 2026-06-30"),
        ([.days("2026-04-01", "2199-12-31")], "2026-04-01", "met by 2026-06-30 2026-04-01"),
        ([.days("2026-04-01", "2026-09-30")], "2026-09-30", "met by 2026-06-30 2026-04-01"),
        ([.days("2026-04-01", "2026-09-30")], "2026-10-01", "due by 2026-12-31"),
        ([.days("2026-04-01", "2026-09-30")], "2026-12-31", "due by 2026-12-31"),
        ([.days("2026-04-01", "2026-09-30")], "2027-01-01", "overdue by 2026-12-31"),
        ([.days("2026-04-01", "2026-06-29")], "2026-06-30", "due by 2026-06-30"),
        ([.days("2026-04-01", "2026-06-30")], "2026-07-01", "due by 2026-12-31"),
        (
            [.days("2026-04-01", "2026-09-30"), .days("2026-10-01", "2199-12-31")],
            "2026-11-01", "met by 2026-06-30 2026-04-01"
        ),
    ]

    @Test(arguments: table.indices)
    func `is due by the end of the half in which it is missing first`(index: Int) throws {
        let (memberships, day, expected) = Self.table[index]
        let partner = record { $0.memberships = memberships }
        #expect(try standing(.cluster, of: partner, on: day) == expected)
    }
}

@Suite struct `Periods around a day` {
    @Test(
        arguments: [
            ("2026-01-31", "2026-01-01 - 2026-02-28"), ("2026-02-28", "2026-01-01 - 2026-02-28"),
            ("2026-03-01", "none"), ("2026-03-02", "2026-03-02 - 2026-05-31"),
            ("2026-04-15", "2026-03-02 - 2026-05-31"), ("2026-06-01", "none"),
            ("2025-12-31", "none"),
        ] as [(Day, String)]
    )
    func `join where there is no day between them`(day: Day, expected: String) {
        let periods: [Period] = [
            .days("2026-02-01", "2026-02-28"), .days("2026-01-01", "2026-01-31"),
            .days("2026-03-02", "2026-05-31"), .days("2026-04-01", "2026-04-30"),
        ]
        #expect(periods.unbroken(around: day)?.description ?? "none" == expected)
    }

    @Test func `hold the last day there is`() {
        let whole = Period.days(Day.first, Day.last)
        #expect([whole].unbroken(around: Day.last) == whole)
        #expect([Period]().unbroken(around: Day.last) == nil)
    }
}
