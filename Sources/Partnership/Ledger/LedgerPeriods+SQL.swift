internal import Postgres

/// Statements that read the ledger of a year month by month.
enum LedgerPeriodsStatement {
    /// Cells and the clients behind them in one statement, so that both are of one moment.
    ///
    /// The first column says what a row is: `cell` with its cents, `month` or `quarter` with its
    /// clients, `name` of a partner with cells, or `known`, when the newest entry was recorded. A
    /// client counts where not everything claimed for it was taken back. `$3` and `$4` are the
    /// moment and the day that were asked for; clients are of now, as who may ask so is told all.
    static let read = Statement(
        "ledger.periods",
        """
        with cell as materialized (
            select pillar, partner_id, product_code, month, sum(cents)::bigint as cents,
                max(recorded_at) as recorded_at
            from ledger_entry
            where year = $1::smallint
                and ($2::text is null or pillar = $2)
                and month is not null
                and partner_id is not null
                and ($3::timestamptz is null or sequence <= (select ledger_size_at($3)))
                and ($4::date is null or month <= $4)
            group by pillar, partner_id, product_code, month
        ),
        care as materialized (
            select claim_line.partner_id, claim_line.product_code,
                extract(month from claim_line.starts_on)::integer as month, case_reference,
                sum(amount_cents) as cents
            from claim_line
            join allocation on allocation.number = allocation_number
            join match on match.id = match_id
            where claim_line.starts_on
                between make_date($1::integer, 1, 1) and make_date($1::integer, 12, 31)
            group by 1, 2, 3, 4
        )
        select 'cell', pillar, partner_id, product_code, extract(month from month)::integer, cents
        from cell
        union all
        select 'month', null, partner_id, product_code, month, count(*)
        from care
        where cents <> 0
        group by partner_id, product_code, month
        union all
        select 'quarter', null, partner_id, product_code, quarter, count(*)
        from (
            select distinct partner_id, product_code, (month + 2) / 3 as quarter, case_reference
            from care
            where cents <> 0
        ) as cared
        group by partner_id, product_code, quarter
        union all
        select 'name', partner_name_at(id, $3), id, null, null, null
        from partner
        where id in (select partner_id from cell)
        union all
        select 'known', to_char(coalesce($3, max(recorded_at)) at time zone 'UTC',
            'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), null, null, null, null
        from cell
        """
    )
    static let all = [read]
}

/// The periods of a year with the names of their partners.
struct LedgerPeriodsAnswer {
    let periods: LedgerPeriods
    let names: [Identifier: String]
    /// The moment that was asked for; else when the newest entry that counts was recorded, nil
    /// when nothing counts.
    let knownAt: String?

    /// - Parameter rows: those of `LedgerPeriodsStatement.read`.
    init(_ rows: Rows) {
        var cells = LedgerPeriodRows()
        var names: [Identifier: String] = [:]
        var knownAt: String?
        for index in 0..<rows.count where rows[index].text(0) == "cell" { cells.add(rows[index]) }
        for index in 0..<rows.count {
            let row = rows[index]
            switch row.text(0) {
            case "name": names[row.identifier(2)] = row.text(1)
            case "known": knownAt = row.optionalText(1)
            case "month": cells.count(row) { $0.monthClients[$1] = $2 }
            case "quarter": cells.count(row) { $0.quarterClients[$1] = $2 }
            default: break
            }
        }
        periods = LedgerPeriods(rows: cells.rows.sorted { $0.order < $1.order })
        self.names = names
        self.knownAt = knownAt
    }
}

/// Rows of a year as they come cell by cell.
private struct LedgerPeriodRows {
    private struct Key: Hashable {
        let partnerId: Identifier
        let productCode: String?
    }

    private(set) var rows: [LedgerPeriods.Row] = []
    private var places: [Key: [Int]] = [:]

    mutating func add(_ row: Row) {
        let pillar: Pillar = row.text(1) == Pillar.youth.rawValue ? .youth : .adult
        let key = Key(partnerId: row.identifier(2), productCode: row.optionalText(3))
        var place = places[key, default: []].first { rows[$0].pillar == pillar }
        if place == nil {
            place = rows.count
            places[key, default: []].append(rows.count)
            rows.append(
                LedgerPeriods.Row(
                    pillar: pillar,
                    partnerId: key.partnerId,
                    productCode: key.productCode
                )
            )
        }
        if let place { rows[place].cents[row.integer(4) - 1] = row.integer(5) }
    }

    /// Notes a number of clients; a product of both pillars, which none is, would have it in both.
    mutating func count(_ row: Row, _ note: (inout LedgerPeriods.Row, Int, Int) -> Void) {
        let key = Key(partnerId: row.identifier(2), productCode: row.optionalText(3))
        for place in places[key, default: []] {
            note(&rows[place], row.integer(4) - 1, row.integer(5))
        }
    }
}
