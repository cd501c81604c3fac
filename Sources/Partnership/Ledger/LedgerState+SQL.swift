internal import Postgres

/// Statements that tell whether an answer about the ledger would still be the same.
///
/// A state is text that differs whenever anything differs that such an answer is made of. It never
/// comes back: entries have their numbers, partners, agreements and travel budgets count their
/// versions, nothing of these is ever deleted, and a later snapshot has all that an earlier one
/// had. So of two snapshots with the same numbers, the later one has no further commit that
/// matters. Times would not do: transactions commit in another order than they begin in. A
/// database that was put back from a copy numbers anew; it has other tables or another start of
/// the server, which `partner_state` tells.
enum LedgerStateStatement {
    /// The state of `LedgerStatement.shares` of the same year, whichever pillar counts.
    static let shares = Statement(
        "ledger.state-of-shares",
        """
        select concat((select state from partner_state), ' ',
            (select max(sequence) from ledger_entry where year = $1 - 1), ' ',
            (select concat(count(*), ' ', sum(version)) from agreement), ' ',
            (select version from travel_budget where year = $1::integer))
        """
    )
    static let all = [shares]
}
