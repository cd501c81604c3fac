internal import Postgres

enum TentCancellationStatement {
    static let read = Statement(
        "tent-cancellations.read",
        """
        select tent_id, cancelled_on,
            to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        from tent_cancellation
        where tent_id = $1::uuid
        """
    )
    static let insert = Statement(
        "tent-cancellations.insert",
        """
        insert into tent_cancellation (tent_id, cancelled_on)
        values ($1::uuid, $2::date)
        """
    )
    static let all = [read, insert]
}

extension TentCancellation {
    /// - Parameter row: of `TentCancellationStatement.read`.
    init(_ row: Row) {
        cancelledOn = row.day(1)
    }

    /// Cancels a tent, whose row is locked.
    ///
    /// - Returns: the row of `TentCancellationStatement.read`.
    func record(
        of tent: Identifier,
        in transaction: Transaction
    ) async throws(DatabaseFailure) -> Row {
        try await transaction.run([
            Call(TentCancellationStatement.insert) {
                $0.add(tent)
                $0.add(cancelledOn)
            },
            Call(TentStatement.change) { $0.add(tent) },
            Call(TentCancellationStatement.read) { $0.add(tent) },
        ])[2][0]
    }
}
