import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct Measurements {
    private func withRounds(
        loops: Int = 1,
        _ body: @escaping @Sendable (Rounds) async throws -> Void
    ) async throws {
        try await withAPI(loops: loops) { api in
            let rounds = Rounds(api)
            try rounds.stopClock(at: "2026-09-01T08:00:00Z")
            try await body(rounds)
        }
    }

    @Test func `read as they were planned, the same for all whom they concern`() async throws {
        try await withRounds { rounds in
            let clusters = [try await rounds.cluster(of: 4), try await rounds.cluster()]
            let made = try await rounds.plan(clusters.reversed())
            #expect(made.status == 201)
            #expect(
                made.json.names == [
                    "id", "title", "clusterIds", "opensAt", "closesAt", "state",
                    "minimumRespondents", "questionnaireId", "trustKeyId", "keyId", "clusters",
                    "closedAt", "publishedAt", "signals", "createdAt", "version",
                ]
            )
            #expect(made.json["title"].text == "2026" && made.json["state"].text == "planned")
            #expect(made.json.ids("clusterIds") == clusters.reversed())
            #expect(made.json["opensAt"].text == "2026-09-07T07:00:00.000000Z")
            #expect(made.json["closesAt"].text == "2026-09-28T16:00:00.000000Z")
            #expect(made.json["minimumRespondents"].number == 5)
            #expect(made.json["version"].number == 1 && made.json["signals"].count == 0)
            #expect(made.json["closedAt"].isNull && made.json["publishedAt"].isNull)
            let parts = made.json["clusters"].elements
            #expect(parts.map { $0["clusterId"].identifier } == clusters.reversed())
            // The municipality is a member of each.
            #expect(parts.map { $0["members"].number } == [6, 5])
            #expect(parts.allSatisfy { $0["ticketsIssued"].boolean == false })
            #expect(parts.allSatisfy { $0["enough"].isNull })
            let path = "\(Rounds.path)/\(try made.madeIdentifier)"
            #expect(made.headers["location"] == path)
            let partner = try await rounds.api.makePartner()
            for sender in [TestAPI.Sender.partner(partner), .role(.trustBody), .role(.frontend)] {
                let read = try await rounds.api.send(.get, path, as: sender)
                #expect(read.body == made.body)
                let list = try await rounds.api.send(.get, Rounds.path, as: sender)
                #expect(list.json["items"][0].description == made.json.description)
            }
        }
    }

    @Test func `are listed page by page`() async throws {
        try await withRounds { rounds in
            for _ in 0..<3 { _ = try await rounds.plan([try await rounds.cluster(of: 4)]) }
            var next: String? = "\(Rounds.path)?limit=2&count=true"
            var found: [String] = []
            while let path = next {
                let page = try await rounds.api.send(.get, path)
                #expect(page.json["total"].number == 3)
                found += page.json["items"].elements.compactMap { $0["id"].text }
                next = page.json["next"].text
            }
            #expect(found.count == 3 && found == found.sorted() && Set(found).count == 3)
        }
    }

    @Test(arguments: [
        ("2026-09-07T06:59:59.999999Z", "planned"), ("2026-09-07T07:00:00Z", "open"),
        ("2026-09-28T15:59:59.999999Z", "open"), ("2026-09-28T16:00:00Z", "closed"),
    ])
    func `stand where the clock of the database says`(moment: String, state: String) async throws {
        try await withRounds { rounds in
            let id = try await rounds.plan([try await rounds.cluster()]).madeIdentifier
            try rounds.stopClock(at: moment)
            #expect(try await rounds.read(id)["state"].text == state)
            let list = try await rounds.api.send(.get, Rounds.path)
            #expect(list.json["items"][0]["state"].text == state)
        }
    }

    @Test func `keep the partners that their tickets were given out for`() async throws {
        try await withRounds { rounds in
            let partners = try await Clusters(rounds.api).partners(6)
            let cluster = try await rounds.cluster(of: Array(partners.prefix(5)))
            let id = try await rounds.plan([cluster]).madeIdentifier
            let body = Clusters.body(partners)
            let clusters = Clusters(rounds.api)
            try clusters.stopCalendar(on: "2026-09-01")
            #expect(try await clusters.put(cluster, body).status == 200)
            #expect(try await rounds.read(id)["clusters"][0]["members"].number == 6 + 1)
            try rounds.stopClock(at: "2026-09-07T07:00:00Z")
            try rounds.keepMembers(id, cluster)
            let fewer = Clusters.body(Array(partners.prefix(4)))
            #expect(try await clusters.put(cluster, fewer).status == 200)
            let part = try await rounds.read(id)["clusters"][0]
            #expect(part["members"].number == 7 && part["ticketsIssued"].boolean == true)
        }
    }

    /// How a round comes to a cluster.
    enum Way: CaseIterable, Sendable {
        case made, moved, given
    }

    /// By the calendar of the Netherlands: 22:00Z is midnight there in summer.
    private static let openings: [(at: String, isThere: Bool)] = [
        ("2026-07-31T21:59:59.999999Z", false), ("2026-07-31T22:00:00Z", true),
        ("2026-09-14T21:59:59.999999Z", true), ("2026-09-14T22:00:00Z", false),
    ]

    @Test(arguments: Way.allCases, openings)
    func `are of clusters that are there on the day of the opening`(
        way: Way,
        opening: (at: String, isThere: Bool)
    ) async throws {
        try await withRounds { rounds in
            let clusters = Clusters(rounds.api)
            try clusters.stopCalendar(on: "2026-07-01")
            try rounds.stopClock(at: "2026-07-01T08:00:00Z")
            let cluster = try await rounds.cluster(of: clusters.partners(5), from: "2026-08-01")
            _ = try await clusters.dissolve("\(Clusters.path)/\(cluster)", on: "2026-09-15")
            let other = try await rounds.cluster()
            let answer: Response
            switch way {
            case .made:
                answer = try await rounds.plan([other, cluster], from: opening.at)
            case .moved:
                let id = try await rounds.plan([other, cluster]).madeIdentifier
                answer = try await rounds.patch(id, "{\"opensAt\": \"\(opening.at)\"}")
            case .given:
                let id = try await rounds.plan([other], from: opening.at).madeIdentifier
                let both = Clusters.list([other, cluster])
                answer = try await rounds.patch(id, "{\"clusterIds\": \(both)}")
            }
            #expect((answer.status.code < 300) == opening.isThere)
            if opening.isThere { return }
            #expect(answer.summary == "409 trust-measurement.cluster-not-running")
            #expect(answer.json["detail"].text?.contains("\(cluster)") == true)
            #expect(answer.json["grounds"][0]["article"].text == "7.2")
        }
    }

    @Test func `are of clusters that exist`() async throws {
        try await withRounds { rounds in
            let answer = try await rounds.plan([Identifier(high: 1, low: 1)])
            #expect(answer.summary == "409 trust-measurement.cluster-not-running")
        }
    }

    @Test func `have a cluster in one round at a time, and name the other`() async throws {
        try await withRounds { rounds in
            let shared = try await rounds.cluster()
            let first = try await rounds.plan([shared]).madeIdentifier
            for (from, until) in [
                ("2026-09-06T00:00:00Z", "2026-09-07T07:00:00.000001Z"),
                ("2026-09-28T15:59:59.999999Z", "2026-10-10T00:00:00Z"),
                ("2026-09-10T00:00:00Z", "2026-09-11T00:00:00Z"),
            ] {
                let clusters = [try await rounds.cluster(), shared]
                let answer = try await rounds.plan(clusters, from: from, until: until)
                #expect(answer.summary == "409 trust-measurement.cluster-measured")
                for name in ["\(first)", "\(shared)"] {
                    #expect(answer.json["detail"].text?.contains(name) == true)
                }
                #expect(answer.json["grounds"][0]["source"].text == "PO")
            }
            for (from, until) in [
                ("2026-09-06T00:00:00Z", "2026-09-07T07:00:00Z"),
                ("2026-09-28T16:00:00Z", "2026-10-10T00:00:00Z"),
            ] {
                #expect(try await rounds.plan([shared], from: from, until: until).status == 201)
            }
            let list = try await rounds.api.send(.get, Rounds.path + "?count=true")
            #expect(list.json["total"].number == 3)
        }
    }

    @Test func `that are equal and come at once are one`() async throws {
        try await withRounds(loops: 2) { rounds in
            let body = Rounds.body([try await rounds.cluster(), try await rounds.cluster()])
            let answers = try await rounds.api.sendAtOnce(64, .post, Rounds.path, json: body)
            let made = try #require(answers.first { $0.status == 201 }).madeIdentifier
            #expect(answers.count { $0.status == 201 } == 1)
            for answer in answers where answer.status != 201 {
                #expect(answer.summary == "409 trust-measurement.cluster-measured")
                #expect(answer.json["detail"].text?.contains("\(made)") == true)
            }
        }
    }

    @Test func `that come twice with one idempotency key are one`() async throws {
        try await withRounds(loops: 2) { rounds in
            let answers = try await rounds.api.sendAtOnce(
                16,
                .post,
                Rounds.path,
                json: Rounds.body([try await rounds.cluster()]),
                headers: ["Idempotency-Key": "round-1"]
            )
            #expect(Set(answers.map(\.text)).count == 1)
            #expect(answers.allSatisfy { $0.status == 201 })
        }
    }

    @Test func `close after now`() async throws {
        try await withRounds { rounds in
            try rounds.stopClock(at: Rounds.closing)
            let late = try await rounds.plan([try await rounds.cluster()])
            #expect(late.summary == "409 trust-measurement.closes-in-the-past")
            #expect(late.json["grounds"][0]["article"].text == "7.2")
            try rounds.stopClock(at: "2026-09-28T15:59:59.999999Z")
            #expect(try await rounds.plan([try await rounds.cluster()]).status == 201)
        }
    }

    private static let id = Identifier(high: 1, low: 1)
    private static let right = Rounds.body([id])
    private static let many = Rounds.body((0...50).map { Identifier(high: 1, low: $0) })

    @Test(arguments: [
        (right.replacing(#""2026","#, with: #""","#), "/title length"),
        (Rounds.body([]), "/clusterIds length"), (many, "/clusterIds length"),
        (Rounds.body([id, id]), "/clusterIds/1 format"),
        (right.replacing("2026-09-07T07:00:00Z", with: "2026-09-07"), "/opensAt format"),
        (Rounds.body([id], until: Rounds.opening), "/closesAt range"),
        (Rounds.body([id], more: #", "minimumRespondents": 3"#), "/minimumRespondents range"),
        (Rounds.body([id], more: #", "minimumRespondents": 8"#), "/minimumRespondents range"),
        (Rounds.body([id], more: #", "state": "open""#), "/state unknown-member"),
    ])
    func `are refused when they are wrong in themselves`(
        body: String,
        place: String
    ) async throws {
        try await withSharedAPI { api in
            let answer = try await api.send(.post, Rounds.path, json: body)
            #expect(answer.status == 400)
            #expect(answer.places == [place])
        }
    }

    @Test(arguments: [("4", 4), ("7", 7), ("null", 5)])
    func `ask as many to answer as MDG I-F wants`(text: String, minimum: Int) async throws {
        try await withRounds { rounds in
            let more = ", \"minimumRespondents\": \(text)"
            let made = try await rounds.plan([try await rounds.cluster()], more: more)
            #expect(made.json["minimumRespondents"].number == minimum)
        }
    }
}
