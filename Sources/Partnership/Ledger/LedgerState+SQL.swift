internal import Postgres

/// Statements that tell whether an answer about the ledger would still be the same.
///
/// A state is text that differs whenever anything differs that such an answer is made of. It never
/// comes back: every entry adds to `changes` of a total of its year in the transaction that also
/// changes the totals, partners, agreements and travel budgets count their versions, nothing of
/// these is ever deleted, and a later snapshot has all that an earlier one had. So of two
/// snapshots with the same sums and counts, the later one has no further commit that matters.
/// Times would not do: transactions commit in another order than they begin in. A database that
/// was put back from a copy counts anew; it has other tables or another start of the server.
enum LedgerStateStatement {
    /// The state of `LedgerStatement.year` with the same parameters.
    static let year = Statement(
        "ledger.state-of-year",
        """
        select concat(pg_postmaster_start_time(), ' ', 'ledger_year_total'::regclass::oid, ' ',
            sum(changes), ' ',
            (select concat(count(*), ' ', sum(version)) from partner))
        from ledger_year_total
        where year = $1::smallint
            and ($2::text is null or pillar = $2)
        """
    )
    /// The state of `LedgerStatement.shares` of the same year, whichever pillar counts.
    static let shares = Statement(
        "ledger.state-of-shares",
        """
        select concat(pg_postmaster_start_time(), ' ', 'ledger_year_total'::regclass::oid, ' ',
            (select sum(changes) from ledger_year_total where year = $1 - 1), ' ',
            (select concat(count(*), ' ', sum(version)) from partner), ' ',
            (select concat(count(*), ' ', sum(version)) from agreement), ' ',
            (select version from travel_budget where year = $1::integer))
        """
    )
    static let all = [year, shares]
}
