@testable import Partnership
import Testing

@Suite struct `A year of duties` {
    private static let table: [([Period], Int, String)] = [
        ([.days("2026-01-01", "2035-12-31")], 2025, "none"),
        ([.days("2026-01-01", "2035-12-31")], 2026, "2 by 2026-12-31"),
        ([.days("2026-06-30", "2035-12-31")], 2026, "2 by 2026-12-31"),
        ([.days("2026-07-01", "2035-12-31")], 2026, "1 by 2026-12-31"),
        ([.days("2026-10-01", "2035-12-31")], 2026, "1 by 2026-12-31"),
        ([.days("2026-12-31", "2035-12-31")], 2026, "1 by 2026-12-31"),
        ([.days("2026-10-01", "2035-12-31")], 2027, "2 by 2027-12-31"),
        ([.days("2026-01-01", "2026-06-30")], 2026, "1 by 2026-06-30"),
        ([.days("2026-01-01", "2026-07-01")], 2026, "2 by 2026-07-01"),
        ([.days("2026-01-01", "2026-12-31")], 2027, "none"),
        (
            [.days("2026-01-01", "2026-03-31"), .days("2026-09-01", "2026-11-30")],
            2026, "2 by 2026-11-30"
        ),
        ([], 2026, "none"),
        ([.days("2026-01-01", "2035-12-31")], 1899, "none"),
        ([.days("2026-01-01", "2035-12-31")], 2200, "none"),
    ]

    @Test(arguments: table.indices)
    func `asks once for each half that the agreement touches`(index: Int) {
        let (terms, year, expected) = Self.table[index]
        let duty = DutyYear(year, of: terms).map { "\($0.halves) by \($0.dueOn)" }
        #expect(duty ?? "none" == expected)
    }
}

/// What is recorded of a partner that joined on a day, with its cluster from that day.
private func record(
    from start: Day = "2026-01-01",
    _ more: (inout PartnerRecord) -> Void
) -> PartnerRecord {
    var record = PartnerRecord()
    record.process = [.days(start, "2035-12-31")]
    record.memberships = [.days(start, "2199-12-31")]
    more(&record)
    return record
}

private func yearly(
    _ duty: Obligation.Duty,
    _ year: Int,
    of record: PartnerRecord,
    on day: Day
) throws -> Obligation {
    try #require(
        record.obligations(on: day).first { $0.duty == duty && $0.year == year }
    )
}

extension Obligation {
    fileprivate var summary: String {
        "\(state.rawValue) by \(dueOn)" + (metOn.map { " \($0)" } ?? "")
    }
}

private typealias Visit = PartnerRecord.Visit

private func visits(_ list: [(Day, Attendance.Mark)], isOwn: Bool = true) -> [Visit] {
    list.map { Visit(heldOn: $0.0, mark: $0.1, isOwn: isOwn) }
}

@Suite struct `The duty to come to intervision` {
    private static let april: Day = "2026-04-16"
    private static let october: Day = "2026-10-15"

    private static let table: [([(Day, Attendance.Mark)], Day, String)] = [
        ([], "2026-12-31", "due by 2026-12-31"),
        // Its cluster held none, so that it missed none.
        ([], "2027-01-01", "excused by 2026-12-31"),
        ([(april, .present)], "2026-12-31", "due by 2026-12-31"),
        ([(april, .present)], "2027-01-01", "excused by 2026-12-31"),
        ([(april, .present), (october, .present)], "2026-10-14", "due by 2026-12-31"),
        ([(april, .present), (october, .present)], "2026-10-15", "met by 2026-12-31 2026-10-15"),
        ([(april, .present), (october, .present)], "2027-12-31", "met by 2026-12-31 2026-10-15"),
        ([(april, .excused), (october, .present)], "2026-10-14", "due by 2026-12-31"),
        ([(april, .excused), (october, .present)], "2026-10-15", "excused by 2026-12-31"),
        ([(april, .excused), (october, .excused)], "2027-01-01", "excused by 2026-12-31"),
        ([(april, .absent), (october, .present)], "2026-12-31", "due by 2026-12-31"),
        ([(april, .absent), (october, .present)], "2027-01-01", "overdue by 2026-12-31"),
        ([(april, .absent)], "2027-01-01", "overdue by 2026-12-31"),
        ([(april, .absent), (october, .excused)], "2027-01-01", "overdue by 2026-12-31"),
        // A third session makes good for one that was missed.
        (
            [(april, .absent), ("2026-06-01", .present), (october, .present)],
            "2027-01-01", "met by 2026-12-31 2026-10-15"
        ),
        (
            [(april, .present), ("2026-06-01", .present), (october, .absent)],
            "2027-01-01", "met by 2026-12-31 2026-06-01"
        ),
        // Sessions of other years are of other years.
        ([("2025-12-31", .present), (april, .present)], "2026-12-31", "due by 2026-12-31"),
        ([(april, .absent), ("2027-01-01", .present)], "2027-01-01", "overdue by 2026-12-31"),
    ]

    @Test(arguments: table.indices)
    func `is met by two sessions in a year`(index: Int) throws {
        let (list, day, expected) = Self.table[index]
        let partner = record { $0.intervision = visits(list) }
        #expect(try yearly(.intervision, 2026, of: partner, on: day).summary == expected)
    }

    @Test func `asks one session of who joined in October`() throws {
        let partner = record(from: "2026-10-01") {
            $0.intervision = visits([("2026-11-10", .present)])
        }
        let before = try yearly(.intervision, 2026, of: partner, on: "2026-11-09")
        #expect(before.summary == "due by 2026-12-31")
        let after = try yearly(.intervision, 2026, of: partner, on: "2026-11-10")
        #expect(after.summary == "met by 2026-12-31 2026-11-10")
        let next = try yearly(.intervision, 2027, of: partner, on: "2027-12-31")
        #expect(next.summary == "due by 2027-12-31")
    }

    @Test func `does not excuse whoever belonged to no cluster in the year`() throws {
        let without = record { $0.memberships = [.days("2025-01-01", "2025-12-31")] }
        let late = record { $0.memberships = [.days("2027-01-01", "2199-12-31")] }
        for partner in [without, late] {
            let obligation = try yearly(.intervision, 2026, of: partner, on: "2027-01-01")
            #expect(obligation.state == .overdue)
        }
        let short = record { $0.memberships = [.days("2026-12-31", "2026-12-31")] }
        let obligation = try yearly(.intervision, 2026, of: short, on: "2027-01-01")
        #expect(obligation.state == .excused)
    }

    @Test func `is told in counts`() throws {
        let partner = record {
            $0.intervision = visits([(Self.april, .present), (Self.october, .absent)])
        }
        let obligation = try yearly(.intervision, 2026, of: partner, on: "2027-01-01")
        #expect(
            obligation.detail
                == "Sessions of its cluster: present 1, excused 0, absent 1; 2026 asks for 2."
        )
    }
}

@Suite struct `The duty of MDG I-F` {
    private static let april: Day = "2026-04-16"
    private static let october: Day = "2026-10-15"

    /// Who went and how, with the state, and with that of the other reading where it differs.
    private static let table: [([(Day, Attendance.Mark, Bool)], Day, String, Obligation.State?)] = [
        ([], "2026-12-31", "due by 2026-12-31", nil),
        ([], "2027-01-01", "excused by 2026-12-31", nil),
        (
            [(april, .present, false), (october, .present, false)],
            "2026-10-15", "met by 2026-12-31 2026-10-15", .due
        ),
        (
            [(april, .present, false), (october, .present, false)],
            "2026-10-14", "due by 2026-12-31", nil
        ),
        (
            [(april, .present, false), (october, .present, true)],
            "2027-01-01", "met by 2026-12-31 2026-10-15", .overdue
        ),
        (
            [(april, .present, true), (october, .present, true)],
            "2027-01-01", "met by 2026-12-31 2026-10-15", nil
        ),
        (
            [(april, .present, false), (october, .excused, false)],
            "2026-10-15", "excused by 2026-12-31", .due
        ),
        (
            [(april, .excused, true), (october, .present, true)],
            "2026-10-15", "excused by 2026-12-31", nil
        ),
        (
            [(april, .absent, false), (october, .present, true)],
            "2027-01-01", "overdue by 2026-12-31", nil
        ),
        ([(april, .present, false)], "2027-01-01", "excused by 2026-12-31", .overdue),
    ]

    @Test(arguments: table.indices)
    func `is met by the delegate of the cluster`(index: Int) throws {
        let (list, day, expected, other) = Self.table[index]
        let partner = record {
            $0.mdgIF = list.map { Visit(heldOn: $0.0, mark: $0.1, isOwn: $0.2) }
        }
        let obligation = try yearly(.mdgIF, 2026, of: partner, on: day)
        #expect(obligation.summary == expected)
        #expect(obligation.stateWithoutDelegate == other)
    }

    @Test func `alone can be read otherwise`() {
        let partner = record {
            $0.intervision = visits([(Self.april, .absent)])
            $0.mdgIF = visits([(Self.april, .present), (Self.october, .present)], isOwn: false)
        }
        for obligation in partner.obligations(on: "2026-12-31") {
            #expect((obligation.stateWithoutDelegate != nil) == (obligation.duty == .mdgIF))
        }
    }
}

@Suite struct `The duty of the Reisgids` {
    private static let table: [([(Day, Int, Int)], Day, String)] = [
        ([], "2026-12-31", "due by 2026-12-31"),
        ([], "2027-01-01", "overdue by 2026-12-31"),
        ([("2026-05-11", 3, 3)], "2026-05-10", "due by 2026-12-31"),
        ([("2026-05-11", 3, 3)], "2026-05-11", "met by 2026-12-31 2026-05-11"),
        ([("2026-05-11", 0, 0)], "2026-05-11", "met by 2026-12-31 2026-05-11"),
        ([("2026-05-11", 3, 2)], "2026-12-31", "due by 2026-12-31"),
        ([("2026-05-11", 3, 2)], "2027-01-01", "overdue by 2026-12-31"),
        // The last one of the year counts, also of one day.
        (
            [("2026-05-11", 3, 2), ("2026-06-01", 3, 3)],
            "2026-05-31", "due by 2026-12-31"
        ),
        (
            [("2026-05-11", 3, 2), ("2026-06-01", 3, 3)],
            "2026-06-01", "met by 2026-12-31 2026-06-01"
        ),
        (
            [("2026-05-11", 3, 3), ("2026-05-11", 4, 3)],
            "2026-05-11", "due by 2026-12-31"
        ),
        ([("2025-12-31", 1, 1)], "2026-01-01", "due by 2026-12-31"),
        ([("2027-01-01", 1, 1)], "2027-01-01", "overdue by 2026-12-31"),
    ]

    @Test(arguments: table.indices)
    func `is met by an attestation that all who are new did it`(index: Int) throws {
        let (list, day, expected) = Self.table[index]
        let partner = record {
            $0.attestations = list.map {
                Attestation(attestedOn: $0.0, newEmployees: $0.1, newEmployeesDone: $0.2)
            }
        }
        #expect(try yearly(.reisgids, 2026, of: partner, on: day).summary == expected)
    }

    @Test func `is told in counts`() throws {
        let none = try yearly(.reisgids, 2026, of: record { _ in }, on: "2026-05-11")
        #expect(none.detail == "Nothing was attested in 2026.")
        let partner = record {
            $0.attestations = [
                Attestation(attestedOn: "2026-05-11", newEmployees: 3, newEmployeesDone: 2)
            ]
        }
        let some = try yearly(.reisgids, 2026, of: partner, on: "2026-05-11")
        #expect(some.detail == "2 of 3 new employees did the Reisgids.")
    }
}
