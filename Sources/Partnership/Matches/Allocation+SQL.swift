internal import Postgres

enum AllocationStatement {
    static let read = Statement(
        "allocations.read",
        """
        select match_id, number, category, product_code, starts_on, ends_on, volume, unit,
            frequency, to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            version, is_aspecific, budget_cents, change_reason,
            to_char(allocated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        from allocation
        where match_id = $1::uuid
            and ($2::uuid is null or partner_id = $2)
        """
    )
    /// All that it said, the first first.
    static let versions = Statement(
        "allocations.versions",
        """
        select match_id, number, category, product_code, starts_on, ends_on, volume, unit,
            frequency, to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            version, is_aspecific, budget_cents, change_reason,
            to_char(allocated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        from allocation_history
        where match_id = $1::uuid
            and ($2::uuid is null or partner_id = $2)
            and ($3::integer is null or version > $3)
        order by version
        limit $4::integer
        """
    )
    static let countVersions = Statement(
        "allocations.count-versions",
        """
        select count(*)
        from allocation_history
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
    /// What was done under it; asked after the lock, since a statement that waits for a lock still
    /// sees what was there when it began.
    static let use = Statement(
        "allocations.use",
        """
        select
            exists (select from delivery where allocation_number = allocation.number)
                or exists (select from claim_line where allocation_number = allocation.number),
            (
                select max(debit.ends_on)
                from claim_line as debit
                where debit.allocation_number = allocation.number
                    and debit.previous_reference is null
                    and not exists (
                        select
                        from claim_line as credit
                        where credit.partner_id = debit.partner_id
                            and credit.previous_reference = debit.reference
                    )
            )
        from allocation
        where match_id = $1::uuid
        """
    )
    static let insert = Statement(
        "allocations.insert",
        """
        insert into allocation (match_id, category, is_aspecific, starts_on, ends_on, volume, unit,
            frequency, budget_cents, change_reason, partner_id, number, product_code)
        values ($1::uuid, $2, $3::boolean, $4::date, $5::date, $6::integer, $7, $8, $9::integer,
            $10, $11::uuid, $12::integer, $13)
        """
    )
    /// Keeps what it said before.
    static let replace = Statement(
        "allocations.replace",
        """
        with earlier as (
            insert into allocation_version (number, version, category, is_aspecific, starts_on,
                ends_on, volume, unit, frequency, budget_cents, change_reason, allocated_at)
            select number, version, category, is_aspecific, starts_on, ends_on, volume, unit,
                frequency, budget_cents, change_reason, allocated_at
            from allocation
            where match_id = $1::uuid
        )
        update allocation
        set category = $2,
            is_aspecific = $3::boolean,
            starts_on = $4::date,
            ends_on = $5::date,
            volume = $6::integer,
            unit = $7,
            frequency = $8,
            budget_cents = $9::integer,
            change_reason = $10,
            allocated_at = moment(),
            version = version + 1
        where match_id = $1::uuid
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
    static let all = [read, versions, countVersions, lock, use, insert, replace, assignment]
}

extension Allocation {
    /// A row of `AllocationStatement.read`.
    init(_ row: Row) {
        self.init(
            number: row.integer(1),
            category: row.optionalText(2),
            productCode: row.text(3),
            isAspecific: row.boolean(11),
            startsOn: row.day(4),
            endsOn: row.optionalDay(5),
            volume: row.optionalInteger(6),
            unit: row.optionalText(7).flatMap(CareUnit.init),
            frequency: row.optionalText(8).flatMap(Frequency.init),
            budgetCents: row.optionalInteger(12),
            changeReason: row.optionalText(13).flatMap(ChangeReason.init)
        )
    }

    func insert(
        of match: Identifier,
        partner: Identifier,
        in transaction: Transaction
    ) async throws(DatabaseFailure) {
        _ = try await transaction.rows(AllocationStatement.insert) {
            $0.add(match)
            addContent(to: &$0)
            $0.add(partner)
            $0.add(number)
            $0.add(productCode)
        }
    }

    /// Makes the match's allocation say this, and keeps what it said.
    func replace(
        of match: Identifier,
        in transaction: Transaction
    ) async throws(DatabaseFailure) {
        _ = try await transaction.rows(AllocationStatement.replace) {
            $0.add(match)
            addContent(to: &$0)
        }
    }

    private func addContent(to parameters: inout Parameters) {
        parameters.add(category)
        parameters.add(isAspecific)
        parameters.add(startsOn)
        parameters.add(endsOn)
        parameters.add(volume)
        parameters.add(unit?.rawValue)
        parameters.add(frequency?.rawValue)
        parameters.add(budgetCents)
        parameters.add(changeReason?.rawValue)
    }
}

extension AllocationUse {
    /// A row of `AllocationStatement.use`.
    init(_ row: Row) {
        self.init(isDeclaredOn: row.boolean(0), lastGrantedOn: row.optionalDay(1))
    }
}
