import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `A change of a cluster` {
    /// Runs the body with a cluster since 1 February 2026 of the first five of eight partners.
    private func withCluster(
        from startsOn: Day = "2026-02-01",
        _ body: @escaping @Sendable (Clusters, Identifier, [Identifier]) async throws -> Void
    ) async throws {
        try await withAPI { api in
            let clusters = Clusters(api)
            try clusters.stopCalendar(on: "2026-07-01")
            let partners = try await clusters.partners(8)
            let made = try await clusters.create(Array(partners[0..<5]), from: startsOn)
            try await body(clusters, made.madeIdentifier, partners)
        }
    }

    @Test func `counts from today, and what was before stays`() async throws {
        try await withCluster { clusters, id, partners in
            let new = Array(partners[2..<6])
            let answer = try await clusters.put(
                id,
                Clusters.body(new, name: "Zuid", delegate: partners[5])
            )
            #expect(answer.status == 200)
            #expect(answer.json["name"].text == "Zuid")
            #expect(answer.json.ids("partnerIds") == new)
            #expect(answer.json["delegateId"].identifier == partners[5])
            #expect(answer.json["version"].number == 2)
            #expect(answer.json["startsOn"].text == "2026-02-01")
            for day in ["2026-02-01", "2026-06-30"] as [Day] {
                let before = try await clusters.read(id, on: day)
                #expect(before.ids("partnerIds") == Array(partners[0..<5]))
                #expect(before["delegateId"].identifier == partners[0])
            }
            let since = try await clusters.read(id, on: "2026-07-01")
            #expect(since.ids("partnerIds") == new)
            // Who left may join another.
            let free = Array(partners[0..<2] + partners[6..<8])
            #expect(try await clusters.create(free).status == 201)
        }
    }

    @Test func `of a day later leaves every period behind`() async throws {
        try await withCluster { clusters, id, partners in
            let members = Array(partners[0..<5])
            for (day, delegate) in [
                ("2026-07-01", 1), ("2026-07-02", 2), ("2026-07-02", 3), ("2026-07-09", 1),
            ] as [(Day, Int)] {
                try clusters.stopCalendar(on: day)
                let body = Clusters.body(members, delegate: partners[delegate])
                #expect(try await clusters.put(id, body).status == 200)
            }
            for (day, delegate) in [
                ("2026-06-30", 0), ("2026-07-01", 1), ("2026-07-02", 3), ("2026-07-08", 3),
                ("2026-07-09", 1),
            ] as [(Day, Int)] {
                let read = try await clusters.read(id, on: day)
                #expect(read["delegateId"].identifier == partners[delegate], "\(day)")
            }
        }
    }

    @Test func `twice on one day is as the second`() async throws {
        try await withCluster { clusters, id, partners in
            _ = try await clusters.put(id, Clusters.body(Array(partners[1..<6])))
            _ = try await clusters.put(id, Clusters.body(Array(partners[0..<5])))
            let read = try await clusters.read(id)
            #expect(read.ids("partnerIds") == Array(partners[0..<5]))
            #expect(read["delegateId"].identifier == partners[0])
            #expect(read["version"].number == 3)
            #expect(
                try await clusters.create(Array(partners[5..<8] + partners[4..<5])).status == 409
            )
        }
    }

    @Test func `of a planned one counts from its first day`() async throws {
        try await withCluster(from: "2026-08-01") { clusters, id, partners in
            let answer = try await clusters.put(id, Clusters.body(Array(partners[2..<7])))
            #expect(answer.json["state"].text == "planned")
            #expect(answer.json.ids("partnerIds") == Array(partners[2..<7]))
            let list = try await clusters.api.send(.get, Clusters.path + "?on=2026-07-31")
            #expect(list.json["items"].count == 0)
        }
    }

    @Test func `of an ending one lasts as long as it does`() async throws {
        try await withCluster { clusters, id, partners in
            let path = "\(Clusters.path)/\(id)"
            #expect(try await clusters.dissolve(path, on: "2026-09-01").status == 201)
            let answer = try await clusters.put(id, Clusters.body(Array(partners[1..<6])))
            #expect(answer.json["state"].text == "ending")
            let next = try await clusters.create(Array(partners[1..<6]), from: "2026-09-01")
            #expect(next.status == 201)
        }
    }

    @Test func `of an ending one is refused where its partners are elsewhere before`() async throws
    {
        try await withCluster { clusters, id, partners in
            let path = "\(Clusters.path)/\(id)"
            #expect(try await clusters.dissolve(path, on: "2026-09-01").status == 201)
            let now = try await clusters.create(Array(partners[5..<8]) + clusters.partners(1))
                .madeIdentifier
            _ = try await clusters.dissolve("\(Clusters.path)/\(now)", on: "2026-08-01")
            let answer = try await clusters.put(id, Clusters.body(Array(partners[1..<6])))
            #expect(answer.summary == "409 cluster.partner-elsewhere")
            #expect(answer.json["detail"].text?.contains("\(now)") == true)
        }
    }

    @Test func `that changes nothing is none`() async throws {
        try await withCluster { clusters, id, partners in
            let before = try await clusters.read(id)
            let same = Clusters.body(partners[0..<5].reversed(), delegate: partners[0])
            let answer = try await clusters.put(id, same)
            #expect(answer.status == 200)
            #expect(answer.json.description == before.description)
        }
    }

    @Test func `is refused where its partners may not be, and changes nothing`() async throws {
        try await withCluster { clusters, id, partners in
            let before = try await clusters.read(id).description
            let candidate = try await clusters.api.makePartner()
            let others = try await clusters.partners(4)
            let other = try await clusters.create(others).madeIdentifier
            for (body, summary) in [
                (Clusters.body(Array(partners[0..<3])), "409 cluster.wrong-size"),
                (Clusters.body(Array(partners[0..<7])), "409 cluster.wrong-size"),
                (
                    Clusters.body(Array(partners[0..<5]), delegate: partners[5]),
                    "409 cluster.delegate-not-member"
                ),
                (
                    Clusters.body(partners[0..<4] + [candidate]),
                    "409 cluster.no-process-agreement"
                ),
                (
                    Clusters.body(partners[0..<4] + [Identifier(high: 1, low: 1)]),
                    "409 cluster.partner-unknown"
                ),
                (Clusters.body(partners[0..<4] + [others[3]]), "409 cluster.partner-elsewhere"),
            ] {
                let answer = try await clusters.put(id, body)
                #expect(answer.summary == summary)
                #expect(answer.json["grounds"].count == 1)
                #expect(try await clusters.read(id).description == before)
            }
            let elsewhere = try await clusters.put(id, Clusters.body(partners[0..<4] + [others[3]]))
            #expect(elsewhere.json["detail"].text?.contains("\(other)") == true)
        }
    }

    @Test func `keeps a partner whose agreement has ended, and says so`() async throws {
        try await withAPI { api in
            let clusters = Clusters(api)
            try clusters.stopCalendar(on: "2026-02-01")
            let partners =
                try await clusters.partners(4)
                + clusters.partners(1, from: "2026-01-01", until: "2026-06-30")
            let id = try await clusters.create(partners).madeIdentifier
            try clusters.stopCalendar(on: "2026-07-01")
            let answer = try await clusters.put(id, Clusters.body(partners, name: "Zuid"))
            #expect(answer.status == 200)
            let codes = answer.json["signals"].elements.compactMap { $0["code"].text }
            #expect(codes == ["cluster.not-mixed", "cluster.member-without-agreement"])
        }
    }

    @Test func `needs the state that was read`() async throws {
        try await withCluster { clusters, id, partners in
            let path = "\(Clusters.path)/\(id)"
            let body = Clusters.body(Array(partners[0..<5]), name: "Zuid")
            let without = try await clusters.api.send(.put, path, json: body)
            #expect(without.status == 428)
            #expect(try await clusters.put(id, body, match: "\"stale\"").status == 412)
            let tag = try #require(try await clusters.api.send(.get, path).headers["etag"])
            #expect(try await clusters.put(id, body, match: tag).status == 200)
            let nothing = Identifier(high: 1, low: 1)
            #expect(try await clusters.put(nothing, body).status == 404)
        }
    }

    @Test func `gives each partner its turn`() async throws {
        try await withCluster { clusters, id, partners in
            let members = Array(partners[0..<5])
            // The first was made the delegate in February; the others never were.
            var expected = Array(partners[1..<5])
            var day: Day = "2026-07-01"
            while !expected.isEmpty {
                let suggested = try await clusters.read(id)["suggestedDelegateId"].identifier
                #expect(suggested == expected.removeFirst())
                _ = try await clusters.put(id, Clusters.body(members, delegate: suggested))
                day = day.adding(days: 1)
                try clusters.stopCalendar(on: day)
            }
            let suggested = try await clusters.read(id)["suggestedDelegateId"].identifier
            #expect(suggested == partners[0])
        }
    }
}
