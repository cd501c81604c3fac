@testable import Partnership
import Testing

@Suite struct `An application's state` {
    private typealias State = Application.State
    private typealias Command = Application.Command

    private static let expected: [State: [Command: State]] = [
        .received: [.recordIntake: .intakeHeld],
        .intakeHeld: [.recordIntake: .intakeHeld, .admit: .admitted, .refuse: .refused],
    ]

    @Test(arguments: Application.State.allCases, Application.Command.allCases)
    func `follows the table, and what is not in it is refused`(
        state: Application.State,
        command: Application.Command
    ) {
        let next = Self.expected[state]?[command]
        #expect(state.after(command) == next)
        guard next == nil else {
            #expect(throws: Never.self) { try state.check(command) }
            return
        }
        let refusal: ApplicationRefusal = state == .received ? .intakeMissing : .decided(state)
        #expect(throws: refusal) { try state.check(command) }
    }
}

@Suite struct `A decision on an application` {
    private typealias Measurement = ApplicationDecision.Measurement

    private static let codes = ["A", "B", "C"]

    private static func decision(
        _ outcome: ApplicationDecision.Outcome,
        _ code: String? = nil,
        reasons: String? = nil,
        measured: [(String, Bool)]? = nil
    ) -> ApplicationDecision {
        ApplicationDecision(
            outcome: outcome,
            criterionCode: code,
            reasons: reasons,
            decidedOn: "2026-03-03",
            decisionReference: "B&W 2",
            measurements: measured?.map { Measurement(criterionCode: $0.0, isMet: $0.1) }
        )
    }

    private static func measured(_ decision: ApplicationDecision) throws -> [String] {
        try decision.measured(by: codes, fulfils: true).measurements?.map {
            $0.criterionCode + ($0.isMet ? "+" : "-")
        } ?? []
    }

    @Test func `says by itself how the applicant was measured`() throws {
        #expect(try Self.measured(Self.decision(.admitted)) == ["A+", "B+", "C+"])
        #expect(try Self.measured(Self.decision(.refused, "B", reasons: "No.")) == ["B-"])
    }

    @Test func `keeps given measurements in the order of the criteria`() throws {
        let all = [("C", true), ("A", true), ("B", true)]
        #expect(try Self.measured(Self.decision(.admitted, measured: all)) == ["A+", "B+", "C+"])
        let most = [("C", false), ("B", false), ("A", true)]
        let refused = Self.decision(.refused, "B", reasons: "No.", measured: most)
        #expect(try Self.measured(refused) == ["A+", "B-", "C-"])
    }

    private static let refusals: [(ApplicationDecision, ApplicationRefusal)] = [
        (decision(.refused, reasons: "No."), .criterionMissing),
        (decision(.refused, "D", reasons: "No."), .criterionNotPublished("D")),
        (decision(.refused, "A"), .reasonsMissing),
        (decision(.admitted, measured: [("A", true), ("C", true)]), .notMeasured(["B"])),
        (decision(.admitted, measured: [("D", true)]), .criterionNotPublished("D")),
        (
            decision(.admitted, measured: [("A", true), ("B", false), ("C", true)]),
            .measuredOtherwise("B")
        ),
        (
            decision(
                .refused,
                "A",
                reasons: "No.",
                measured: [("A", true), ("B", false), ("C", true)]
            ),
            .measuredOtherwise("A")
        ),
        (
            decision(.refused, "A", reasons: "No.", measured: [("A", false)]),
            .notMeasured(["B", "C"])
        ),
    ]

    @Test(arguments: refusals.indices)
    func `is refused unless it rests on the published criteria`(index: Int) {
        let (decision, refusal) = Self.refusals[index]
        #expect(throws: refusal) { try decision.measured(by: Self.codes, fulfils: true) }
    }

    @Test func `admits nobody who does not fulfil the conditions, and may refuse them`() throws {
        #expect(throws: ApplicationRefusal.conditionsNotMet) {
            try Self.decision(.admitted).measured(by: Self.codes, fulfils: false)
        }
        let refused = Self.decision(.refused, "A", reasons: "No.")
        #expect(throws: Never.self) { try refused.measured(by: Self.codes, fulfils: false) }
    }
}

@Suite struct `An exclusion` {
    @Test(arguments: [
        ("2027-06-30", "2029-06-30"), ("2028-02-29", "2030-03-01"), ("2034-07-01", "2036-07-01"),
        ("2028-02-28", "2030-02-28"), ("2026-02-28", "2028-02-28"),
    ])
    func `lasts two years from the day of the dissolution`(dissolved: Day, eligible: Day) {
        let exclusion = Exclusion(dissolvedOn: dissolved)
        #expect(exclusion.eligibleFrom == eligible)
        #expect(exclusion.bars(startOn: dissolved))
        #expect(exclusion.bars(startOn: eligible.adding(days: -1)))
        #expect(!exclusion.bars(startOn: eligible))
    }

    @Test func `keeps out a start before it too`() {
        #expect(Exclusion(dissolvedOn: "2027-06-30").bars(startOn: "2027-06-29"))
    }
}
