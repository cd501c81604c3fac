internal import Postgres

enum MonitoringStatement {
    /// A start stands unless it was taken back as often as it was sent.
    ///
    /// An allocation is that of one match, so its first start is the match's. Before the year is
    /// over none is looked for.
    static let read = Statement(
        "monitoring.read",
        """
        with standing as (
            select allocation_number, started_on
            from delivery
            where kind = 'start'
                and started_on < make_date($1::integer + 1, 1, 1)
                and make_date($1 + 1, 1, 1) <= today()
            group by allocation_number, category, product_code, started_on
            having 2 * count(*) filter (where is_withdrawal) < count(*)
        ), first as (
            select allocation_number, min(started_on) as started_on
            from standing
            group by allocation_number
            having min(started_on) >= make_date($1, 1, 1)
        ), start as (
            select match.partner_id, tent_id,
                started_on - greatest(
                    family_agreed_on, coach_agreed_on, professional_agreed_on
                ) as days
            from first
            join allocation on allocation.number = allocation_number
            join match on match.id = match_id
        ), part as (
            select count(*) as starts, count(tent_id) as with_tent
            from start
            group by partner_id
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
            (select coalesce(sum(cents), 0) from revenue),
            (select coalesce(max(starts), 0) from part),
            (select coalesce(max(with_tent), 0) from part),
            (select coalesce(max(starts - with_tent), 0) from part),
            make_date($1 + 1, 1, 1) <= today()
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
        mostStarts = row.integer(7)
        mostWithTent = row.integer(8)
        mostWithoutTent = row.integer(9)
        leadTimeMedianDays = row.optionalInteger(2)
        leadTimeMeanDays = row.optionalInteger(3)
        tents = row.integer(4)
        isClosed = row.boolean(10)
    }
}
