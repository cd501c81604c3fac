internal import Postgres

enum OpenHouseWindowStatement {
    static let list = Statement(
        "open-house-windows.list",
        """
        select id, opens_at, closes_at, criteria, decision_reference, state, is_long, created_at,
            version, read_at
        from open_house_window_now
        where $1::uuid is null or id > $1
        order by id
        limit $2::integer
        """
    )
    static let count = Statement(
        "open-house-windows.count",
        """
        select count(*)
        from open_house_window
        """
    )
    static let read = Statement(
        "open-house-windows.read",
        """
        select id, opens_at, closes_at, criteria, decision_reference, state, is_long, created_at,
            version, read_at
        from open_house_window_now
        where id = $1::uuid
        """
    )
    static let criteria = Statement(
        "open-house-windows.criteria",
        """
        select code, text
        from open_house_criterion
        where window_id = $1::uuid
        order by place
        """
    )
    /// Windows are made and moved one after the other: two that overlap would else wait for each
    /// other inside the exclusion constraint until PostgreSQL ends one of them.
    static let lockAll = Statement(
        "open-house-windows.lock-all",
        "select pg_advisory_xact_lock(hashtextextended('open-house-windows', 0))"
    )
    static let lock = Statement(
        "open-house-windows.lock",
        """
        select id
        from open_house_window
        where id = $1::uuid
        for update
        """
    )
    static let insert = Statement(
        "open-house-windows.insert",
        """
        insert into open_house_window (id, opens_at, closes_at, decision_reference)
        values ($1::uuid, $2::timestamptz, $3::timestamptz, $4)
        """
    )
    static let insertCriteria = Statement(
        "open-house-windows.insert-criteria",
        """
        insert into open_house_criterion (window_id, code, text, place)
        select $1::uuid, code, text, place
        from unnest($2::text[], $3::text[]) with ordinality as criterion (code, text, place)
        """
    )
    static let deleteCriteria = Statement(
        "open-house-windows.delete-criteria",
        """
        delete from open_house_criterion
        where window_id = $1::uuid
        """
    )
    static let change = Statement(
        "open-house-windows.change",
        """
        update open_house_window
        set opens_at = $2::timestamptz,
            closes_at = $3::timestamptz,
            decision_reference = $4,
            version = version + 1
        where id = $1::uuid
        """
    )
    static let overlapping = Statement(
        "open-house-windows.overlapping",
        """
        select id, to_char(opens_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            to_char(closes_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        from open_house_window
        where tstzrange(opens_at, closes_at) && tstzrange($1::timestamptz, $2::timestamptz)
            and id <> $3::uuid
        order by opens_at
        limit 1
        """
    )
    static let all = [
        list, count, read, criteria, lockAll, lock, insert, insertCriteria, deleteCriteria, change,
        overlapping,
    ]
}

extension OpenHouseWindow {
    /// - Parameter row: of `OpenHouseWindowStatement.read`.
    init(_ row: Row, criteria: Rows) {
        opensAt = row.instant(1)
        closesAt = row.instant(2)
        self.criteria = criteria.map { Criterion(code: $0.text(0), text: $0.text(1)) }
        decisionReference = row.text(4)
    }

    /// - Returns: the row of `OpenHouseWindowStatement.read`.
    /// - Throws: `OpenHouseWindowRefusal.overlaps`, or `DatabaseFailure`.
    func insert(id: Identifier, in transaction: Transaction, of session: Session) async throws
        -> Row
    {
        try await write(
            id,
            in: transaction,
            of: session,
            [
                Call(OpenHouseWindowStatement.lockAll),
                Call(OpenHouseWindowStatement.insert) { addTerms(id, to: &$0) },
                criteriaCall(id),
            ]
        )
    }

    /// - Returns: the row of `OpenHouseWindowStatement.read`.
    /// - Throws: `OpenHouseWindowRefusal.overlaps`, or `DatabaseFailure`.
    func replace(
        _ current: OpenHouseWindow,
        id: Identifier,
        in transaction: Transaction,
        of session: Session
    ) async throws -> Row {
        var calls = [Call(OpenHouseWindowStatement.change) { addTerms(id, to: &$0) }]
        if criteria != current.criteria {
            calls.append(Call(OpenHouseWindowStatement.deleteCriteria) { $0.add(id) })
            calls.append(criteriaCall(id))
        }
        return try await write(id, in: transaction, of: session, calls)
    }

    private func addTerms(_ id: Identifier, to parameters: inout Parameters) {
        parameters.add(id)
        parameters.add(opensAt.description)
        parameters.add(closesAt.description)
        parameters.add(decisionReference)
    }

    private func criteriaCall(_ id: Identifier) -> Call {
        Call(OpenHouseWindowStatement.insertCriteria) {
            $0.add(id)
            $0.add(ArrayText(criteria.map(\.code)))
            $0.add(ArrayText(criteria.map(\.text)))
        }
    }

    private func write(
        _ id: Identifier,
        in transaction: Transaction,
        of session: Session,
        _ calls: [Call]
    ) async throws -> Row {
        let read = Call(OpenHouseWindowStatement.read) { $0.add(id) }
        do throws(DatabaseFailure) {
            return try await transaction.run(calls + [read])[calls.count][0]
        } catch {
            guard error.constraint == "open_house_window_one_at_a_time" else { throw error }
        }
        // The transaction can no longer be asked, and the other window is there for everyone.
        let others = try await session.rows(OpenHouseWindowStatement.overlapping) {
            $0.add(opensAt.description)
            $0.add(closesAt.description)
            $0.add(id)
        }
        throw OpenHouseWindowRefusal.overlaps(
            with: others.first.map {
                .init(id: $0.identifier(0), opensAt: $0.instant(1), closesAt: $0.instant(2))
            }
        )
    }
}

extension Row {
    /// A column with an instant as RFC 3339 has it.
    func instant(_ column: Int) -> Instant {
        guard let value = withBytes(column, { Instant(utf8: $0) }) ?? nil else {
            preconditionFailure("no instant in this column")
        }
        return value
    }
}
