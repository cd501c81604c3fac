import HTTP
@testable import Partnership
import Postgres
import TestSupport
import Testing

@Suite struct `A ballot` {
    private static let box = Statement(
        "test.box",
        """
        select cardinality(spent), cardinality(sealed)
        from ballot_box
        where measurement_id = $1::uuid
        """
    )

    /// How many marks and ballots the box of a round of one cluster holds.
    private static func count(_ round: TestRound, _ api: TestAPI) throws -> [Int] {
        let row = try api.database.connection().rows(box) { $0.add(round.id) }[0]
        return [row.integer(0), row.integer(1)]
    }

    @Test func `is sealed as sums that the private key alone opens`() async throws {
        try await withAPI { api in
            let round = try TestRound(in: api.database)
            let tickets = try await round.tickets(api)
            let body = """
                {"own": [1, 2, 3, 4, 5, 5, 5, 5, 5, 4],
                 "others": [[1, 1, 1, 1, 1, 2, 2, 2, 2, 2], [5, 5, 5, 5, 5, 4, 4, 4, 4, 4]]}
                """
            #expect(try await round.cast(api, tickets[3], body).status == 204)
            #expect(try await round.cast(api, tickets[1].uppercased()).status == 204)
            let connection = try api.database.connection()
            try round.close(api)
            let ballots = try await round.sealedBallots(api).json["clusters"][0]["ballots"].texts
            let opened = try TestRound.open(ballots, connection)
            #expect(Set(opened) == ["1 15 24 030 030 02", "1 20 20 015 015 01"])
        }
    }

    @Test func `is answered with nothing that tells it from another`() async throws {
        try await withAPI { api in
            let round = try TestRound(in: api.database)
            let tickets = try await round.tickets(api)
            let trace: Headers = [
                "traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
            ]
            let first = try await round.cast(api, tickets[0], headers: trace)
            #expect(first.status == 204 && first.body.isEmpty)
            #expect(first.headers.map(\.name) == ["Cache-Control"])
            let second = try await round.cast(api, tickets[0], headers: trace)
            #expect(second.headers.map(\.name) == ["Content-Type", "Cache-Control"])
            #expect(!second.json["traceId"].isThere)
        }
    }

    @Test func `counts once for each ticket`() async throws {
        try await withAPI { api in
            let round = try TestRound(in: api.database)
            let tickets = try await round.tickets(api)
            for (number, ticket) in tickets.enumerated() {
                #expect(try await round.cast(api, ticket).status == 204)
                #expect(try await round.cast(api, ticket).summary == "409 ballot.ticket-used")
                #expect(try Self.count(round, api) == [number + 1, number + 1])
            }
        }
    }

    @Test func `counts once, however often it is sent at once`() async throws {
        try await withAPI(loops: 4) { api in
            let round = try TestRound(in: api.database)
            let ticket = try await round.tickets(api)[0]
            let answers = try await api.sendAtOnce(
                64,
                .post,
                round.path + "/ballots",
                json: TestRound.ballot(),
                headers: ["Ticket": ticket]
            )
            #expect(answers.count { $0.status == 204 } == 1)
            #expect(answers.count { $0.summary == "409 ballot.ticket-used" } == 63)
            #expect(try Self.count(round, api) == [1, 1])
        }
    }

    @Test func `counts beside all others that come at once`() async throws {
        try await withAPI(loops: 4) { api in
            let round = try TestRound(in: api.database, partners: [19])
            let tickets = try await round.tickets(api)
            let statuses = try await withThrowingTaskGroup(of: Status.self) { group in
                for (number, ticket) in tickets.enumerated() {
                    group.addTask { try await round.cast(api, ticket, loop: number).status }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.count == 20 && statuses.allSatisfy { $0 == 204 })
            #expect(try Self.count(round, api) == [20, 20])
        }
    }

    @Test func `needs a ticket of its own round`() async throws {
        try await withAPI { api in
            let round = try TestRound(in: api.database)
            let other = try TestRound(in: api.database)
            let ticket = try await other.tickets(api)[0]
            _ = try await round.tickets(api)
            let nothing = Identifier(high: 1, low: 1)
            for (sent, summary) in [
                (ticket, "409 ballot.ticket-unknown"), ("\(nothing)", "409 ballot.ticket-unknown"),
                ("", "400 request.invalid"), ("my ticket", "400 request.invalid"),
            ] {
                #expect(try await round.cast(api, sent).summary == summary)
            }
            let without = try await round.cast(api, nil)
            #expect(without.places == ["Ticket format"])
            let nowhere = try await api.send(
                .post,
                "/v1/trust-measurements/\(nothing)/ballots",
                as: .nobody,
                json: TestRound.ballot(),
                headers: ["Ticket": ticket]
            )
            #expect(nowhere.summary == "404 resource.not-found")
            #expect(try Self.count(round, api) == [0, 0])
            #expect(try await other.cast(api, ticket).status == 204)
        }
    }

    @Test(arguments: [
        ("2026-10-31T22:59:59.999999Z", "409 ballot.closed"),
        ("2026-10-31T23:00:00Z", "204"), ("2026-11-30T22:59:59.999999Z", "204"),
        ("2026-11-30T23:00:00Z", "409 ballot.closed"),
        ("2026-11-30T23:00:00.000001Z", "409 ballot.closed"),
    ])
    func `comes from the opening to the closing, to the microsecond`(
        moment: String,
        summary: String
    ) async throws {
        try await withAPI { api in
            let house = House(api)
            try house.stopClock(at: "2026-11-10T12:00:00Z")
            let round = try TestRound(
                in: api.database,
                opensAt: "2026-10-31T23:00:00Z",
                closesAt: "2026-11-30T23:00:00Z"
            )
            let ticket = try await round.tickets(api)[0]
            try house.stopClock(at: moment)
            #expect(try await round.cast(api, ticket).summary == summary)
            #expect(try Self.count(round, api) == (summary == "204" ? [1, 1] : [0, 0]))
        }
    }

    @Test func `rates at most the other members of the cluster`() async throws {
        try await withAPI { api in
            let round = try TestRound(in: api.database, partners: [4])
            let tickets = try await round.tickets(api)
            let tooMany = try await round.cast(api, tickets[0], TestRound.ballot(parties: 5))
            #expect(tooMany.summary == "409 ballot.too-many-parties")
            #expect(try Self.count(round, api) == [0, 0])
            let most = try await round.cast(api, tickets[0], TestRound.ballot(parties: 4))
            #expect(most.status == 204)
        }
    }

    @Test(arguments: [
        ("{}", ["/own required", "/others required"]),
        (TestRound.ballot(parties: 0), ["/others length"]),
        (TestRound.ballot(parties: 20), ["/others length"]),
        (TestRound.ballot(own: 0), (0..<10).map { "/own/\($0) range" }),
        (TestRound.ballot(others: 6), (0..<10).map { "/others/0/\($0) range" }),
        (
            #"{"own": [1, 2], "others": [[1, 2], 3]}"#,
            ["/own length", "/others/0 length", "/others/1 length"]
        ),
        (
            #"{"own": [1, 2, 3, 4, 5, 1, 2, 3, 4, 2.5], "others": []}"#,
            ["/own/9 range", "/others length"]
        ),
        (TestRound.ballot().replacing("{", with: #"{"name": "De Es", "#), ["/name unknown-member"]),
    ])
    func `says ten ratings of each, from 1 to 5, and nothing else`(
        body: String,
        places: [String]
    ) async throws {
        try await withSharedAPI { api in
            let path = "/v1/trust-measurements/\(Identifier(high: 1, low: 1))/ballots"
            let answer = try await api.send(
                .post,
                path,
                as: .nobody,
                json: body,
                headers: ["Ticket": "\(Identifier(high: 1, low: 1))"]
            )
            #expect(answer.places == places)
        }
    }

    @Test func `comes with a ticket, whatever else is wrong with it`() async throws {
        try await withSharedAPI { api in
            let path = "/v1/trust-measurements/\(Identifier(high: 1, low: 1))/ballots"
            for (body, places) in [
                ("{}", ["Ticket format", "/own required", "/others required"]),
                (TestRound.ballot(), ["Ticket format"]),
            ] {
                let headers: Headers = ["Ticket": "none"]
                let answer = try await api.send(
                    .post,
                    path,
                    as: .nobody,
                    json: body,
                    headers: headers
                )
                #expect(answer.status == 400 && answer.places == places)
            }
        }
    }

    @Test func `is never remembered`() async throws {
        try await withAPI { api in
            let round = try TestRound(in: api.database)
            let ticket = try await round.tickets(api)[0]
            let key: Headers = ["Idempotency-Key": "again"]
            let answer = try await round.cast(api, ticket, headers: key)
            #expect(answer.places == ["Idempotency-Key forbidden"])
            #expect(try Self.count(round, api) == [0, 0])
        }
    }

    @Test func `that waits while its round is closed comes too late`() async throws {
        try await withAPI { api in
            let round = try TestRound(in: api.database)
            let ticket = try await round.tickets(api)[0]
            let connection = try api.database.connection()
            try connection.run(script: "begin; update ballot_box set is_open = false, spent = '{}'")
            let waiting = Task { try await round.cast(api, ticket) }
            try await Self.awaitWaiting(connection)
            try connection.run(
                script: """
                    delete from trust_ticket;
                    update trust_measurement set closed_at = now();
                    commit
                    """
            )
            #expect(try await waiting.value.summary == "409 ballot.closed")
            #expect(try await round.cast(api, ticket).summary == "409 ballot.closed")
            #expect(try Self.count(round, api) == [0, 0])
        }
    }

    /// Returns when somebody waits for a lock, or after a second: on a busy machine it may come
    /// later, and then comes too late as well.
    private static func awaitWaiting(_ connection: BlockingConnection) async throws {
        let waiters = Statement(
            "test.waiters",
            """
            select
            from pg_locks
            where not granted
                and pid in (select pid from pg_stat_activity where datname = current_database())
            """
        )
        for _ in 0..<30_000 {
            if try connection.rows(waiters).count > 0 { return }
            try await Task.sleep(for: .milliseconds(2))
        }
    }
}
