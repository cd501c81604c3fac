internal import Glibc
package import HTTP
package import Partnership
package import Postgres

/// A round of the trust measurement that was put straight into the database.
package struct TestRound: Sendable {
    package let id: Identifier
    /// In the order in which the round names them.
    package let clusters: [Identifier]

    package var path: String { "/v1/trust-measurements/\(id)" }

    /// Makes a round about new clusters of new partners; it is open as long as the tests run,
    /// unless told otherwise.
    ///
    /// - Parameters:
    ///   - partners: how many each cluster has, the municipality not among them.
    ///   - hasKey: whether the trust body has given its key.
    package init(
        in database: TestDatabase,
        partners: [Int] = [5],
        opensAt: String = "2026-01-01T00:00:00Z",
        closesAt: String = "2199-01-01T00:00:00Z",
        hasKey: Bool = true
    ) throws {
        id = .random()
        clusters = partners.map { _ in .random() }
        let connection = try database.connection()
        if hasKey { try Self.giveKey(in: database) }
        try connection.run(
            script: """
                insert into trust_measurement (id, title, opens_at, closes_at, questionnaire_id)
                select '\(id)', '2026', '\(opensAt)', '\(closesAt)', questionnaire.id
                from questionnaire
                where number = 1
                """
        )
        for (place, cluster) in clusters.enumerated() {
            try connection.run(
                script: Self.cluster(cluster, partners[place])
                    + """
                    insert into trust_measurement_cluster
                        (measurement_id, cluster_id, place, during)
                    values ('\(id)', '\(cluster)', \(place), tstzrange('\(opensAt)', '\(closesAt)'))
                    """
            )
        }
    }

    /// Gives the service the trust body's key, as often as it is asked.
    package static func giveKey(in database: TestDatabase) throws {
        try database.connection().run(script: key(try publicKey))
    }

    private static func key(_ armour: String) -> String {
        """
        insert into trust_key (id, public_key, key_id, label)
        select gen_random_uuid(), key, pgp_key_id(dearmor(key)), 'Test'
        from (values ('\(armour)')) as keys (key)
        on conflict do nothing
        """
    }

    private static func cluster(_ id: Identifier, _ partners: Int) -> String {
        """
        insert into cluster (id, name, starts_on) values ('\(id)', 'Noord', '2020-01-01');
        with joining as (
            insert into partner (id, name, kvk_number, agb_code, size, pillars, expertise)
            select gen_random_uuid(), 'De Es', number::text, number::text, 'small', '{youth}', '{}'
            from (
                select 50000000 + place + (select count(*) from partner) as number
                from generate_series(1, \(partners)) as place
            ) as numbers
            returning id
        )
        insert into cluster_membership (cluster_id, partner_id, valid)
        select '\(id)', id, '[2020-01-01,)' from joining;
        """
    }

    /// Has the tickets of a cluster given out.
    package func issueTickets(
        _ api: TestAPI,
        cluster place: Int = 0,
        as sender: TestAPI.Sender = .role(.trustBody),
        headers: Headers = [:]
    ) async throws -> Response {
        try await api.send(
            .post,
            path + "/tickets",
            as: sender,
            json: #"{"clusterId": "\#(clusters[place])"}"#,
            headers: headers
        )
    }

    /// The tickets of a cluster, given out now.
    package func tickets(_ api: TestAPI, cluster place: Int = 0) async throws -> [String] {
        let answer = try await issueTickets(api, cluster: place)
        guard answer.status == 200 else { throw TestProblem("no tickets: \(answer.text)") }
        return answer.json["tickets"].texts
    }

    /// Ratings that are all the same, of oneself and of others.
    package static func ballot(own: Int = 4, others: Int = 3, parties: Int = 1) -> String {
        func list(_ value: String, _ count: Int) -> String {
            "[" + Array(repeating: value, count: count).joined(separator: ", ") + "]"
        }
        let other = list(list("\(others)", 10), parties)
        return "{\"own\": \(list("\(own)", 10)), \"others\": \(other)}"
    }

    /// Casts a ballot.
    package func cast(
        _ api: TestAPI,
        _ ticket: String?,
        _ body: String = TestRound.ballot(),
        headers: Headers = [:],
        loop: Int = 0
    ) async throws -> Response {
        var headers = headers
        if let ticket { headers.append("Ticket", ticket) }
        return try await api.send(
            .post,
            path + "/ballots",
            as: .nobody,
            json: body,
            headers: headers,
            loop: loop
        )
    }

    /// Closes it early.
    package func close(_ api: TestAPI) throws {
        try api.database.connection().run(
            script: "update trust_measurement set closed_at = moment() where id = '\(id)'"
        )
    }

    /// The sealed ballots as the trust body fetches them.
    package func sealedBallots(_ api: TestAPI) async throws -> Response {
        try await api.send(.get, path + "/sealed-ballots", as: .role(.trustBody))
    }

    /// What sealed ballots say, opened with the private key.
    package static func open(
        _ ballots: [String],
        _ connection: BlockingConnection
    ) throws -> [String] {
        let key = try privateKey
        return try ballots.map { ballot in
            try connection.rows(opening) {
                $0.add(ballot)
                $0.add(key)
            }[0].text(0)
        }
    }

    private static let opening = Statement(
        "test.open",
        "select pgp_pub_decrypt(decode($1, 'base64'), dearmor($2))"
    )

    /// The public key of the demo's trust body, in OpenPGP armour.
    package static var publicKey: String {
        get throws { try text(of: "db/demo/trust-body-public.asc") }
    }

    /// The private key of the demo's trust body, in OpenPGP armour.
    package static var privateKey: String {
        get throws { try text(of: "db/demo/trust-body-private.asc") }
    }

    /// Another public key, of nobody.
    package static var otherPublicKey: String {
        get throws { try text(of: "Tests/Corpus/keys/phrase-public.asc") }
    }

    private static func text(of name: String) throws -> String {
        guard let folder = TestDatabase.projectFolder,
            let file = fopen(folder + "/" + name, "r")
        else { throw TestProblem("\(name) is not there") }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes[..<count], as: UTF8.self)
    }
}
