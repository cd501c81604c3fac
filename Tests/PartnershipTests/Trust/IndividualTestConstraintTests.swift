@testable import Partnership
import Postgres
import TestSupport
import Testing

/// What the database refuses by itself, whoever asks.
@Suite struct `The database of individual tests` {
    /// A statement about what `run` makes: {test} found {party} insufficient and {spared} not,
    /// {open} is not completed, {unseen} is a round that was not presented.
    private static let refusals: [(constraint: String, script: String)] = [
        ("individual_test_presented", test("{unseen}", "null")),
        ("individual_test_cluster", test("{round}", "'{stranger}'")),
        ("individual_test_once", test("{round}", "null") + test("{round}", "null")),
        ("individual_test_once", test("{round}", "'{cluster}'")),
        (
            "test_form_of_one_size",
            "insert into test_form (test_id, sealed) values ('{test}', 'x');"
        ),
        ("individual_test_completion_once", completion("{test}")),
        ("individual_test_completion_report_form", completion("{open}", hash: "g")),
        ("individual_test_completion_reader_roles", completion("{open}", role: "auditor")),
        ("test_finding_of", finding("{open}", "{party}")),
        ("test_finding_once", finding("{test}", "{party}")),
        ("test_hearing_of_finding", hearing("{test}", "{spared}")),
        ("test_hearing_of_finding", hearing("{test}", "{stranger}")),
        ("test_hearing_needed", hearing("{test}", "{spared}", isInsufficient: false)),
        ("test_hearing_once", hearing("{test}", "{party}") + hearing("{test}", "{party}")),
        ("advice_after_hearing", advice("{test}", "{party}")),
        (
            "college_decision_after_hearing",
            hearing("{test}", "{party}") + decision("{test}", "{spared}")
        ),
        (
            "college_decision_once_per_finding",
            hearing("{test}", "{party}") + decision("{test}", "{party}")
                + decision("{test}", "{party}")
        ),
        ("measure_on_one_ground", measure("null", "null", "null", "null")),
        ("measure_on_one_ground", measure("null", "null", "'{round}'", "null")),
        ("measure_on_one_ground", measure("null", "'{party}'", "'{round}'", "'{cluster}'")),
        ("measure_of_cluster", measure("null", "null", "'{round}'", "'{stranger}'")),
        ("measure_of_decision", measure("'{stranger}'", "'{party}'", "null", "null")),
    ]

    private static let allowed = [
        completion("{open}") + finding("{open}", "{party}") + hearing("{open}", "{party}"),
        hearing("{test}", "{party}") + advice("{test}", "{party}") + advice("{test}", "{party}")
            + decision("{test}", "{party}"),
        measure("null", "null", "'{round}'", "'{cluster}'")
            + measure("null", "null", "'{round}'", "'{cluster}'"),
    ]

    @Test(arguments: refusals.indices)
    func `refuses what does not follow from the step before`(index: Int) async throws {
        let (constraint, script) = Self.refusals[index]
        try await Self.run(script) { problem in
            #expect(problem?.contains("\"\(constraint)\"") == true, "\(problem ?? "no refusal")")
        }
    }

    @Test(arguments: allowed)
    func `lets be what does`(script: String) async throws {
        try await Self.run(script) { #expect($0 == nil) }
    }

    /// Runs a script in a transaction that is never committed, and tells what PostgreSQL refused.
    private static func run(
        _ script: String,
        _ body: @escaping @Sendable (String?) -> Void
    ) async throws {
        try await withSharedAPI { api in
            let desk = TestDesk(api)
            let round = try await PresentedRound.make(api)
            let cluster = round.clusters[0]
            let test = try await desk.decide(cluster.id, in: round.id).madeIdentifier
            let findings = [
                (cluster.partners[1], "insufficient", "attention"),
                (cluster.partners[2], "attention", "attention"),
            ]
            _ = try await desk.complete(test, TestDesk.completion(findings))
            let names = [
                "test": test, "open": try await desk.makeTest().id, "round": round.id,
                "unseen": try await PresentedRound.make(api, presentedOn: nil).id,
                "cluster": cluster.id, "party": cluster.partners[1],
                "spared": cluster.partners[2], "stranger": Identifier(high: 1, low: 1),
            ]
            let filled = names.reduce(script) {
                $0.replacing("{\($1.key)}", with: "\($1.value)")
            }
            let connection = try BlockingConnection(api.database.serviceAddress)
            try connection.run(script: "begin")
            do throws(ScriptFailure) {
                try connection.run(script: filled)
                body(nil)
            } catch {
                body(error.message)
            }
        }
    }

    private static func test(_ round: String, _ cluster: String) -> String {
        """
        insert into individual_test (id, measurement_id, cluster_id, decided_on,
            document_reference)
        values (gen_random_uuid(), '\(round)', \(cluster), '2026-03-01', 'x');
        """
    }

    private static func completion(
        _ test: String,
        hash: Character = "a",
        role: String = "college"
    ) -> String {
        """
        insert into individual_test_completion (test_id, completed_on, report_sha256,
            document_reference, sealed_results, reader_ids, reader_roles)
        values ('\(test)', '2026-04-01', '\(String(repeating: hash, count: 64))', 'x', 'x', '{}',
            '{\(role)}');
        """
    }

    private static func finding(_ test: String, _ partner: String) -> String {
        """
        insert into test_finding (test_id, partner_id, cluster_id, intentional, competential)
        values ('\(test)', '\(partner)', '{cluster}', 'insufficient', 'attention');
        """
    }

    private static func hearing(
        _ test: String,
        _ partner: String,
        isInsufficient: Bool = true
    ) -> String {
        """
        insert into test_hearing (test_id, partner_id, held_on, document_reference,
            is_insufficient)
        values ('\(test)', '\(partner)', '2026-04-10', 'x', \(isInsufficient));
        """
    }

    private static func advice(_ test: String, _ partner: String) -> String {
        """
        insert into advice (id, partner_id, body, conclusion, document_reference,
            individual_test_id)
        values (gen_random_uuid(), '\(partner)', 'mdg-if', 'none', 'x', '\(test)');
        """
    }

    private static func decision(_ test: String, _ partner: String) -> String {
        """
        insert into college_decision (id, partner_id, ground, outcome, decided_on,
            document_reference, individual_test_id)
        values (gen_random_uuid(), '\(partner)', 'shortcoming', 'none', '2026-05-12', 'x',
            '\(test)');
        """
    }

    private static func measure(
        _ decision: String,
        _ partner: String,
        _ round: String,
        _ cluster: String
    ) -> String {
        """
        insert into measure (id, decision_id, partner_id, measurement_id, cluster_id, description,
            starts_on, document_reference)
        values (gen_random_uuid(), \(decision), \(partner), \(round), \(cluster), 'x',
            '2026-06-01', 'x');
        """
    }
}
