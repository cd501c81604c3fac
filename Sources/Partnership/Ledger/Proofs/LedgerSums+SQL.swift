internal import Postgres

/// Statements about the sums of a year.
enum LedgerSumsStatement {
    /// The cells of a year with the size of the ledger of which they are, and when its newest entry
    /// was recorded; a row without a cell when there is none.
    ///
    /// One statement, so what is entered meanwhile is in both or in neither.
    static let read = Statement(
        "ledger.sums",
        """
        select size, to_char(ledger_size.recorded_at at time zone 'UTC',
                'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            pillar, partner_id, product_code, cents + credited_cents, credited_cents
        from ledger_size
        left join ledger_year_total on year = $1::smallint
        order by partner_id, product_code collate "C", pillar
        """
    )
    /// The same as it was known at the moment `$2`, made from the entries.
    static let readAt = Statement(
        "ledger.sums-at",
        """
        with cell as (
            select pillar, partner_id, product_code,
                sum(greatest(cents, 0))::bigint as granted_cents,
                sum(greatest(-cents, 0))::bigint as credited_cents
            from ledger_entry
            where year = $1::smallint
                and sequence <= (select ledger_size_at($2::timestamptz))
            group by pillar, partner_id, product_code
        )
        select ledger_size_at($2), to_char($2::timestamptz at time zone 'UTC',
                'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            pillar, partner_id, product_code, granted_cents, credited_cents
        from ledger_size
        left join cell on true
        order by partner_id, product_code collate "C", pillar
        """
    )
    static let all = [read, readAt]
}

extension LedgerSums {
    /// - Parameter rows: those of `LedgerSumsStatement`.
    init(year: Int, _ rows: Rows) {
        self.year = year
        size = rows[0].integer(0)
        cells = rows.map(\.self).compactMap { row in
            row.optionalText(2).map { pillar in
                Cell(
                    key: Key(
                        pillar: pillar == Pillar.youth.rawValue ? .youth : .adult,
                        partnerId: row.optionalIdentifier(3),
                        productCode: row.optionalText(4)
                    ),
                    grantedCents: row.integer(5),
                    creditedCents: row.integer(6)
                )
            }
        }
    }
}
