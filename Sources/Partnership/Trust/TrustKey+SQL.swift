internal import Postgres

enum TrustKeyStatement {
    static let list = Statement(
        "trust-keys.list",
        """
        select id, label, key_id, encode(sha256(convert_to(public_key, 'UTF8')), 'hex'),
            public_key, to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        from trust_key
        where $1::uuid is null or id > $1
        order by id
        limit $2::integer
        """
    )
    static let count = Statement(
        "trust-keys.count",
        """
        select count(*)
        from trust_key
        """
    )
    static let read = Statement(
        "trust-keys.read",
        """
        select id, label, key_id, encode(sha256(convert_to(public_key, 'UTF8')), 'hex'),
            public_key, to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        from trust_key
        where id = $1::uuid
        """
    )
    /// Adds a key, unless nothing can be sealed to it.
    static let insert = Statement(
        "trust-keys.insert",
        """
        insert into trust_key (id, public_key, key_id, label)
        select $1::uuid, $2, key_id, $3
        from sealing_key_id($2) as key_id
        where key_id is not null
        """
    )
    static let all = [list, count, read, insert]
}

extension TrustKey {
    /// - Returns: the row of `TrustKeyStatement.read`.
    /// - Throws: `TrustKeyRefusal`, or `DatabaseFailure`.
    func insert(id: Identifier, in transaction: Transaction) async throws -> Row {
        let rows: [Rows]
        do throws(DatabaseFailure) {
            rows = try await transaction.run([
                Call(TrustKeyStatement.insert) {
                    $0.add(id)
                    $0.add(publicKey)
                    $0.add(label)
                },
                Call(TrustKeyStatement.read) { $0.add(id) },
            ])
        } catch {
            guard error.constraint == "trust_key_once" else { throw error }
            throw TrustKeyRefusal.filed
        }
        guard let row = rows[1].first else { throw TrustKeyRefusal.notSealable }
        return row
    }
}
