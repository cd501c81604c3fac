import HTTP
@testable import Partnership
import Postgres
import TestSupport
import Testing

@Suite struct `Tickets` {
    private static let find = Statement(
        "test.tickets",
        """
        select count(*), count(*) filter (where digest = any (
            select ticket_digest(ticket) from unnest($1::uuid[]) as ticket
        ))
        from trust_ticket
        """
    )

    @Test(arguments: [1, 5, 19])
    func `are as many as a cluster has partners, and one for the municipality`(
        partners: Int
    ) async throws {
        try await withAPI { api in
            let round = try TestRound(in: api.database, partners: [partners])
            let answer = try await round.issueTickets(api)
            #expect(answer.status == 200)
            #expect(answer.json.names == ["tickets"])
            let tickets = answer.json["tickets"].texts
            #expect(tickets.count == partners + 1)
            #expect(Set(tickets).count == tickets.count)
            for ticket in tickets { #expect(Identifier(ticket)?.version == 4) }
            let kept = try api.database.connection().rows(Self.find) {
                $0.add(ArrayText(tickets))
            }[0]
            #expect(kept.integer(0) == partners + 1 && kept.integer(1) == partners + 1)
        }
    }

    @Test(arguments: [TestAPI.Sender.role(.municipality), .role(.trustBody)])
    func `are given out once, cluster by cluster`(sender: TestAPI.Sender) async throws {
        try await withAPI { api in
            let round = try TestRound(in: api.database, partners: [4, 4])
            var tickets: Set<String> = []
            for place in 0..<2 {
                let first = try await round.issueTickets(api, cluster: place, as: sender)
                #expect(first.status == 200)
                tickets.formUnion(first.json["tickets"].texts)
                let again = try await round.issueTickets(api, cluster: place, as: sender)
                #expect(again.summary == "409 ticket.given-out")
                #expect(again.json["grounds"][0]["article"].text == "7.2")
            }
            #expect(tickets.count == 10)
        }
    }

    @Test func `are given out once, however many ask at once`() async throws {
        try await withAPI(loops: 4) { api in
            let round = try TestRound(in: api.database)
            let answers = try await api.sendAtOnce(
                64,
                .post,
                round.path + "/tickets",
                json: #"{"clusterId": "\#(round.clusters[0])"}"#
            )
            #expect(answers.count { $0.status == 200 } == 1)
            #expect(answers.count { $0.summary == "409 ticket.given-out" } == 63)
            let kept = try api.database.connection().rows(Self.find) { $0.add("{}") }[0]
            #expect(kept.integer(0) == 6)
        }
    }

    @Test(arguments: [
        ("2026-10-31T22:59:59.999999Z", "409 ticket.round-not-open"),
        ("2026-10-31T23:00:00Z", "200"), ("2026-11-30T22:59:59.999999Z", "200"),
        ("2026-11-30T23:00:00Z", "409 ticket.round-not-open"),
    ])
    func `are given out from the opening to the closing`(
        moment: String,
        summary: String
    ) async throws {
        try await withAPI { api in
            try House(api).stopClock(at: moment)
            let round = try TestRound(
                in: api.database,
                opensAt: "2026-10-31T23:00:00Z",
                closesAt: "2026-11-30T23:00:00Z"
            )
            #expect(try await round.issueTickets(api).summary == summary)
        }
    }

    @Test func `are for clusters of the round that have members`() async throws {
        try await withAPI { api in
            let round = try TestRound(in: api.database, partners: [4, 0])
            let other = try TestRound(in: api.database, partners: [4])
            let empty = try await round.issueTickets(api, cluster: 1)
            #expect(empty.summary == "409 ticket.cluster-empty")
            for (path, cluster, summary) in [
                (round.path, other.clusters[0], "409 ticket.cluster-not-in-round"),
                (round.path, Identifier(high: 1, low: 1), "409 ticket.cluster-not-in-round"),
                ("/v1/trust-measurements/\(Identifier(high: 1, low: 1))", round.clusters[0], "404"),
            ] {
                let answer = try await api.send(
                    .post,
                    path + "/tickets",
                    json: #"{"clusterId": "\#(cluster)"}"#
                )
                #expect(answer.summary.hasPrefix(summary))
            }
            let nobody = try api.database.connection().rows(Self.find) { $0.add("{}") }[0]
            #expect(nobody.integer(0) == 0)
        }
    }

    @Test func `wait for the key of the trust body, which then stays`() async throws {
        try await withAPI { api in
            let round = try TestRound(in: api.database, partners: [4, 4], hasKey: false)
            let without = try await round.issueTickets(api)
            #expect(without.summary == "409 ticket.trust-key-missing")
            // Brings the key.
            _ = try TestRound(in: api.database)
            _ = try await round.tickets(api)
            let connection = try api.database.connection()
            try connection.run(
                script: """
                    insert into trust_key (id, public_key, key_id, label, created_at)
                    select gen_random_uuid(), key, pgp_key_id(dearmor(key)), 'Newer', '2199-01-01'
                    from (values ('\(try TestRound.otherPublicKey)')) as other (key)
                    """
            )
            _ = try await round.tickets(api, cluster: 1)
            let label = Statement(
                "test.key",
                """
                select label, round.version
                from trust_measurement as round
                join trust_key on trust_key.id = round.key_id
                where round.id = $1::uuid
                """
            )
            let row = try connection.rows(label) { $0.add(round.id) }[0]
            #expect(row.text(0) == "Test" && row.integer(1) == 3)
        }
    }

    @Test func `fix who the members are`() async throws {
        try await withAPI { api in
            let round = try TestRound(in: api.database, partners: [4])
            let roster = Statement("test.roster", "select count(*) from trust_measurement_roster")
            let connection = try api.database.connection()
            _ = try await round.tickets(api)
            try connection.run(script: "delete from cluster_membership")
            #expect(try connection.rows(roster)[0].integer(0) == 4)
        }
    }

    @Test func `are one for a partner that changes clusters on the day of the opening`()
        async throws
    {
        try await withAPI { api in
            let round = try TestRound(in: api.database, partners: [4, 4])
            #expect(try await round.tickets(api).count == 5)
            try api.database.connection().run(
                script: """
                    update cluster_membership
                    set cluster_id = '\(round.clusters[1])'
                    where cluster_id = '\(round.clusters[0])'
                    """
            )
            #expect(try await round.tickets(api, cluster: 1).count == 5)
        }
    }

    @Test func `are never remembered`() async throws {
        try await withAPI { api in
            let round = try TestRound(in: api.database)
            let key: Headers = ["Idempotency-Key": "again"]
            let answer = try await round.issueTickets(api, headers: key)
            #expect(answer.summary == "400 request.invalid")
            #expect(answer.places == ["Idempotency-Key forbidden"])
            _ = try await round.tickets(api)
            let kept = Statement("test.kept", "select count(*) from idempotency_answer")
            #expect(try api.database.connection().rows(kept)[0].integer(0) == 0)
        }
    }

    @Test(arguments: [
        ("{}", "/clusterId required"), (#"{"clusterId": "Noord"}"#, "/clusterId format"),
        (#"{"clusterId": null}"#, "/clusterId type"),
    ])
    func `are asked for by the id of a cluster`(body: String, place: String) async throws {
        try await withSharedAPI { api in
            let path = "/v1/trust-measurements/\(Identifier(high: 1, low: 1))/tickets"
            let answer = try await api.send(.post, path, json: body)
            #expect(answer.places == [place])
        }
    }
}
