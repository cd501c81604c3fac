package import Postgres

/// A kept total that is not the sum of its entries.
package struct LedgerDifference: Equatable, Sendable, CustomStringConvertible {
    /// The two levels at which totals are kept, and what was credited of a year's.
    package enum Level: String, Sendable {
        case year
        case credited
        case month
    }

    /// More differences than this are one fault, not many.
    package static let maximumCount = 1_000

    /// The level of the total; what follows is its key.
    package let level: Level
    package let year: Int
    /// Nil in all but a month's total.
    package let month: Month?
    package let pillar: String
    package let partnerId: Identifier?
    /// Always nil in a month's total.
    package let productCode: String?
    /// Nil when no total is kept.
    package let keptCents: Int?
    /// Nil when there are no entries.
    package let enteredCents: Int?

    package var description: String {
        let place = [
            month?.description ?? "\(year)", pillar, partnerId?.description ?? "no partner",
            productCode,
        ]
        let kept = keptCents.map { "\($0) cents are kept" } ?? "no total is kept"
        let entered = enteredCents.map { "the entries are \($0)" } ?? "there are no entries"
        return "\(level.rawValue) total of \(place.compactMap(\.self).joined(separator: ", ")): "
            + "\(kept), \(entered)"
    }

    /// Makes every total again from the entries and compares it with what is kept.
    ///
    /// Each level is one statement, so entries of the same moment disturb nothing.
    ///
    /// - Returns: at most `maximumCount` differences of each level, in the order of their keys.
    /// - Throws: `ScriptFailure` when the ledger cannot be read.
    package static func all(
        on connection: BlockingConnection
    ) throws(ScriptFailure) -> [LedgerDifference] {
        let years = try connection.rows(compareYears) { $0.add(maximumCount) }
        let credits = try connection.rows(compareCredits) { $0.add(maximumCount) }
        let months = try connection.rows(compareMonths) { $0.add(maximumCount) }
        return years.map { Self(.year, $0) } + credits.map { Self(.credited, $0) }
            + months.map { Self(.month, $0) }
    }

    private init(_ level: Level, _ row: Row) {
        self.level = level
        year = row.integer(0)
        month = row.optionalDay(1)?.monthOf
        pillar = row.text(2)
        partnerId = row.optionalIdentifier(3)
        productCode = row.optionalText(4)
        keptCents = row.optionalInteger(5)
        enteredCents = row.optionalInteger(6)
    }

    private static let compareYears = Statement(
        "ledger.compare-years",
        """
        select year, null, pillar, partner_id, product_code, sum(kept)::bigint,
            sum(entered)::bigint
        from (
            select year, pillar, partner_id, product_code, cents as kept, null as entered
            from ledger_year_total
            union all
            select year, pillar, partner_id, product_code, null, sum(cents)
            from ledger_entry
            group by year, pillar, partner_id, product_code
        ) as side
        group by year, pillar, partner_id, product_code
        having sum(kept) is distinct from sum(entered)
        order by year, pillar, partner_id, product_code
        limit $1::integer
        """
    )

    /// What was credited is kept as an amount above nothing.
    private static let compareCredits = Statement(
        "ledger.compare-credits",
        """
        select year, null, pillar, partner_id, product_code, sum(kept)::bigint,
            sum(entered)::bigint
        from (
            select year, pillar, partner_id, product_code, credited_cents as kept, 0 as entered
            from ledger_year_total
            union all
            select year, pillar, partner_id, product_code, 0, -sum(cents)
            from ledger_entry
            where cents < 0
            group by year, pillar, partner_id, product_code
        ) as side
        group by year, pillar, partner_id, product_code
        having sum(kept) <> sum(entered)
        order by year, pillar, partner_id, product_code
        limit $1::integer
        """
    )

    private static let compareMonths = Statement(
        "ledger.compare-months",
        """
        select year, month, pillar, partner_id, null, sum(kept)::bigint, sum(entered)::bigint
        from (
            select year, month, pillar, partner_id, cents as kept, null as entered
            from ledger_month_total
            union all
            select year, month, pillar, partner_id, null, sum(cents)
            from ledger_entry
            group by year, month, pillar, partner_id
        ) as side
        group by year, month, pillar, partner_id
        having sum(kept) is distinct from sum(entered)
        order by year, month, pillar, partner_id
        limit $1::integer
        """
    )
}
