import Postgres
import TestSupport
import Testing

/// What the database refuses by itself, whoever asks.
@Suite struct `The database of tables, terms and alliances` {
    /// A uuid with this last digit.
    private static func id(_ digit: Int) -> String {
        "'019afd3c-0728-709a-bf2a-74de452e6b4\(digit)'"
    }

    private static func table(_ digit: Int, _ kind: String, _ day: String) -> String {
        """
        insert into development_table (id, kind, held_on, topic)
        values (\(id(digit)), '\(kind)', '\(day)', 'x');
        """
    }

    private static func step(_ name: String, _ day: String, heldOn: String = "2025-05-19") -> String
    {
        """
        insert into development_table_step (table_id, held_on, step, taken_on, document_reference)
        values (\(id(1)), '\(heldOn)', '\(name)', '\(day)', 'x');
        """
    }

    private static func review(_ digit: Int, _ day: String, _ first: Int, _ second: Int) -> String {
        """
        insert into table_review (id, reviewed_on, first_year, second_year, decision_reference)
        values (\(id(digit)), '\(day)', \(first), \(second), 'x');
        """
    }

    private static func term(_ digit: Int, until day: String = "2025-06-30") -> String {
        """
        insert into recovery_term (id, kvk_number, goal, starts_on, ends_on, document_reference)
        values (\(id(digit)), '00000001', 'x', '2025-01-01', '\(day)', 'x');
        """
    }

    private static func outcome(_ outcome: String, _ day: String) -> String {
        """
        update recovery_term
        set outcome = '\(outcome)', assessed_on = '\(day)', outcome_reference = 'x',
            outcome_at = now();
        """
    }

    private static func alliance(_ digit: Int, _ slot: String) -> String {
        """
        insert into alliance (id, name, region, starts_on, slot)
        values (\(id(digit)), 'x', 'x', '2025-01-01', \(slot));
        """
    }

    private static func provider(_ digit: Int, _ role: String) -> String {
        """
        insert into alliance_provider (alliance_id, kvk_number, name, role, place)
        values (\(id(digit)), '00000001', 'x', '\(role)', 1);
        """
    }

    private static func contract(_ digit: Int, _ kind: String, _ hash: Character) -> String {
        """
        insert into alliance_contract (alliance_id, kind, sha256, document_reference)
        values (\(id(digit)), '\(kind)', '\(String(repeating: hash, count: 64))', 'x');
        """
    }

    private static func dissolve(_ digit: Int, _ day: String = "2025-07-01") -> String {
        """
        update alliance
        set slot = null, is_active = false, dissolved_on = '\(day)',
            dissolution_reference = 'x', dissolved_at = now()
        where id = \(id(digit));
        """
    }

    private static let spring = table(1, "physical", "2025-05-19")
    private static let two = alliance(1, "1") + alliance(2, "2")

    private static let refusals: [(constraint: String, script: String)] = [
        ("development_table_year_sane", table(1, "board", "2014-12-31")),
        (
            "development_table_one_physical_a_quarter",
            spring + table(2, "physical", "2025-06-30")
        ),
        ("development_table_step_in_order", spring + step("announcement", "2025-05-20")),
        ("development_table_step_in_order", spring + step("report", "2025-05-18")),
        (
            "development_table_step_table_known",
            spring + step("report", "2025-05-18", heldOn: "2025-05-18")
        ),
        (
            "development_table_step_once",
            spring + step("report", "2025-05-19") + step("report", "2025-05-20")
        ),
        ("table_review_years_in_a_row", review(1, "2025-03-03", 2022, 2024)),
        ("table_review_years_closed", review(1, "2025-03-03", 2024, 2025)),
        (
            "table_review_once_a_year",
            review(1, "2025-01-01", 2023, 2024) + review(2, "2025-12-31", 2022, 2023)
        ),
        ("recovery_term_in_order", term(1, until: "2024-12-31")),
        ("recovery_term_one_running", term(1) + term(2)),
        ("recovery_term_assessed_in_time", term(1) + outcome("missed", "2025-06-29")),
        ("recovery_term_assessed_in_time", term(1) + outcome("met", "2024-12-31")),
        ("recovery_term_outcome_whole", term(1) + "update recovery_term set outcome = 'met';"),
        ("alliance_at_most_four", alliance(1, "null")),
        ("alliance_slot_known", alliance(1, "5")),
        ("alliance_slot_once", alliance(1, "1") + alliance(2, "1")),
        ("alliance_dissolved_after_start", two + dissolve(1, "2024-12-31")),
        ("alliance_dissolution_whole", two + "update alliance set is_active = false, slot = null;"),
        ("alliance_provider_one_core", two + provider(1, "core") + provider(2, "core")),
        ("alliance_provider_once", two + provider(1, "core") + provider(1, "subcontractor")),
        (
            "alliance_contract_continuity_identical",
            two + contract(1, "continuity", "a") + contract(2, "continuity", "b")
        ),
        (
            "alliance_contract_development_identical",
            two + contract(1, "development", "a") + contract(2, "development", "b")
        ),
        (
            "alliance_contract_governance_identical",
            two + contract(1, "governance", "a") + contract(2, "governance", "b")
        ),
    ]

    @Test(arguments: refusals.indices)
    func `refuses what no rule allows`(index: Int) throws {
        let (constraint, script) = Self.refusals[index]
        let connection = try BlockingConnection(Self.database.get().serviceAddress)
        try connection.run(script: "begin")
        #expect {
            try connection.run(script: script)
        } throws: { error in
            (error as? ScriptFailure)?.message.contains("\"\(constraint)\"") == true
        }
    }

    @Test(arguments: [
        spring + table(2, "physical", "2025-07-01") + table(3, "board", "2025-05-19"),
        spring + "update development_table set state = 'cancelled';"
            + table(2, "physical", "2025-06-30"),
        spring + step("announcement", "2025-05-19") + step("report", "2025-05-19"),
        review(1, "2025-12-31", 2023, 2024) + review(2, "2026-01-01", 2023, 2024),
        term(1) + outcome("missed", "2025-06-30") + term(2),
        term(1) + outcome("met", "2025-01-01"),
        two + alliance(3, "3") + alliance(4, "4") + dissolve(2) + alliance(5, "2"),
        two + provider(1, "core") + provider(2, "subcontractor"),
        two + provider(1, "core") + dissolve(1) + provider(2, "core"),
        two + contract(1, "continuity", "a") + contract(2, "continuity", "a")
            + contract(1, "governance", "b"),
        two + contract(1, "continuity", "a") + dissolve(1) + contract(2, "continuity", "b"),
    ])
    func `lets be what stands just beside it`(script: String) throws {
        let connection = try BlockingConnection(Self.database.get().serviceAddress)
        try connection.run(script: "begin")
        #expect(throws: Never.self) { try connection.run(script: script) }
    }

    private static let database = Result { try TestDatabase() }
}
