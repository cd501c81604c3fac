internal import Postgres

enum TariffStatement {
    /// Oldest first; an unknown start is `-infinity` among the keys.
    static let list = Statement(
        "tariffs.list",
        """
        select product_code, max_tariff_cents, time_basis, lower(valid), upper(valid) - 1,
            decision_reference,
            to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        from tariff
        where product_code = $1
            and ($2::date is null or coalesce(lower(valid), '-infinity') > $2)
        order by coalesce(lower(valid), '-infinity')
        limit $3::integer
        """
    )
    static let count = Statement(
        "tariffs.count",
        """
        select count(*)
        from tariff
        where product_code = $1
        """
    )
    /// The tariff that has no end yet.
    static let current = Statement(
        "tariffs.current",
        """
        select product_code, max_tariff_cents, time_basis, lower(valid), upper(valid) - 1,
            decision_reference,
            to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        from tariff
        where product_code = $1 and upper_inf(valid)
        """
    )
    static let end = Statement(
        "tariffs.end",
        """
        update tariff
        set valid = daterange(lower(valid), $2::date)
        where product_code = $1 and upper_inf(valid)
        """
    )
    static let insert = Statement(
        "tariffs.insert",
        """
        insert into tariff (product_code, valid, max_tariff_cents, time_basis, decision_reference)
        values ($1, daterange($2::date, null), $3::bigint, $4, $5)
        """
    )
    static let all = [list, count, current, end, insert]
}

extension Tariff {
    /// Ends the current tariff of a product and sets this one in its place.
    ///
    /// - Returns: the row of `TariffStatement.current`.
    func replaceCurrent(
        of product: String,
        in transaction: Transaction
    ) async throws(DatabaseFailure) -> Row {
        let end = Call(TariffStatement.end) {
            $0.add(product)
            $0.add(validFrom)
        }
        let insert = Call(TariffStatement.insert) {
            $0.add(product)
            $0.add(validFrom)
            $0.add(maxTariffCents)
            $0.add(timeBasis?.rawValue)
            $0.add(decisionReference)
        }
        let read = Call(TariffStatement.current) { $0.add(product) }
        return try await transaction.run([end, insert, read])[2][0]
    }
}
