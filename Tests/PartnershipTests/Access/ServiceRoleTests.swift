import Postgres
import TestSupport
import Testing

@Suite struct `The service's database role` {
    /// 42501: insufficient privilege.
    @Test(arguments: [
        "delete from declaration",
        "update declaration set accepted = true",
        "truncate declaration",
        "delete from delivery",
        "update delivery set kind = 'stop'",
        "delete from claim_line",
        "update claim_line set amount_cents = 0",
        "delete from work_item",
        "update work_item set due_on = due_on",
        "update work_item set kind = kind",
        "delete from ledger_entry",
        "update ledger_entry set cents = 0",
        "delete from ledger_posting",
        "update ledger_posting set cents = 0",
        "insert into ledger_posting select * from ledger_posting",
        "delete from ledger_size",
        "insert into ledger_year_total select * from ledger_year_total",
        "update ledger_year_total set cents = cents",
        "insert into ledger_month_total select * from ledger_month_total",
        "update ledger_month_total set cents = cents",
        "delete from ledger_year_total",
        "update travel_contribution set known_at = known_at",
        "update travel_contribution_share set contribution_cents = 0",
        "delete from travel_contribution_share",
        "update travel_expense set cents = 1",
        "delete from travel_expense",
        "delete from idempotency_answer",
        "update idempotency_answer set status = 200",
        "insert into token select * from token",
        "update token set expires_at = now()",
        "delete from partner",
        "update partner set kvk_number = '00000000'",
        "delete from agreement",
        "update agreement set starts_on = starts_on",
        "delete from termination",
        "update termination set received_on = received_on",
        "update exclusion set dissolved_on = dissolved_on",
        "delete from exclusion",
        "update advice set conclusion = 'none'",
        "update college_decision set outcome = 'none'",
        "update document set title = title",
        "delete from match",
        "update match set partner_id = partner_id",
        "update match set tent_id = null",
        "delete from tent",
        "update tent set held_on = held_on",
        "delete from tent_participant",
        "update tent_participant set professional = professional",
        "update tent_outcome set outcome = 'undecided'",
        "delete from tent_cancellation",
        "delete from allocation",
        "update allocation set number = 1",
        "update allocation_version set volume = volume",
        "delete from allocation_version",
        "delete from development_table",
        "update development_table set held_on = held_on",
        "update development_table_step set taken_on = taken_on",
        "update table_review set first_year = first_year",
        "update table_review_provider set first_clients = 0",
        "delete from recovery_term",
        "update recovery_term set ends_on = ends_on",
        "update alliance_contract set sha256 = sha256",
        "delete from alliance",
        "update tariff set max_tariff_cents = 1",
        "delete from cluster",
        "update cluster set starts_on = today()",
        "update cluster_membership set partner_id = partner_id",
        "update cluster_composition set seed = 'another'",
        "delete from cluster_composition_member",
        "update cluster_composition_outcome set outcome = 'withdrawn'",
        "update questionnaire set source = source",
        "update questionnaire_item set label_nl = label_nl",
        "update trust_key set public_key = public_key",
        "delete from trust_key",
        "delete from trust_measurement",
        "update trust_measurement set questionnaire_id = questionnaire_id",
        "update trust_measurement_cluster set cluster_id = cluster_id",
        "update trust_measurement_member set partner_id = partner_id",
        "delete from trust_measurement_member",
        "delete from trust_outcome",
        "update trust_outcome set shown = shown",
        "update trust_presentation set presented_on = presented_on",
        "delete from trust_cluster_discussion",
        "delete from improvement_track",
        "update improvement_track_step set content = content",
        "update individual_test set decided_on = decided_on",
        "delete from individual_test",
        "update test_form set sealed = sealed",
        "delete from test_form",
        "update individual_test_completion set reader_roles = '{}'",
        "update test_finding set intentional = 'sufficient'",
        "delete from test_finding",
        "update test_hearing set held_on = held_on",
        "update measure set description = description",
        "update measure_end set ended_on = ended_on",
        "delete from ballot_box",
        "update ballot_box set members = 20",
        "update trust_ticket set digest = digest",
        "insert into schema_migration values (99, 'x', '')",
        "create table mine (number integer)",
        "alter table declaration add column more text",
        "drop table declaration",
    ])
    func `may not change what has to stay`(statement: String) throws {
        let connection = try BlockingConnection(Self.database.get().serviceAddress)
        #expect {
            try connection.run(script: statement)
        } throws: { error in
            (error as? ScriptFailure)?.state == "42501"
        }
    }

    @Test(arguments: [
        "select count(*) from token",
        "insert into product values ('ZZ-01', 'youth', 'a', 'a', 'hour', null)",
        "select nextval('answer_number')",
    ])
    func `may do its work`(statement: String) throws {
        let connection = try BlockingConnection(Self.database.get().serviceAddress)
        try connection.run(script: "begin")
        #expect(throws: Never.self) { try connection.run(script: statement) }
    }

    private static let database = Result { try TestDatabase() }
}
