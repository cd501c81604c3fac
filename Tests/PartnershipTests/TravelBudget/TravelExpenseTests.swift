@testable import Partnership
import Testing

@Suite struct `A claim on a travel budget` {
    private typealias State = TravelExpense.State
    private typealias Command = TravelExpense.Command

    private static let expense = TravelExpense(
        line: "meetings",
        cents: 100,
        incurredOn: "2024-05-14",
        documentReference: "Bon 1"
    )

    @Test(arguments: TravelExpense.State.allCases, TravelExpense.Command.allCases)
    func `follows the table of its state`(
        state: TravelExpense.State,
        command: TravelExpense.Command
    ) {
        let expected: [Command: State] = [.approve: .approved, .refuse: .refused]
        #expect(state.after(command) == (state == .claimed ? expected[command] : nil))
    }

    private func line(isBudgeted: Bool = true) -> TravelSpending.Line {
        TravelSpending.Line(
            name: "meetings",
            isBudgeted: isBudgeted,
            budgetCents: 0,
            claimedCents: 0,
            approvedCents: 0,
            tentMinutes: 0
        )
    }

    @Test func `is of a line of the budget, after the cost was made`() {
        #expect(throws: TravelExpenseRefusal.lineUnknown) {
            try Self.expense.check(on: nil, today: "2024-06-01")
        }
        #expect(throws: TravelExpenseRefusal.lineUnknown) {
            try Self.expense.check(on: line(isBudgeted: false), today: "2024-06-01")
        }
        #expect(throws: TravelExpenseRefusal.datedAhead) {
            try Self.expense.check(on: line(), today: "2024-05-13")
        }
        #expect(throws: Never.self) {
            try Self.expense.check(on: line(), today: "2024-05-14")
        }
    }

    private typealias Outcome = TravelExpenseDecision.Outcome
    private static let decisions: [(Outcome, Day, Int, TravelExpenseRefusal?)] = [
        (.approved, "2024-05-14", 100, nil), (.approved, "2024-06-01", 101, nil),
        (.approved, "2024-05-14", 99, .lineExhausted(leftCents: 99)),
        (.approved, "2024-05-14", -1, .lineExhausted(leftCents: -1)),
        (.refused, "2024-05-14", 99, nil), (.refused, "2024-05-14", -1, nil),
        (.approved, "2024-05-13", 100, .beforeExpense("2024-05-14")),
        (.refused, "2024-05-13", 100, .beforeExpense("2024-05-14")),
        (.approved, "2024-06-02", 100, .datedAhead), (.refused, "2024-06-02", 100, .datedAhead),
    ]

    @Test(arguments: decisions.indices)
    func `is approved up to what its line has left`(index: Int) {
        let (outcome, day, leftCents, refusal) = Self.decisions[index]
        let decision = TravelExpenseDecision(
            outcome: outcome,
            decidedOn: day,
            documentReference: "R"
        )
        #expect(refused(decision, leftCents: leftCents) == refusal)
    }

    @Test(arguments: [TravelExpense.State.approved, .refused])
    func `is decided on once`(state: TravelExpense.State) {
        for outcome in Outcome.allCases {
            let decision = TravelExpenseDecision(
                outcome: outcome,
                decidedOn: "2024-05-20",
                documentReference: "R"
            )
            #expect(refused(decision, in: state, leftCents: 100) == .decided(state))
        }
    }

    private func refused(
        _ decision: TravelExpenseDecision,
        in state: TravelExpense.State = .claimed,
        leftCents: Int
    ) -> TravelExpenseRefusal? {
        do {
            try decision.check(
                on: Self.expense,
                in: state,
                leftCents: leftCents,
                today: "2024-06-01"
            )
            return nil
        } catch {
            return error
        }
    }

    @Test func `is decided on by another than whose it is`() {
        let partners = (0..<2).map { Identifier(high: 1, low: UInt64($0)) }
        #expect(throws: TravelExpenseRefusal.ownClaim) {
            try TravelExpenseDecision.check(decider: partners[0], on: partners[0])
        }
        for decider in [partners[1], nil] {
            #expect(throws: Never.self) {
                try TravelExpenseDecision.check(decider: decider, on: partners[0])
            }
        }
    }
}

@Suite struct `A line that was spent from` {
    @Test(arguments: [
        (3_000_000, 0, 150, 30_000, 2_970_000), (3_000_000, 1, 15_000, 3_000_000, -1),
        (100, 100, 0, 0, 0), (0, 0, 1, 200, -200),
    ])
    func `has left what neither claims nor tents took`(
        budgetCents: Int,
        approvedCents: Int,
        minutes: Int,
        tentCents: Int,
        leftCents: Int
    ) {
        let line = TravelSpending.Line(
            name: TravelSpending.tentLine,
            isBudgeted: true,
            budgetCents: budgetCents,
            claimedCents: 7,
            approvedCents: approvedCents,
            tentMinutes: minutes
        )
        #expect(line.tentCents == tentCents)
        #expect(line.spentCents == approvedCents + tentCents)
        #expect(line.leftCents == leftCents)
        let spending = TravelSpending(lines: [line, line])
        #expect(spending.spentCents == 2 * line.spentCents)
        #expect(spending.budgetCents == 2 * budgetCents)
        #expect(spending.grounds[0].inputs.map(\.value) == [2 * minutes, 8_000])
    }
}
