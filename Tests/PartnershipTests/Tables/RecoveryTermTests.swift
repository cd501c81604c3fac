@testable import Partnership
import Testing

@Suite struct `A recovery term` {
    private typealias State = RecoveryTerm.State
    private typealias Command = RecoveryTerm.Command

    private static let term = Period.days("2025-01-01", "2025-06-30")

    @Test(arguments: RecoveryTerm.State.allCases, RecoveryTerm.Command.allCases)
    func `follows the table of its state`(
        state: RecoveryTerm.State,
        command: RecoveryTerm.Command
    ) {
        let expected: [Command: State] = [.meet: .met, .miss: .missed]
        #expect(state.after(command) == (state == .running ? expected[command] : nil))
    }

    private static let days: [(RecoveryOutcome.Kind, Day, RecoveryTermRefusal?)] = [
        (.met, "2024-12-31", .notStarted("2025-01-01")),
        (.missed, "2024-12-31", .notStarted("2025-01-01")),
        (.met, "2025-01-01", nil), (.met, "2025-06-30", nil), (.met, "2025-07-01", nil),
        (.missed, "2025-01-01", .notEnded("2025-06-30")),
        (.missed, "2025-06-29", .notEnded("2025-06-30")),
        (.missed, "2025-06-30", nil), (.missed, "2025-07-01", nil),
        (.met, "2025-07-02", .toCome("2025-07-02")),
        (.missed, "2025-07-02", .toCome("2025-07-02")),
    ]

    @Test(arguments: days.indices)
    func `may be met early and is missed at its end`(index: Int) {
        let (kind, day, refusal) = Self.days[index]
        let outcome = RecoveryOutcome(kind: kind, assessedOn: day, documentReference: "SOJ")
        if let refusal {
            #expect(throws: refusal) {
                try outcome.check(of: Self.term, in: .running, today: "2025-07-01")
            }
        } else {
            #expect(throws: Never.self) {
                try outcome.check(of: Self.term, in: .running, today: "2025-07-01")
            }
        }
    }

    @Test(arguments: [RecoveryTerm.State.met, .missed], RecoveryOutcome.Kind.allCases)
    func `is assessed once`(state: RecoveryTerm.State, kind: RecoveryOutcome.Kind) {
        let outcome = RecoveryOutcome(
            kind: kind,
            assessedOn: "2025-06-30",
            documentReference: "SOJ"
        )
        #expect(throws: RecoveryTermRefusal.assessed(state)) {
            try outcome.check(of: Self.term, in: state, today: "2025-07-01")
        }
    }
}
