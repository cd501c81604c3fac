package import Postgres

enum AccessStatement {
    /// PostgreSQL makes the digest; the token itself is in no table.
    static let find = Statement(
        "access.find",
        """
        select id, role, partner_id
        from token
        where digest = sha256(convert_to($1, 'UTF8'))
            and expires_at > now()
            and revoked_at is null
        """
    )
    static let all = [find]
}

extension Session {
    /// The holder of a token; nil when there is no such token in force.
    func caller(token: String) async throws(DatabaseFailure) -> Caller? {
        let rows = try await rows(AccessStatement.find) { $0.add(token) }
        guard let row = rows.first, let role = Role(rawValue: row.text(1)) else { return nil }
        return Caller(tokenId: row.identifier(0), role: role, partnerId: row.optionalIdentifier(2))
    }
}

/// The commands of an operator on tokens, run as the owner of the schema.
package struct TokenRegister {
    private let connection: BlockingConnection

    /// The register in a database, seen by its owner.
    package init(_ connection: BlockingConnection) {
        self.connection = connection
    }

    /// Keeps the digest of a new token.
    ///
    /// - Parameter partner: a partner's id; exactly for the role `partner`.
    package func issue(
        _ token: String,
        id: Identifier,
        role: Role,
        partner: Identifier?,
        label: String,
        days: Int
    ) throws(ScriptFailure) {
        let statement = Statement(
            "tokens.issue",
            """
            insert into token (id, digest, role, partner_id, label, expires_at)
            values ($1::uuid, sha256(convert_to($2, 'UTF8')), $3, $4::uuid, $5,
                now() + make_interval(days => $6::integer))
            """
        )
        _ = try connection.rows(statement) {
            $0.add(id.description)
            $0.add(token)
            $0.add(role.rawValue)
            $0.add(partner?.description)
            $0.add(label)
            $0.add(days)
        }
    }

    /// One line per token: id, role, partner, label, created, expires, revoked; tabs between.
    package func list() throws(ScriptFailure) -> [String] {
        let statement = Statement(
            "tokens.list",
            """
            select concat_ws(e'\\t', token.id, role, coalesce(partner.name, '-'), label,
                to_char(token.created_at, 'YYYY-MM-DD'), to_char(expires_at, 'YYYY-MM-DD'),
                case
                    when revoked_at is not null then 'revoked'
                    when expires_at <= now() then 'expired'
                    else 'in force'
                end)
            from token
            left join partner on partner.id = token.partner_id
            order by token.id
            """
        )
        return try connection.rows(statement).map { $0.text(0) }
    }

    /// Ends a token at once; running services hear it within a second.
    ///
    /// - Returns: whether there was such a token in force.
    package func revoke(_ id: Identifier) throws(ScriptFailure) -> Bool {
        let statement = Statement(
            "tokens.revoke",
            """
            update token
            set revoked_at = now()
            where id = $1::uuid and revoked_at is null
            """
        )
        return try connection.rows(statement) { $0.add(id.description) }.changedCount == 1
    }
}
