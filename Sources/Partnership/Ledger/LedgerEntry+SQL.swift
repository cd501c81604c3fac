internal import Postgres

/// Statements that enter into the ledger.
enum LedgerEntryStatement {
    static let insert = Statement(
        "ledger.insert",
        """
        insert into ledger_entry (year, month, pillar, partner_id, product_code, cents,
            declaration_id, reference, source)
        select *
        from unnest($1::smallint[], $2::date[], $3::text[], $4::uuid[], $5::text[], $6::bigint[],
            $7::uuid[], $8::text[], $9::text[])
        """
    )
    /// Rows are touched in the order of their keys, so that two writers never wait in a circle.
    static let addToYears = Statement(
        "ledger.add-to-years",
        """
        insert into ledger_year_total as total (year, pillar, partner_id, product_code, cents,
            recorded_at)
        select year, pillar, partner_id, product_code, sum(cents), now()
        from unnest($1::smallint[], $2::text[], $3::uuid[], $4::text[], $5::bigint[])
            as entry (year, pillar, partner_id, product_code, cents)
        group by year, pillar, partner_id, product_code
        order by year, pillar, partner_id, product_code
        on conflict on constraint ledger_year_total_once do update
        set cents = total.cents + excluded.cents,
            changes = total.changes + 1,
            recorded_at = greatest(total.recorded_at, excluded.recorded_at)
        """
    )
    static let addToMonths = Statement(
        "ledger.add-to-months",
        """
        insert into ledger_month_total as total (year, month, pillar, partner_id, cents,
            recorded_at)
        select year, month, pillar, partner_id, sum(cents), now()
        from unnest($1::smallint[], $2::date[], $3::text[], $4::uuid[], $5::bigint[])
            as entry (year, month, pillar, partner_id, cents)
        group by year, month, pillar, partner_id
        order by year, month, pillar, partner_id
        on conflict on constraint ledger_month_total_once do update
        set cents = total.cents + excluded.cents,
            recorded_at = greatest(total.recorded_at, excluded.recorded_at)
        """
    )
    static let all = [insert, addToYears, addToMonths]
}

extension LedgerEntry {
    /// The calls that enter these lines and keep both levels of totals, for one transaction.
    static func calls(entering entries: [LedgerEntry]) -> [Call] {
        guard !entries.isEmpty else { return [] }
        var years = ArrayText()
        var months = ArrayText()
        var pillars = ArrayText()
        var partners = ArrayText()
        var products = ArrayText()
        var cents = ArrayText()
        var declarations = ArrayText()
        var references = ArrayText()
        var sources = ArrayText()
        for entry in entries {
            years.add(entry.year)
            months.add(entry.month?.first)
            pillars.add(entry.pillar.rawValue)
            partners.add(entry.partnerId)
            products.add(entry.productCode)
            cents.add(entry.cents)
            switch entry.ground {
            case .claim(let declarationId, let reference):
                declarations.add(declarationId)
                references.add(reference)
                sources.addNull()
            case .historic(let source):
                declarations.addNull()
                references.addNull()
                sources.add(source)
            }
        }
        let all = [
            years, months, pillars, partners, products, cents, declarations, references, sources,
        ]
        return [
            Call(LedgerEntryStatement.insert) { for column in all { $0.add(column) } },
            Call(LedgerEntryStatement.addToYears) {
                for column in [years, pillars, partners, products, cents] { $0.add(column) }
            },
            Call(LedgerEntryStatement.addToMonths) {
                for column in [years, months, pillars, partners, cents] { $0.add(column) }
            },
        ]
    }
}
