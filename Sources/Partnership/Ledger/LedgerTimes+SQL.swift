internal import Postgres

/// Statements that read the ledger as it was known at a moment, and as far as a day.
enum LedgerTimesStatement {
    /// Whether a moment is still to come, and whether something may yet be recorded by it.
    static let place = Statement(
        "ledger.place-moment",
        """
        select $1::timestamptz > clock_timestamp(), $1::timestamptz > recorded_at
        from ledger_size
        """
    )
    /// From here on everything is recorded later than the moment; waits for who is recording.
    static let close = Statement(
        "ledger.close-moment",
        """
        update ledger_size
        set recorded_at = $1::timestamptz
        where recorded_at < $1::timestamptz
        """
    )
    /// Rows as `LedgerStatement.year` has them, made from the entries.
    static let year = Statement(
        "ledger.year-at",
        """
        with cell as materialized (
            select pillar, partner_id, product_code, month, cents, recorded_at
            from ledger_entry
            where year = $1::smallint
                and ($2::text is null or pillar = $2)
                and ($3::timestamptz is null or sequence <= (select ledger_size_at($3)))
                and ($4::date is null or coalesce(month, make_date($1, 12, 31)) <= $4)
        )
        select pillar, partner_id, null, product_code, sum(cents)::bigint
        from cell
        group by pillar, partner_id, product_code
        union all
        select 'name', id, partner_name_at(id, $3), null, null
        from partner
        where id in (select partner_id from cell)
        union all
        select 'month', null, to_char(month, 'YYYY-MM'), null, sum(cents)::bigint
        from cell
        group by month
        union all
        select 'known', null, to_char(coalesce($3, max(recorded_at)) at time zone 'UTC',
            'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '', null
        from cell
        """
    )
    /// Rows as `LedgerStatement.shares` has them: `$3` and `$4` are the moment and the day.
    static let shares = Statement(
        "ledger.shares-at",
        """
        with revenue as (
            select partner_id, sum(cents) filter (where pillar = $2)::bigint as cents,
                sum(cents) filter (where pillar <> $2)::bigint as other_cents,
                max(recorded_at) as recorded_at
            from ledger_entry
            where year = $1 - 1
                and ($3::timestamptz is null or sequence <= (select ledger_size_at($3)))
            group by partner_id
        ),
        standing as (
            select partner_id, bool_or(kind = 'assignment') as has_assignment,
                bool_or(kind = 'process') as has_process
            from (
                select distinct on (agreement_id) partner_id, kind, starts_on, ends_on
                from agreement_known
                where $3::timestamptz is null
                    or known_from <= $3
                order by agreement_id, known_from desc
            ) as known
            where coalesce($4::date, make_date($1, 1, 1)) between starts_on and ends_on
            group by partner_id
        )
        select (
                select partners_cents
                from travel_budget_known as known
                where known.year = $1
                    and ($3::timestamptz is null or known_from <= $3)
                order by known_from desc
                limit 1
            ), partner.id, partner_name_at(partner.id, $3), has_assignment, has_process,
            coalesce(revenue.cents, 0), coalesce(other_cents, 0),
            (extract(epoch from revenue.recorded_at) * 1000000)::bigint
        from (values ($1::integer)) as budget (year)
        left join standing on true
        left join partner on partner.id = standing.partner_id
        left join revenue on revenue.partner_id = standing.partner_id
        """
    )
    static let all = [place, close, year, shares]
}
