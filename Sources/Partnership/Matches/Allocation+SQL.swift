internal import Postgres

enum AllocationStatement {
    static let read = Statement(
        "allocations.read",
        """
        select match_id, number, category, allocation.product_code, starts_on, ends_on, volume,
            unit, frequency,
            to_char(allocation.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            version
        from allocation
        where match_id = $1::uuid
            and ($2::uuid is null or partner_id = $2)
        """
    )
    static let lock = Statement(
        "allocations.lock",
        """
        select number
        from allocation
        where match_id = $1::uuid
        for update
        """
    )
    /// Whether something was declared on it; asked after the lock, since a statement that waits
    /// for a lock still sees what was there when it began.
    static let declared = Statement(
        "allocations.declared",
        """
        select exists (select from delivery where allocation_number = allocation.number)
            or exists (select from claim_line where allocation_number = allocation.number)
        from allocation
        where match_id = $1::uuid
        """
    )
    static let insert = Statement(
        "allocations.insert",
        """
        insert into allocation (match_id, partner_id, number, category, product_code, starts_on,
            ends_on, volume, unit, frequency)
        values ($1::uuid, $2::uuid, $3::integer, $4, $5, $6::date, $7::date, $8::integer, $9, $10)
        """
    )
    static let replace = Statement(
        "allocations.replace",
        """
        update allocation
        set category = $3,
            product_code = $4,
            starts_on = $5::date,
            ends_on = $6::date,
            volume = $7::integer,
            unit = $8,
            frequency = $9,
            version = version + 1
        where match_id = $1::uuid and number = $2::integer
        """
    )
    /// Whether an assignment agreement of the partner is in force on a day.
    static let assignment = Statement(
        "allocations.assignment",
        """
        select exists (
            select
            from agreement
            where partner_id = $1::uuid
                and kind = 'assignment'
                and $2::date between starts_on and ends_on
        )
        """
    )
    static let all = [read, lock, declared, insert, replace, assignment]
}

extension Allocation {
    func insert(
        of match: Identifier,
        partner: Identifier,
        in transaction: Transaction
    ) async throws(DatabaseFailure) {
        _ = try await transaction.rows(AllocationStatement.insert) {
            $0.add(match)
            $0.add(partner)
            $0.add(number)
            addContent(to: &$0)
        }
    }

    /// - Returns: whether the match's allocation has this number.
    func replace(
        of match: Identifier,
        in transaction: Transaction
    ) async throws(DatabaseFailure) -> Bool {
        let rows = try await transaction.rows(AllocationStatement.replace) {
            $0.add(match)
            $0.add(number)
            addContent(to: &$0)
        }
        return rows.changedCount == 1
    }

    private func addContent(to parameters: inout Parameters) {
        parameters.add(category)
        parameters.add(productCode)
        parameters.add(startsOn)
        parameters.add(endsOn)
        parameters.add(volume)
        parameters.add(unit.rawValue)
        parameters.add(frequency.rawValue)
    }
}
