@testable import Partnership
import Testing

@Suite struct `An alliance` {
    @Test(arguments: Alliance.State.allCases, Alliance.Command.allCases)
    func `follows the table of its state`(state: Alliance.State, command: Alliance.Command) {
        let expected: [Alliance.Command: Alliance.State] = [
            .changeProviders: .active, .dissolve: .dissolved,
        ]
        #expect(state.after(command) == (state == .active ? expected[command] : nil))
        if state == .active {
            #expect(throws: Never.self) { try state.check(command) }
        } else {
            #expect(throws: AllianceRefusal.dissolved) { try state.check(command) }
        }
    }

    private static let days: [(Day, AllianceRefusal?)] = [
        ("2024-12-31", .notStarted("2025-01-01")), ("2025-01-01", nil), ("2025-07-01", nil),
        ("2025-07-02", .toCome("2025-07-02")),
    ]

    @Test(arguments: days.indices)
    func `ends on a day from its start until today`(index: Int) {
        let (day, refusal) = Self.days[index]
        let dissolution = AllianceDissolution(dissolvedOn: day, documentReference: "LIM")
        if let refusal {
            #expect(throws: refusal) {
                try dissolution.check(startsOn: "2025-01-01", in: .active, today: "2025-07-01")
            }
        } else {
            #expect(throws: Never.self) {
                try dissolution.check(startsOn: "2025-01-01", in: .active, today: "2025-07-01")
            }
        }
        #expect(throws: AllianceRefusal.dissolved) {
            try dissolution.check(startsOn: "2025-01-01", in: .dissolved, today: "2025-07-01")
        }
    }

    @Test func `tells who stands in both of its lists`() {
        func provider(_ number: String) -> Provider { Provider(kvkNumber: number, name: "x") }
        let core = [provider("1"), provider("2")]
        let free = AllianceProviders(core: core, subcontractors: [provider("3")])
        #expect(free.inBoth.isEmpty)
        let both = AllianceProviders(core: core, subcontractors: [provider("3"), provider("2")])
        #expect(both.inBoth == ["2"])
    }
}
