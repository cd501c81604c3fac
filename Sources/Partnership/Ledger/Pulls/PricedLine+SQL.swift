internal import Postgres

enum PricedLineStatement {
    /// The line of a claim behind an entry; behind a credit, the line that it takes back.
    ///
    /// A tariff goes until the next one begins. Those decided on later, for days that had passed,
    /// did not hold when the line was granted.
    static let read = Statement(
        "ledger-entries.read-line",
        """
        select line.product_code, line.volume, line.unit, line.tariff_cents, line.amount_cents,
            line.starts_on, claimed_on, (
                select max_tariff_cents
                from tariff
                where product_code = line.product_code
                    and recorded_at <= received_at
                    and coalesce(lower(valid), '-infinity') <= line.starts_on
                order by coalesce(lower(valid), '-infinity') desc
                limit 1
            ), (
                select max_tariff_cents
                from tariff
                where product_code = line.product_code
                    and recorded_at <= received_at
                    and coalesce(lower(valid), '-infinity') <= claimed_on
                order by coalesce(lower(valid), '-infinity') desc
                limit 1
            ), own.previous_reference is not null
        from ledger_entry as entry
        join claim_line as own on own.partner_id = entry.partner_id
            and own.reference = entry.reference
        join claim_line as line on line.partner_id = own.partner_id
            and line.reference = coalesce(own.previous_reference, own.reference)
        join declaration on declaration.id = line.declaration_id
        cross join lateral (
            select coalesce((message ->> 'declaredOn')::date, dated_on) as claimed_on
        ) as claim
        where entry.id = $1::uuid
        """
    )
    static let all = [read]
}

extension PricedLine {
    /// - Parameter row: of `PricedLineStatement.read`.
    init(_ row: Row) {
        guard let unit = CareUnit(rawValue: row.text(2)) else {
            preconditionFailure("a unit that no granted line has")
        }
        productCode = row.optionalText(0)
        volume = row.integer(1)
        self.unit = unit
        tariffCents = row.optionalInteger(3)
        amountCents = row.integer(4)
        serviceDay = row.day(5)
        claimedOn = row.day(6)
        maximumCents = row.optionalInteger(7)
        maximumOnClaimCents = row.optionalInteger(8)
        isTakenBack = row.boolean(9)
    }
}
