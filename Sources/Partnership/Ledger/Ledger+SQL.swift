internal import Postgres

/// Statements that read the ledger.
enum LedgerStatement {
    /// All of a year in one statement, so that whatever is entered meanwhile, its sums agree.
    ///
    /// The first column says what a row is: a cell by its pillar, a `month`, or when the newest
    /// entry was recorded, `known`. A null partner has no name; a null month is the part of which
    /// only the year is known.
    static let year = Statement(
        "ledger.year",
        """
        with cell as materialized (
            select pillar, partner_id, product_code, cents, recorded_at
            from ledger_year_total
            where year = $1::smallint
                and ($2::text is null or pillar = $2)
        )
        select pillar, partner_id, partner.name, product_code, cents
        from cell
        left join partner on partner.id = cell.partner_id
        union all
        select 'month', null, to_char(month, 'YYYY-MM'), null, sum(cents)::bigint
        from ledger_month_total
        where year = $1::smallint
            and ($2::text is null or pillar = $2)
        group by month
        union all
        select 'known', null, to_char(max(recorded_at) at time zone 'UTC',
            'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), null, null
        from cell
        """
    )
    /// Who has an agreement on 1 January, with the revenue of the year before; one row without a
    /// partner when nobody has.
    static let shares = Statement(
        "ledger.shares",
        """
        select partners_cents, partner.id, partner.name, has_assignment, has_process,
            coalesce(revenue.cents, 0),
            (extract(epoch from revenue.recorded_at) * 1000000)::bigint
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
        left join (
            select partner_id, sum(cents)::bigint as cents, max(recorded_at) as recorded_at
            from ledger_year_total
            where year = $1 - 1
                and pillar = $2
            group by partner_id
        ) as revenue on revenue.partner_id = standing.partner_id
        """
    )
    static let all = [year, shares] + LedgerEntryStatement.all
}

/// The ledger of a year with the rows that have the names of its partners.
struct LedgerAnswer {
    let ledger: LedgerYear
    let rows: Rows
    /// The row that says when the newest entry was recorded.
    let knownRow: Int

    /// - Parameter rows: those of `LedgerStatement.year`.
    init(_ rows: Rows) {
        var amounts: [LedgerYear.Amount] = []
        var months: [LedgerYear.MonthTotal] = []
        amounts.reserveCapacity(rows.count)
        var knownRow = 0
        for index in 0..<rows.count {
            let row = rows[index]
            switch row.withBytes(0, { $0[0] }) {
            case UInt8(ascii: "y"):
                amounts.append(LedgerYear.Amount(row, .youth, place: index))
            case UInt8(ascii: "a"):
                amounts.append(LedgerYear.Amount(row, .adult, place: index))
            case UInt8(ascii: "m"):
                months.append(LedgerYear.MonthTotal(row))
            default:
                knownRow = index
            }
        }
        ledger = LedgerYear(amounts: amounts, months: months)
        self.rows = rows
        self.knownRow = knownRow
    }
}

extension LedgerYear.Amount {
    fileprivate init(_ row: Row, _ pillar: Pillar, place: Int) {
        self.init(
            pillar: pillar,
            partnerId: row.optionalIdentifier(1),
            productCode: row.optionalText(3),
            cents: row.integer(4),
            place: place
        )
    }
}

extension LedgerYear.MonthTotal {
    fileprivate init(_ row: Row) {
        self.init(month: row.withBytes(2) { Month(utf8: $0) } ?? nil, cents: row.integer(4))
    }
}

extension LedgerShares {
    /// - Parameter rows: those of `LedgerStatement.shares`.
    init(year: Int, _ rows: Rows) {
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
                    knownAt: row.optionalInteger(6).map { Instant(unixMicroseconds: Int64($0)) }
                )
            )
        }
        self.init(
            year: year,
            candidates: candidates,
            partnersCents: rows.first?.optionalInteger(0)
        )
    }
}
