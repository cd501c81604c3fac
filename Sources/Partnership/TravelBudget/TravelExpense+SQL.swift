internal import Postgres

enum TravelExpenseStatement {
    /// A caller that is limited to one partner sees that one's own and, as the treasurer, all.
    static let list = Statement(
        "travel-expenses.list",
        """
        select id, year, partner_id, line, cents, incurred_on, document_reference,
            coalesce(outcome, 'claimed'),
            to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            version
        from travel_expense as expense
        where year = $1::smallint
            and ($2::uuid is null or $2 in (
                partner_id, (select partner_id from travel_treasurer where year = $1::smallint)
            ))
            and ($3::uuid is null or id > $3)
        order by id
        limit $4::integer
        """
    )
    static let count = Statement(
        "travel-expenses.count",
        """
        select count(*)
        from travel_expense
        where year = $1::smallint
            and ($2::uuid is null or $2 in (
                partner_id, (select partner_id from travel_treasurer where year = $1::smallint)
            ))
        """
    )
    static let read = Statement(
        "travel-expenses.read",
        """
        select id, year, partner_id, line, cents, incurred_on, document_reference,
            coalesce(outcome, 'claimed'),
            to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            version
        from travel_expense
        where year = $1::smallint
            and ($2::uuid is null or $2 in (
                partner_id, (select partner_id from travel_treasurer where year = $1::smallint)
            ))
            and id = $3::uuid
        """
    )
    static let readDecision = Statement(
        "travel-expenses.read-decision",
        """
        select id, outcome, decided_on, decision_reference, decider_id,
            to_char(decided_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        from travel_expense
        where id = $1::uuid and outcome is not null
        """
    )
    static let today = Statement("travel-expenses.today", "select today()")
    static let insert = Statement(
        "travel-expenses.insert",
        """
        insert into travel_expense (id, year, partner_id, line, cents, incurred_on,
            document_reference)
        values ($1::uuid, $2::smallint, $3::uuid, $4, $5::integer, $6::date, $7)
        """
    )
    static let decide = Statement(
        "travel-expenses.decide",
        """
        update travel_expense
        set outcome = $2,
            decided_on = $3::date,
            decision_reference = $4,
            decider_id = $5::uuid,
            decided_at = now(),
            version = version + 1
        where id = $1::uuid
        """
    )
    static let all = [list, count, read, readDecision, today, insert, decide]
}

extension TravelExpense {
    /// - Parameter row: of `TravelExpenseStatement.read`.
    init(_ row: Row) {
        line = row.text(3)
        cents = row.integer(4)
        incurredOn = row.day(5)
        documentReference = row.text(6)
    }

    /// - Returns: the row of `TravelExpenseStatement.read`.
    func insert(
        id: Identifier,
        year: Int,
        partner: Identifier,
        in transaction: Transaction
    ) async throws(DatabaseFailure) -> Row {
        try await transaction.run([
            Call(TravelExpenseStatement.insert) {
                $0.add(id)
                $0.add(year)
                $0.add(partner)
                $0.add(line)
                $0.add(cents)
                $0.add(incurredOn)
                $0.add(documentReference)
            },
            Call(TravelExpenseStatement.read) {
                $0.add(year)
                $0.addNull()
                $0.add(id)
            },
        ])[1][0]
    }
}

extension TravelExpense.State {
    /// - Parameter row: of `TravelExpenseStatement.read`.
    init(_ row: Row) {
        guard let state = Self(rawValue: row.text(7)) else {
            preconditionFailure("a state that the table does not have")
        }
        self = state
    }
}

extension TravelExpenseDecision {
    /// - Parameter row: of `TravelExpenseStatement.readDecision`.
    init(_ row: Row) {
        guard let outcome = Outcome(rawValue: row.text(1)) else {
            preconditionFailure("an outcome that the table does not have")
        }
        self.outcome = outcome
        decidedOn = row.day(2)
        documentReference = row.text(3)
    }

    /// Records the decision on a claim, whose budget is locked.
    ///
    /// - Parameter decider: the treasurer's partner; nil for the municipality.
    /// - Returns: the row of `TravelExpenseStatement.readDecision`.
    func record(
        on expense: Identifier,
        by decider: Identifier?,
        in transaction: Transaction
    ) async throws(DatabaseFailure) -> Row {
        try await transaction.run([
            Call(TravelExpenseStatement.decide) {
                $0.add(expense)
                $0.add(outcome.rawValue)
                $0.add(decidedOn)
                $0.add(documentReference)
                $0.add(decider)
            },
            Call(TravelExpenseStatement.readDecision) { $0.add(expense) },
        ])[1][0]
    }
}
