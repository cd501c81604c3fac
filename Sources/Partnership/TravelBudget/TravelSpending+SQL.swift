internal import Postgres

enum TravelSpendingStatement {
    /// By name, in the order of the budget; nothing of a year without a budget.
    static let read = Statement(
        "travel-spending.read",
        """
        with budget as (
            select lines from travel_budget where year = $1::integer
        ),
        part as (
            select line ->> 'name' as name, place, (line ->> 'cents')::bigint as budget_cents,
                0 as claimed_cents, 0 as approved_cents, 0 as tent_minutes
            from budget
            cross join json_array_elements(lines) with ordinality as given (line, place)
            union all
            select line, null, 0, case when outcome is null then cents else 0 end,
                case when outcome = 'approved' then cents else 0 end, 0
            from travel_expense
            where year = $1 and outcome is distinct from 'refused'
            union all
            select 'tent compensation', null, 0, 0, 0, compensated_minutes
            from tent_state
            where extract(year from held_on) = $1
                and compensated_minutes > 0
                and exists (select from budget)
        )
        select name, sum(budget_cents)::bigint, sum(claimed_cents)::bigint,
            sum(approved_cents)::bigint, sum(tent_minutes)::bigint, min(place) is not null
        from part
        group by name
        order by min(place), name
        """
    )
    static let all = [read]
}

extension TravelSpending {
    /// - Parameter rows: those of `TravelSpendingStatement.read`.
    init(_ rows: Rows) {
        lines = rows.map {
            Line(
                name: $0.text(0),
                isBudgeted: $0.boolean(5),
                budgetCents: $0.integer(1),
                claimedCents: $0.integer(2),
                approvedCents: $0.integer(3),
                tentMinutes: $0.integer(4)
            )
        }
    }
}
