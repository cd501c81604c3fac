internal import Postgres

enum RepresentationStatement {
    /// The last ones of a partner, be they valid yet or not.
    static let read = Statement(
        "representatives.read",
        """
        select partner_id, valid_from, array_to_json(functions),
            to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            version
        from representation
        where partner_id = $1::uuid
        order by valid_from desc
        limit 1
        """
    )
    /// Adds the ones from a day on, or corrects those of the same day.
    static let write = Statement(
        "representatives.write",
        """
        insert into representation (partner_id, valid_from, functions, version)
        values ($1::uuid, $2::date, $3::text[], $4::integer)
        on conflict on constraint representation_once_per_day do update
        set functions = excluded.functions,
            version = excluded.version
        """
    )
    static let all = [read, write]
}

extension Representation {
    /// Records who speaks for a partner, whose row is locked.
    ///
    /// - Returns: the row of `RepresentationStatement.read`.
    func record(
        of partner: Identifier,
        version: Int,
        in transaction: Transaction
    ) async throws(DatabaseFailure) -> Row {
        try await transaction.run([
            Call(RepresentationStatement.write) {
                $0.add(partner)
                $0.add(validFrom)
                $0.add(ArrayText(functions.map(\.rawValue)))
                $0.add(version)
            },
            Call(RepresentationStatement.read) { $0.add(partner) },
        ])[1][0]
    }
}
