internal import Postgres

enum MonitoringStatement {
    /// A start stands unless it was taken back as often as it was sent.
    static let read = Statement(
        "monitoring.read",
        """
        with standing as (
            select allocation_number, started_on
            from delivery
            where kind = 'start'
            group by allocation_number, category, product_code, started_on
            having 2 * count(*) filter (where is_withdrawal) < count(*)
        ), start as (
            select tent_id,
                min(started_on) - greatest(
                    family_agreed_on, coach_agreed_on, professional_agreed_on
                ) as days
            from standing
            join allocation on allocation.number = allocation_number
            join match on match.id = match_id
            group by match.id
            having min(started_on) >= make_date($1::integer, 1, 1)
                and min(started_on) < make_date($1 + 1, 1, 1)
        ), revenue as (
            select partner_id, sum(cents) as cents
            from ledger_year_total
            where year = $1
            group by partner_id
        )
        select count(*), count(tent_id), percentile_disc(0.5) within group (order by days),
            round(avg(days))::integer,
            (
                select count(*)
                from tent_state
                where state in ('held', 'evaluated')
                    and held_on >= make_date($1, 1, 1)
                    and held_on < make_date($1 + 1, 1, 1)
            ),
            (select count(*) from revenue where partner_id is not null and cents > 0),
            (select coalesce(sum(cents), 0) from revenue)
        from start
        """
    )
    static let all = [read]
}

extension Monitoring.Counts {
    /// - Parameter row: of `MonitoringStatement.read`.
    init(_ row: Row) {
        starts = row.integer(0)
        startsWithTent = row.integer(1)
        leadTimeMedianDays = row.optionalInteger(2)
        leadTimeMeanDays = row.optionalInteger(3)
        tents = row.integer(4)
    }
}
