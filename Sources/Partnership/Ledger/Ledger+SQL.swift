internal import Postgres

/// Statements that read the ledger.
enum LedgerStatement {
    /// All of a year in one statement, so that whatever is entered meanwhile, its sums agree.
    ///
    /// The first column says what a row is: a cell by its pillar, the `name` of a partner that
    /// has cells, a `month`, or `known`: when the newest entry was recorded, in what state the
    /// partners were, and how many entries the ledger had. A null month is the part of which only
    /// the year is known.
    static let year = Statement(
        "ledger.year",
        """
        with cell as materialized (
            select pillar, partner_id, product_code, cents, recorded_at
            from ledger_year_total
            where year = $1::smallint
                and ($2::text is null or pillar = $2)
        )
        select pillar, partner_id, null, product_code, cents
        from cell
        union all
        select 'name', id, name, null, null
        from partner
        where id in (select partner_id from cell)
        union all
        select 'month', null, to_char(month, 'YYYY-MM'), null, sum(cents)::bigint
        from ledger_month_total
        where year = $1::smallint
            and ($2::text is null or pillar = $2)
        group by month
        union all
        select 'known', null, to_char(max(recorded_at) at time zone 'UTC',
            'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            (select state from partner_state), (select size from ledger_size)
        from cell
        """
    )
    /// What was entered into a year since the ledger had so many entries.
    ///
    /// The first row is the one that is `known`, as `year` has it; then come entries, each with
    /// its month, one more at most than the number asked for.
    static let yearSince = Statement(
        "ledger.year-since",
        """
        with newer as materialized (
            select pillar, partner_id, product_code, month, cents, recorded_at
            from ledger_entry
            where year = $1::smallint
                and sequence > $3::bigint
                and ($2::text is null or pillar = $2)
            order by year, sequence
            limit $4::integer + 1
        )
        select 'known', null, to_char(max(recorded_at) at time zone 'UTC',
            'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            (select state from partner_state), (select size from ledger_size)
        from newer
        union all
        select pillar, partner_id, to_char(month, 'YYYY-MM'), product_code, cents
        from newer
        """
    )
    /// Who has an agreement on 1 January, with the revenue of the year before: that which counts
    /// and that which would by another reading (A19).
    ///
    /// One row without a partner when nobody has. The last column is the state in which all of it
    /// was read, as `LedgerStateStatement.shares` gives it.
    static let shares = Statement(
        "ledger.shares",
        """
        with revenue as (
            select partner_id, sum(cents) filter (where pillar = $2)::bigint as cents,
                sum(cents) filter (where pillar <> $2)::bigint as other_cents,
                max(recorded_at) as recorded_at
            from ledger_year_total
            where year = $1 - 1
            group by partner_id
        )
        select partners_cents, partner.id, partner.name, has_assignment, has_process,
            coalesce(revenue.cents, 0), coalesce(other_cents, 0),
            (extract(epoch from revenue.recorded_at) * 1000000)::bigint,
            (
                select concat((select state from partner_state), ' ',
                    (select max(sequence) from ledger_entry where year = $1 - 1), ' ',
                    (select concat(count(*), ' ', sum(version)) from agreement), ' ',
                    (select version from travel_budget where year = $1))
            )
        from (values ($1::integer)) as budget (year)
        left join travel_budget on travel_budget.year = budget.year
        left join (
            select partner_id, bool_or(kind = 'assignment') as has_assignment,
                bool_or(kind = 'process') as has_process
            from agreement
            where make_date($1, 1, 1) between starts_on and ends_on
            group by partner_id
        ) as standing on true
        left join partner on partner.id = standing.partner_id
        left join revenue on revenue.partner_id = standing.partner_id
        """
    )
    static let all =
        [year, yearSince, shares] + LedgerStateStatement.all + LedgerEntryStatement.all
        + LedgerTimesStatement.all + LedgerPeriodsStatement.all
}

extension LedgerShares {
    /// - Parameter rows: those of `LedgerStatement.shares`, or of `LedgerTimesStatement.shares`.
    init(year: Int, _ rows: Rows, times: LedgerTimes = LedgerTimes()) {
        var candidates: [Candidate] = []
        for index in 0..<rows.count where !rows[index].isNull(1) {
            let row = rows[index]
            candidates.append(
                Candidate(
                    partnerId: row.identifier(1),
                    partnerName: row.text(2),
                    hasAssignment: row.boolean(3),
                    hasProcess: row.boolean(4),
                    revenueCents: row.integer(5),
                    adultRevenueCents: row.integer(6),
                    knownAt: row.optionalInteger(7).map { Instant(unixMicroseconds: Int64($0)) }
                )
            )
        }
        self.init(
            year: year,
            candidates: candidates,
            partnersCents: rows.first?.optionalInteger(0),
            times: times
        )
    }
}
