package import Postgres

/// What the loader asks of the database that no request can.
enum DemoStatement {
    static let hasHistory = Statement(
        "demo.has-history",
        "select exists (select from ledger_entry where source is not null)"
    )
    /// The day on which the load began, in the Netherlands.
    static let firstDay = Statement(
        "demo.first-day",
        """
        select (created_at at time zone 'Europe/Amsterdam')::date
        from token
        where id = $1::uuid
        """
    )
    static let all = [hasHistory, firstDay]
}

/// How far the demo is in a database, kept as the loader's own token; run as the owner.
///
/// Idempotency keys belong to a token, so a load that is taken up again goes on under the id of
/// the first. When all is in, the token is revoked for good and says so.
package struct DemoRegister {
    /// How far it is.
    package enum State: Sendable {
        /// Nothing of it is there, nor of anybody else.
        case empty
        /// Partners are there that are not of the demo.
        case foreign
        /// A load began and was cut off.
        case begun
        case loaded
    }

    /// The id of the loader's token of a role; of the version for ids of one's own making.
    static func tokenId(of role: Role) -> Identifier {
        let place = DemoScript.roles.firstIndex(of: role) ?? 0
        return Identifier(
            high: 0x0000_0000_0000_8000,
            low: 0x8000_0000_0000_1894 + UInt64(place) << 16
        )
    }

    private static let loadingLabel = "demo, loading"
    private static let loadedLabel = "demo, loaded"
    /// A load takes seconds.
    private static let loadingDays = 1

    private let connection: BlockingConnection

    /// The register behind a connection of the schema's owner.
    package init(_ connection: BlockingConnection) {
        self.connection = connection
    }

    /// Waits for any other load and keeps the next out as long as the connection lasts.
    package func lock() throws(ScriptFailure) {
        try connection.run(script: "select pg_advisory_lock(18940001)")
    }

    /// How far the demo is in this database.
    package func state() throws(ScriptFailure) -> State {
        let statement = Statement(
            "demo.state",
            """
            select (select label from token where id = $1::uuid), exists (select from partner)
            """
        )
        let row = try connection.rows(statement) { $0.add(Self.tokenId(of: .municipality)) }[0]
        switch row.optionalText(0) {
        case Self.loadedLabel: return .loaded
        case .some: return .begun
        case nil: return row.boolean(1) ? .foreign : .empty
        }
    }

    /// Gives the loader tokens that work under the same ids as before.
    package func begin(_ tokens: [Role: String]) throws(ScriptFailure) {
        let statement = Statement(
            "demo.begin",
            """
            insert into token (id, digest, role, label, expires_at)
            values ($1::uuid, sha256(convert_to($2, 'UTF8')), $3, $4,
                now() + make_interval(days => $5::integer))
            on conflict (id) do update
            set digest = excluded.digest,
                expires_at = excluded.expires_at,
                revoked_at = null
            """
        )
        for (role, token) in tokens {
            _ = try connection.rows(statement) {
                $0.add(Self.tokenId(of: role))
                $0.add(token)
                $0.add(role.rawValue)
                $0.add(Self.loadingLabel)
                $0.add(Self.loadingDays)
            }
        }
    }

    /// Keeps that all of it is there, and ends the loader's tokens.
    package func complete() throws(ScriptFailure) {
        let statement = Statement(
            "demo.complete",
            """
            update token
            set label = $2,
                revoked_at = now()
            where id = any ($1::uuid[])
            """
        )
        _ = try connection.rows(statement) {
            $0.add(ArrayText(DemoScript.roles.map { Self.tokenId(of: $0).description }))
            $0.add(Self.loadedLabel)
        }
    }

    /// The ids of the demo's partners by slug.
    package func partners() throws(ScriptFailure) -> [String: Identifier] {
        let statement = Statement("demo.partners", "select kvk_number, id from partner")
        let rows = try connection.rows(statement)
        var numbers: [String: Identifier] = [:]
        for index in 0..<rows.count {
            numbers[rows[index].text(0)] = rows[index].identifier(1)
        }
        var partners: [String: Identifier] = [:]
        for partner in DemoPartner.all { partners[partner.slug] = numbers[partner.kvkNumber] }
        return partners
    }

    /// Whether all of these tokens work here.
    package func knows(_ tokens: [String]) throws(ScriptFailure) -> Bool {
        let statement = Statement(
            "demo.knows",
            """
            select count(*)
            from token
            join unnest($1::text[]) as given (token)
                on digest = sha256(convert_to(given.token, 'UTF8'))
            where expires_at > now() and revoked_at is null
            """
        )
        let rows = try connection.rows(statement) { $0.add(ArrayText(tokens)) }
        return rows[0].integer(0) == tokens.count
    }
}
