@testable import Partnership
import Testing

@Suite struct `A development table's state` {
    private typealias State = DevelopmentTable.State
    private typealias Command = DevelopmentTable.Command

    private static let expected: [State: [Command: State]] = [
        .planned: [.announce: .announced, .cancel: .cancelled],
        .announced: [.report: .held, .cancel: .cancelled],
    ]

    @Test(arguments: DevelopmentTable.State.allCases, DevelopmentTable.Command.allCases)
    func `follows the table, and what is not in it is refused`(
        state: DevelopmentTable.State,
        command: DevelopmentTable.Command
    ) {
        let next = Self.expected[state]?[command]
        #expect(state.after(command) == next)
        let table = DevelopmentTable(kind: .board, heldOn: "2025-05-19", topic: "Wachttijden")
        let step = TableStep(command: command, takenOn: "2025-05-19", documentReference: "SOJ")
        if next == nil {
            #expect(throws: DevelopmentTableRefusal.notPossible(command, state)) {
                try step.check(on: table, in: state, today: "2025-12-31")
            }
        } else {
            #expect(throws: Never.self) {
                try step.check(on: table, in: state, today: "2025-12-31")
            }
        }
    }

    private static let days: [(Command, Day, DevelopmentTableRefusal?)] = [
        (.announce, "2025-05-18", nil), (.announce, "2025-05-19", nil),
        (.announce, "2025-05-20", .outOfOrder(.announce, heldOn: "2025-05-19")),
        (.report, "2025-05-18", .outOfOrder(.report, heldOn: "2025-05-19")),
        (.report, "2025-05-19", nil), (.report, "2025-06-30", nil),
        (.report, "2025-07-01", .toCome("2025-07-01")),
        (.cancel, "2025-05-18", nil), (.cancel, "2025-06-30", nil),
        (.cancel, "2025-07-01", .toCome("2025-07-01")),
    ]

    @Test(arguments: days.indices)
    func `changes by a step of a day that fits`(index: Int) {
        let (command, day, refusal) = Self.days[index]
        let table = DevelopmentTable(kind: .physical, heldOn: "2025-05-19", topic: "Wachttijden")
        let step = TableStep(command: command, takenOn: day, documentReference: "SOJ")
        let state: State = command == .report ? .announced : .planned
        if let refusal {
            #expect(throws: refusal) { try step.check(on: table, in: state, today: "2025-06-30") }
        } else {
            #expect(throws: Never.self) {
                try step.check(on: table, in: state, today: "2025-06-30")
            }
        }
    }

    @Test(
        arguments: [
            ("2026-01-01", 1), ("2026-03-31", 1), ("2026-04-01", 2), ("2026-06-30", 2),
            ("2026-07-01", 3), ("2026-09-30", 3), ("2026-10-01", 4), ("2026-12-31", 4),
        ] as [(Day, Int)]
    )
    func `has the monitoring of its quarter when it is physical`(day: Day, quarter: Int) {
        #expect(day.quarter == quarter)
        let monitoring: DevelopmentTable.Monitoring? =
            quarter == 2 ? .halfYear : quarter == 4 ? .year : nil
        let physical = DevelopmentTable(kind: .physical, heldOn: day, topic: "x")
        #expect(physical.monitoring == monitoring)
        let board = DevelopmentTable(kind: .board, heldOn: day, topic: "x")
        #expect(board.monitoring == nil)
    }
}

@Suite struct `A year of development tables` {
    private static func entry(
        _ number: UInt64,
        _ kind: DevelopmentTable.Kind,
        _ day: Day,
        _ state: DevelopmentTable.State
    ) -> TableYear.Entry {
        TableYear.Entry(
            id: Identifier(high: 1, low: number),
            table: DevelopmentTable(kind: kind, heldOn: day, topic: "x"),
            state: state
        )
    }

    private static let full = [
        entry(1, .physical, "2025-02-01", .held), entry(2, .physical, "2025-05-01", .held),
        entry(3, .physical, "2025-08-01", .held), entry(4, .physical, "2025-11-01", .held),
        entry(5, .board, "2025-03-01", .held), entry(6, .board, "2025-09-01", .held),
    ]

    @Test func `is met with a physical table in every quarter and two board tables`() {
        let year = TableYear(Self.full)
        #expect(year.standing == .met)
        #expect(year.quarters.map(\.number) == [1, 2, 3, 4])
        #expect(year.quarters.allSatisfy { $0.standing == .met })
        #expect(year.quarters.map(\.tableId) == Self.full.prefix(4).map(\.id))
    }

    @Test(arguments: 0..<6)
    func `misses any table that is not there, or was cancelled`(missing: Int) {
        var entries = Self.full
        entries.remove(at: missing)
        #expect(TableYear(entries).standing == .missing)
        let one = Self.full[missing]
        entries.append(.init(id: one.id, table: one.table, state: .cancelled))
        #expect(TableYear(entries).standing == .missing)
    }

    @Test(arguments: 0..<6, [DevelopmentTable.State.planned, .announced])
    func `waits for any table that was not held yet`(place: Int, state: DevelopmentTable.State) {
        var entries = Self.full
        let one = entries.remove(at: place)
        entries.append(.init(id: one.id, table: one.table, state: state))
        #expect(TableYear(entries).standing == .planned)
    }

    @Test func `without any table misses all`() {
        let year = TableYear([])
        #expect(year.standing == .missing && year.boardStanding == .missing)
        #expect(year.quarters.allSatisfy { $0.standing == .missing && $0.tableId == nil })
    }

    @Test func `takes more board tables than two`() {
        let third = Self.entry(7, .board, "2025-12-01", .planned)
        let year = TableYear(Self.full + [third])
        #expect(year.standing == .met)
        #expect(year.boardTablesHeld == 2 && year.boardTablesPlanned == 1)
    }
}
