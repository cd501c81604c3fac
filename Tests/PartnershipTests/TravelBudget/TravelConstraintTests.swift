import Postgres
import TestSupport
import Testing

/// What the database refuses by itself, whoever asks.
@Suite struct `The database of travel budgets` {
    /// One of two partners.
    private static func partner(_ digit: Int) -> String {
        "'019afd3c-0728-709a-bf2a-74de452e6b4\(digit)'"
    }

    /// A budget of a cent, and two partners.
    private static let budget =
        (1...2).map { digit in
            """
            insert into partner (id, name, kvk_number, agb_code, size, pillars, expertise)
            values (\(partner(digit)), 'x', '0000000\(digit)', '0000000\(digit)', 'solo',
                '{youth}', '{}');
            """
        }.joined() + """
            insert into travel_budget (year, budget_cents, remainder_previous_year_cents,
                contribution_cents, municipality_cents, partners_cents, base_year, lines)
            values (2024, 1, 0, 1, 1, 0, 2023, '[{"name": "x", "cents": 1}]');
            """

    private static func contribution(_ cents: Int = 1, on day: String = "2024-01-01") -> String {
        """
        insert into travel_contribution (year, budget_cents, remainder_previous_year_cents,
            valid_on, known_at)
        values (2024, \(cents), 0, '\(day)', now());
        """
    }

    private static func share(_ place: Int, _ digit: Int, cents: Int = 0) -> String {
        """
        insert into travel_contribution_share (year, place, partner_id, partner_name,
            revenue_cents, adult_revenue_cents, share_ppm, contribution_cents)
        values (2024, \(place), \(partner(digit)), 'x', -1, 0, 0, \(cents));
        """
    }

    private static func plan(_ days: String...) -> String {
        """
        insert into travel_instalment_plan (year, due_on)
        values (2024, '{\(days.joined(separator: ","))}');
        """
    }

    private static func expense(_ cents: Int = 1, on day: String = "2024-05-14") -> String {
        """
        insert into travel_expense (id, year, partner_id, line, cents, incurred_on,
            document_reference)
        values (\(partner(9)), 2024, \(partner(1)), 'x', \(cents), '\(day)', 'x');
        """
    }

    private static func decide(by decider: String, on day: String = "2024-05-14") -> String {
        """
        update travel_expense
        set outcome = 'refused', decided_on = '\(day)', decision_reference = 'x',
            decided_at = now(), decider_id = \(decider);
        """
    }

    private static let refusals: [(constraint: String, script: String)] = [
        ("travel_contribution_of_budget", contribution()),
        ("travel_contribution_of_budget", budget + contribution(2)),
        (
            "travel_contribution_of_budget",
            budget + contribution() + "update travel_budget set budget_cents = 2, "
                + "contribution_cents = 2, municipality_cents = 1, partners_cents = 1;"
        ),
        ("travel_contribution_on_first_day", budget + contribution(on: "2024-01-02")),
        ("travel_contribution_once", budget + contribution() + contribution()),
        ("travel_contribution_share_once", budget + contribution() + share(1, 1) + share(2, 1)),
        (
            "travel_contribution_share_place_once",
            budget + contribution() + share(1, 1) + share(1, 2)
        ),
        (
            "travel_contribution_share_not_negative",
            budget + contribution() + share(1, 1, cents: -1)
        ),
        ("travel_instalment_plan_of_contributions", budget + plan("2024-03-01")),
        ("travel_instalment_plan_in_year", budget + contribution() + plan("2023-12-31")),
        ("travel_instalment_plan_in_year", budget + contribution() + plan("2025-01-01")),
        (
            "travel_instalment_plan_ascending",
            budget + contribution() + plan("2024-03-01", "2024-03-01")
        ),
        ("travel_expense_of_budget", expense()),
        ("travel_expense_sane", budget + expense(0)),
        ("travel_expense_sane", budget + expense(100_000_000)),
        ("travel_expense_in_year", budget + expense(on: "2025-01-01")),
        ("travel_expense_never_own", budget + expense() + decide(by: partner(1))),
        (
            "travel_expense_decided_after",
            budget + expense() + decide(by: partner(2), on: "2024-05-13")
        ),
        (
            "travel_expense_decision_whole",
            budget + expense() + "update travel_expense set outcome = 'approved';"
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
        budget + contribution() + share(1, 1) + share(2, 2)
            + plan("2024-01-01", "2024-01-02", "2024-12-31"),
        budget + contribution() + "update travel_budget set lines = '[]';",
        budget + expense(99_999_999, on: "2024-12-31")
            + decide(by: partner(2), on: "2025-01-01"),
        budget + expense() + decide(by: "null"),
    ])
    func `takes what is`(script: String) throws {
        let connection = try BlockingConnection(Self.database.get().serviceAddress)
        try connection.run(script: "begin;" + script)
    }

    /// One for all, as nothing here is committed.
    private static let database = Result { try TestDatabase() }
}
