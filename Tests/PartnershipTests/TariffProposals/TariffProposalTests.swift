import HTTP
@testable import Partnership
import Postgres
import TestSupport
import Testing

@Suite struct `A tariff proposal's state` {
    private typealias State = TariffProposal.State

    private static let day: Day = "2025-06-01"

    private static let expected: [State: [TariffProposal.Command: State]] = [
        .draft: [.advise: .advised, .withdraw: .withdrawn],
        .advised: [.adopt: .adopted, .reject: .rejected, .withdraw: .withdrawn],
    ]

    @Test(arguments: TariffProposal.State.allCases, TariffProposal.Command.allCases)
    func `follows the table, and what is not in it is refused`(
        state: TariffProposal.State,
        command: TariffProposal.Command
    ) {
        let next = Self.expected[state]?[command]
        #expect(state.after(command) == next)
        let isRefused =
            (try? state.check(command, on: Self.day, after: Self.day, today: Self.day)) == nil
        #expect(isRefused == (next == nil))
    }

    private static let refusals: [(State, TariffProposal.Command, StepRefusal<State>)] = [
        (.draft, .adopt, .missing(.advice)), (.draft, .reject, .missing(.advice)),
        (.advised, .advise, .taken(.advice)), (.adopted, .withdraw, .ended(.adopted)),
        (.withdrawn, .advise, .ended(.withdrawn)),
    ]

    @Test(arguments: refusals.indices)
    func `names the step that is missing, the one that was taken, or the end`(index: Int) {
        let (state, command, refusal) = Self.refusals[index]
        #expect(throws: refusal) {
            try state.check(command, on: Self.day, after: Self.day, today: Self.day)
        }
    }
}

@Suite struct `A decision on tariffs` {
    private static func step(_ command: TariffProposal.Command, _ day: Day) -> TariffProposalStep {
        TariffProposalStep(command: command, takenOn: day, advice: nil, reference: "B&W 1")
    }

    @Test func `comes no later than the first day they hold`() throws {
        let validFrom: Day = "2026-01-01"
        try Self.step(.adopt, "2025-12-31").check(validFrom: validFrom)
        try Self.step(.adopt, "2026-01-01").check(validFrom: validFrom)
        #expect(throws: TariffProposalRefusal.decidedLate(validFrom: validFrom)) {
            try Self.step(.adopt, "2026-01-02").check(validFrom: validFrom)
        }
        try Self.step(.reject, "2026-01-02").check(validFrom: validFrom)
    }
}

@Suite struct `A tariff proposal and its commands` {
    @Test func `keep to the table, and what is not in it changes nothing`() async throws {
        try await withAPI { api in
            let desk = TariffDesk(api)
            let play = LifecyclePlay<TariffProposal.State>(api: api) { state in
                "\(TariffDesk.path)/\(try await desk.proposal(in: state))"
            } send: { command, path in
                let id = try #require(path.split(separator: "/").last.flatMap { Identifier($0) })
                // Another day than before: the same step once more would be told again.
                return try await desk.take(command, of: id, on: "2025-06-02")
            }
            try await play.everyCommand()
        }
    }

    @Test func `set the tariffs once when it is asked 64 times at once`() async throws {
        try await withAPI(loops: 2) { api in
            let desk = TariffDesk(api)
            let code = try await desk.makeProduct(maxTariffCents: 8_000)
            let id = try await desk.propose([code]).madeIdentifier
            try await desk.take(.advise, of: id)
            let answers = try await api.sendAtOnce(
                64,
                .put,
                "\(TariffDesk.path)/\(id)/decision",
                json: TariffDesk.body(.adopt),
                headers: ["If-None-Match": "*"]
            )
            #expect(answers.count { $0.status == 201 } == 1)
            #expect(answers.count { $0.status == 200 } == 63)
            let tariffs = try await api.send(.get, "/v1/products/\(code)/tariffs")
            #expect(tariffs.json["items"].count == 2)
        }
    }
}

@Suite struct `The tables of tariff proposals` {
    private static let a = "'00000000-0000-0000-0000-00000000000a'"
    private static let b = "'00000000-0000-0000-0000-00000000000b'"

    /// A proposal that was adopted, and one without any step.
    private static let database = Result {
        let database = try TestDatabase()
        try database.connection().run(
            script: """
                insert into tariff_proposal (id, valid_from, document_reference, proposed_on)
                select id, '2026-01-01', 'A', '2025-05-04'
                from unnest(array[\(a), \(b)]::uuid[]) as id;
                insert into tariff_proposal_line (proposal_id, product_code, max_tariff_cents)
                values (\(a), 'JB-04', 9000);
                \(step("\(a), 'advice', 'advised', '2025-06-01'"));
                \(step("\(a), 'decision', 'adopted', '2025-06-01'"));
                """
        )
        return database
    }

    private static func step(_ values: String) -> String {
        "insert into tariff_proposal_step (proposal_id, step, outcome, taken_on, content) "
            + "values (\(values), '{}')"
    }

    private static func line(_ values: String) -> String {
        "insert into tariff_proposal_line (proposal_id, product_code, max_tariff_cents, "
            + "time_basis) values (\(values))"
    }

    private static let broken = [
        (step("\(b), 'decision', 'adopted', '2025-06-01'"), "tariff_proposal_step_in_order"),
        (step("\(b), 'advice', 'adopted', '2025-06-01'"), "tariff_proposal_step_outcome_known"),
        (step("\(a), 'advice', 'advised', '2025-06-02'"), "tariff_proposal_step_once"),
        (
            step("\(a), 'withdrawal', 'withdrawn', '2025-06-02'"),
            "tariff_proposal_step_ends_once"
        ),
        (line("\(a), 'JB-04', 9000, null"), "tariff_proposal_line_once"),
        (line("\(b), 'XX-99', 9000, null"), "tariff_proposal_line_product_known"),
        (line("\(b), 'JB-05', -1, null"), "tariff_proposal_line_not_negative"),
        (line("\(b), 'JB-05', 1, 'all'"), "tariff_proposal_line_time_basis_known"),
        (
            "update tariff_proposal set valid_from = '2026-01-02'",
            "tariff_proposal_first_of_month"
        ),
    ]

    @Test(arguments: broken.indices)
    func `hold what the rules say`(index: Int) throws {
        let (statement, constraint) = Self.broken[index]
        let connection = try Self.database.get().connection()
        #expect {
            try connection.run(script: statement)
        } throws: { error in
            (error as? ScriptFailure)?.message.contains("\"\(constraint)\"") == true
        }
    }

    /// 42501: insufficient privilege.
    @Test(arguments: [
        "update tariff_proposal_step set content = '{}'", "delete from tariff_proposal_step",
        "update tariff_proposal_line set max_tariff_cents = 1",
        "delete from tariff_proposal_line",
        "update tariff_proposal set valid_from = '2026-02-01'", "delete from tariff_proposal",
    ])
    func `keep what was recorded from the service itself`(statement: String) throws {
        let connection = try BlockingConnection(Self.database.get().serviceAddress)
        #expect {
            try connection.run(script: statement)
        } throws: { error in
            (error as? ScriptFailure)?.state == "42501"
        }
    }
}
