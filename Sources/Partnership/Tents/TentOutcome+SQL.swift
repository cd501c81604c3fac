internal import Postgres

enum TentOutcomeStatement {
    static let read = Statement(
        "tent-outcomes.read",
        """
        select tent_id, outcome, evaluation_form_on,
            to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        from tent_outcome
        where tent_id = $1::uuid
        """
    )
    static let insert = Statement(
        "tent-outcomes.insert",
        """
        insert into tent_outcome (tent_id, outcome, evaluation_form_on)
        values ($1::uuid, $2, $3::date)
        """
    )
    static let all = [read, insert]
}

extension TentOutcome {
    /// - Parameter row: of `TentOutcomeStatement.read`.
    init(_ row: Row) {
        guard let advice = Advice(rawValue: row.text(1)) else {
            preconditionFailure("an outcome that the table does not take")
        }
        self.advice = advice
        evaluationFormOn = row.day(2)
    }

    /// Records the outcome of a tent, whose row is locked.
    ///
    /// - Returns: the row of `TentOutcomeStatement.read`.
    func record(
        of tent: Identifier,
        in transaction: Transaction
    ) async throws(DatabaseFailure) -> Row {
        try await transaction.run([
            Call(TentOutcomeStatement.insert) {
                $0.add(tent)
                $0.add(advice.rawValue)
                $0.add(evaluationFormOn)
            },
            Call(TentStatement.change) { $0.add(tent) },
            Call(TentOutcomeStatement.read) { $0.add(tent) },
        ])[2][0]
    }
}
