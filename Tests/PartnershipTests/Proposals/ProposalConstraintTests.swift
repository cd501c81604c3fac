import Postgres
import TestSupport
import Testing

/// What the database refuses by itself, whoever writes.
@Suite struct `The tables of proposals, rule sets and disputes` {
    private static let a = "'00000000-0000-0000-0000-00000000000a'"
    private static let b = "'00000000-0000-0000-0000-00000000000b'"

    /// A proposal that was adopted, one without any step, and a dispute that was settled.
    private static let database = Result {
        let database = try TestDatabase()
        try database.connection().run(
            script: """
                insert into proposal (id, kind, arrangement, subject, title, text, proposed_on)
                select id, 'proposal', 'hendig', 'rule-set', 'A', 'B', '2026-01-12'
                from unnest(array[\(a), \(b)]::uuid[]) as id;
                insert into proposal_step (proposal_id, step, outcome, taken_on, valid_from,
                    content)
                values
                    (\(a), 'agenda', 'on-agenda', '2026-02-01', null, '{}'),
                    (\(a), 'elaboration', 'elaborating', '2026-02-02', null, '{}'),
                    (\(a), 'elaborated-proposal', 'elaborated', '2026-03-20', null, '{}'),
                    (\(a), 'decision', 'adopted', '2026-04-14', '2026-07-01', '{}');
                insert into dispute (id, subject, with_municipality, document_references, opened_on)
                values (\(a), 'A', true, '{}', '2026-05-04');
                insert into dispute_step (dispute_id, step, outcome, taken_on, content)
                values
                    (\(a), 'mediation', 'in-mediation', '2026-05-18', '{}'),
                    (\(a), 'mediation-result', 'settled', '2026-07-01', '{}');
                """
        )
        return database
    }

    private static func step(_ values: String) -> String {
        "insert into proposal_step (proposal_id, step, outcome, taken_on, valid_from, content) "
            + "values (\(values), '{}')"
    }

    private static func ruleSet(_ day: String, _ proposal: String) -> String {
        "insert into rule_set (id, valid_from, proposal_id, decision_reference) "
            + "values (gen_random_uuid(), '\(day)', \(proposal), 'B&W 1')"
    }

    private static func choice(_ policy: String, _ reading: String) -> String {
        "insert into rule_set_policy (rule_set_id, policy, reading) "
            + "select id, '\(policy)', '\(reading)' from rule_set"
    }

    private static let broken = [
        (step("\(b), 'elaboration', 'elaborating', '2026-02-01', null"), "proposal_step_in_order"),
        (step("\(b), 'decision', 'rejected', '2026-02-01', null"), "proposal_step_in_order"),
        (step("\(b), 'agenda', 'adopted', '2026-02-01', null"), "proposal_step_outcome_known"),
        (step("\(a), 'agenda', 'not-on-agenda', '2026-02-01', null"), "proposal_step_once"),
        (step("\(a), 'withdrawal', 'withdrawn', '2026-05-01', null"), "proposal_step_ends_once"),
        (
            step("\(b), 'decision', 'adopted', '2026-02-01', null"),
            "proposal_step_valid_when_adopted"
        ),
        (
            step("\(b), 'decision', 'adopted', '2026-02-01', '2026-01-31'"),
            "proposal_step_valid_after_decision"
        ),
        (ruleSet("2026-07-02", a), "rule_set_adopted"),
        (ruleSet("2026-07-01", b), "rule_set_adopted"),
        (ruleSet("2026-07-01", "null"), "rule_set_first"),
        (ruleSet("2026-01-01", "null"), "rule_set_one_a_day"),
        (
            "update rule_set_policy set reading = 'date-to-date' where policy = 'notice-months'",
            "rule_set_reading_built"
        ),
        (choice("notice-months", "full-calendar-months"), "rule_set_policy_once"),
        (choice("hours-a-week", "five"), "rule_set_reading_built"),
        (
            "insert into dispute_step (dispute_id, step, outcome, taken_on, content) "
                + "values (\(a), 'court', 'in-court', '2026-09-01', '{}')",
            "dispute_step_in_order"
        ),
        (
            "insert into dispute_step (dispute_id, step, outcome, taken_on, content) "
                + "values (\(a), 'closure', 'closed', '2026-09-01', '{}')",
            "dispute_step_in_order"
        ),
    ]

    @Test(arguments: broken.indices)
    func `hold what the agreement asks by themselves`(index: Int) throws {
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
        "update proposal_step set content = '{}'", "delete from proposal_step",
        "update proposal set title = 'C'", "delete from proposal",
        "update rule_set set valid_from = '2027-01-01'", "delete from rule_set_policy",
        "update rule_set_policy set reading = reading", "update policy_reading set is_built = true",
        "insert into policy select * from policy", "update dispute_step set taken_on = taken_on",
        "delete from dispute_party",
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
