import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `A confirmed composition` {
    /// Runs the body on 1 July 2026, when ten partners are in two clusters since February and
    /// a composition of all partners was proposed.
    private func withProposal(
        loops: Int = 1,
        _ body: @escaping @Sendable (Clusters, String, [Identifier]) async throws -> Void
    ) async throws {
        try await withAPI(loops: loops) { api in
            let clusters = Clusters(api)
            try clusters.stopCalendar(on: "2026-07-01")
            let partners = try await clusters.partners(10)
            for five in [partners[0..<5], partners[5..<10]] {
                _ = try await clusters.create(Array(five), from: "2026-02-01").madeIdentifier
            }
            let id = try await clusters.propose(from: "2026-09-01").madeIdentifier
            try await body(clusters, "\(Clusters.compositions)/\(id)", partners)
        }
    }

    private func list(_ clusters: Clusters, on day: Day) async throws -> [TestJSON] {
        try await clusters.api.send(.get, "\(Clusters.path)?on=\(day)").json["items"].elements
    }

    @Test func `ends the clusters before its first day and makes its own`() async throws {
        try await withProposal { clusters, path, partners in
            let proposal = try await clusters.api.send(.get, path).json
            let made = try await clusters.decide("confirmation", path)
            #expect(made.status == 201)
            #expect(made.headers["location"] == path + "/confirmation")
            #expect(
                made.json.names == [
                    "id", "decisionReference", "names", "clusterIds", "createdAt", "version",
                ]
            )
            #expect(made.json["names"].texts == ["Cluster 1", "Cluster 2"])
            let read = try await clusters.api.send(.get, path + "/confirmation")
            #expect(read.body == made.body)
            let confirmed = try await clusters.api.send(.get, path).json
            #expect(confirmed["state"].text == "confirmed")
            #expect(confirmed["version"].number == 2)
            #expect(confirmed["clusters"].description == proposal["clusters"].description)
            for (index, id) in made.json.ids("clusterIds").enumerated() {
                let cluster = try await clusters.read(id)
                let proposed = confirmed["clusters"][index]["partners"].elements
                    .compactMap { $0["partnerId"].identifier }
                #expect(cluster.ids("partnerIds") == proposed)
                #expect(cluster["name"].text == "Cluster \(index + 1)")
                #expect(cluster["startsOn"].text == "2026-09-01")
                #expect(cluster["state"].text == "planned")
                #expect(cluster["compositionId"].text == confirmed["id"].text)
                // The first and the sixth were delegates; it is the turn of another.
                let delegate = try #require(cluster["delegateId"].identifier)
                let fresh = proposed.filter { $0 != partners[0] && $0 != partners[5] }
                #expect(delegate == fresh[0])
            }
            let before = try await list(clusters, on: "2026-08-31")
            let after = try await list(clusters, on: "2026-09-01")
            #expect(before.map { $0["state"].text } == ["ending", "ending"])
            #expect(before.map { $0["dissolvedOn"].text } == ["2026-09-01", "2026-09-01"])
            let ids = after.compactMap { $0["id"].identifier }
            #expect(ids == made.json.ids("clusterIds").sorted())
            let old = try #require(before.first?["id"].text)
            let end = try await clusters.api.send(.get, "\(Clusters.path)/\(old)/dissolution")
            #expect(end.json["documentReference"].text == "B&W 2026-0401")
        }
    }

    @Test func `gives its clusters the names it is told, one for each`() async throws {
        try await withProposal { clusters, path, _ in
            let body = { (names: String) in
                #"{"decisionReference": "B&W 4", "names": \#(names)}"#
            }
            for names in [#"["Noord"]"#, #"["Noord", "Zuid", "Oost"]"#] {
                let answer = try await clusters.decide("confirmation", path, body(names))
                #expect(answer.summary == "409 cluster-composition.wrong-number-of-names")
            }
            let wrong = try await clusters.decide("confirmation", path, body(#"["Noord", "=1"]"#))
            #expect(wrong.places == ["/names format"])
            let right = body(#"["Noord", "Zuid"]"#)
            let made = try await clusters.decide("confirmation", path, right)
            let ids = made.json.ids("clusterIds")
            #expect(try await clusters.read(ids[1])["name"].text == "Zuid")
            // With its names it is the same; without them it would be another.
            #expect(try await clusters.decide("confirmation", path, right).status == 200)
            let other = try await clusters.decide(
                "confirmation",
                path,
                #"{"decisionReference": "B&W 4"}"#
            )
            #expect(other.summary == "409 cluster-composition.decided")
        }
    }

    @Test func `is refused when a partner joined, left or changed clusters since`() async throws {
        try await withProposal { clusters, path, partners in
            let before = try await list(clusters, on: "2026-09-01").map(\.description)
            let eleventh = try await clusters.partners(1, from: "2026-09-01", until: "2026-09-30")
            let joined = try await clusters.decide("confirmation", path)
            #expect(joined.summary == "409 cluster-composition.outdated")
            #expect(joined.json["grounds"][0]["article"].text == "3.2")
            #expect(try await list(clusters, on: "2026-09-01").map(\.description) == before)
            // In October the eleventh is no partner; one of the ten is put in the other cluster.
            let next = try await clusters.propose(from: "2026-10-01").madeIdentifier
            let now = try await list(clusters, on: "2026-07-01")
            let first = try #require(now[0]["id"].identifier)
            let second = try #require(now[1]["id"].identifier)
            let nextPath = "\(Clusters.compositions)/\(next)"
            #expect(
                try await clusters.put(first, Clusters.body(Array(partners[0..<4]))).status == 200
            )
            #expect(
                try await clusters.put(second, Clusters.body(Array(partners[4..<10]))).status == 200
            )
            let changed = try await clusters.decide("confirmation", nextPath)
            #expect(changed.summary == "409 cluster-composition.outdated")
            let last = try await clusters.propose(from: "2026-10-01").madeIdentifier
            let made = try await clusters.decide("confirmation", "\(Clusters.compositions)/\(last)")
            #expect(made.status == 201)
            let all = try await list(clusters, on: "2026-10-01").flatMap { $0.ids("partnerIds") }
            #expect(all.sorted() == partners && !all.contains(eleventh[0]))
        }
    }

    @Test func `is refused after another of the same partners`() async throws {
        try await withProposal { clusters, path, _ in
            let other = try await clusters.propose(seed: "2", from: "2026-09-01").madeIdentifier
            #expect(try await clusters.decide("confirmation", path).status == 201)
            let otherPath = "\(Clusters.compositions)/\(other)"
            let answer = try await clusters.decide("confirmation", otherPath)
            #expect(answer.summary == "409 cluster-composition.outdated")
        }
    }

    @Test func `may be replaced before it begins`() async throws {
        try await withProposal { clusters, path, partners in
            let first = try await clusters.decide("confirmation", path).json.ids("clusterIds")
            let id = try await clusters.propose(seed: "2", from: "2026-08-01").madeIdentifier
            let second = try await clusters.decide("confirmation", "\(Clusters.compositions)/\(id)")
            #expect(second.status == 201)
            for id in first {
                #expect(try await clusters.read(id)["state"].text == "dissolved")
            }
            for day in ["2026-07-31", "2026-08-01", "2026-09-01"] as [Day] {
                let all = try await list(clusters, on: day).flatMap { $0.ids("partnerIds") }
                #expect(all.sorted() == partners, "\(day)")
            }
            let before = try await list(clusters, on: "2026-07-31")
            #expect(before.map { $0["dissolvedOn"].text } == ["2026-08-01", "2026-08-01"])
        }
    }

    @Test func `begins in the past only where there were no clusters`() async throws {
        try await withAPI { api in
            let clusters = Clusters(api)
            try clusters.stopCalendar(on: "2026-07-01")
            _ = try await clusters.partners(5)
            let past = try await clusters.propose(from: "2026-01-01").madeIdentifier
            let first = try await clusters.decide(
                "confirmation",
                "\(Clusters.compositions)/\(past)"
            )
            #expect(first.status == 201)
            for (day, summary) in [
                ("2026-06-30", "409 cluster-composition.rewrites-history"), ("2026-07-01", "201"),
            ] as [(Day, String)] {
                let next = try await clusters.propose(from: day).madeIdentifier
                let answer = try await clusters.decide(
                    "confirmation",
                    "\(Clusters.compositions)/\(next)"
                )
                #expect(answer.summary == summary)
            }
        }
    }

    @Test func `of some partners leaves the clusters of others alone`() async throws {
        try await withProposal { clusters, _, partners in
            let id = try await clusters.propose(Array(partners[0..<5]), from: "2026-08-01")
                .madeIdentifier
            let path = "\(Clusters.compositions)/\(id)"
            #expect(try await clusters.decide("confirmation", path).status == 201)
            let after = try await list(clusters, on: "2026-08-01")
            #expect(after.count == 2)
            let others = try #require(after.first { $0["compositionId"].isNull })
            #expect(others.ids("partnerIds") == Array(partners[5..<10]))
            #expect(others["state"].text == "running")
        }
    }

    @Test func `is made once when it is confirmed many times at once`() async throws {
        try await withProposal(loops: 2) { clusters, path, _ in
            let answers = try await clusters.api.sendAtOnce(
                64,
                .put,
                path + "/confirmation",
                json: Clusters.confirmation,
                headers: ["If-None-Match": "*"]
            )
            #expect(answers.count { $0.status == 201 } == 1)
            #expect(answers.count { $0.status == 200 } == 63)
            #expect(Set(answers.map(\.text)).count == 1)
            #expect(try await list(clusters, on: "2026-09-01").count == 2)
        }
    }

    @Test func `needs a caller who expects none`() async throws {
        try await withProposal { clusters, path, _ in
            for part in ["confirmation", "withdrawal"] {
                let missing = try await clusters.decide(part, path, headers: [:])
                #expect(missing.status == 428)
                let stale: Headers = ["If-Match": "\"stale\""]
                let failed = try await clusters.decide(part, path, headers: stale)
                #expect(failed.status == 412)
                let nothing = "\(Clusters.compositions)/\(Identifier(high: 1, low: 1))"
                let unknown = try await clusters.decide(part, nothing)
                #expect(unknown.status == 404)
                let read = try await clusters.api.send(.get, "\(path)/\(part)")
                #expect(read.status == 404)
            }
        }
    }
}

@Suite struct `A withdrawn composition` {
    @Test func `says why and makes no clusters`() async throws {
        try await withAPI { api in
            let clusters = Clusters(api)
            _ = try await clusters.partners(5)
            let id = try await clusters.propose().madeIdentifier
            let path = "\(Clusters.compositions)/\(id)"
            let made = try await clusters.decide("withdrawal", path)
            #expect(made.status == 201)
            #expect(made.json.names == ["id", "reason", "createdAt", "version"])
            #expect(made.json["reason"].text == "Nieuwe toetreders.")
            #expect(try await api.send(.get, path + "/withdrawal").body == made.body)
            #expect(try await api.send(.get, path + "/confirmation").status == 404)
            #expect(try await clusters.decide("withdrawal", path).status == 200)
            let other = try await clusters.decide("withdrawal", path, #"{"reason": "x"}"#)
            #expect(other.summary == "409 cluster-composition.decided")
            let confirmed = try await clusters.decide("confirmation", path)
            #expect(confirmed.summary == "409 cluster-composition.decided")
            #expect(try await api.send(.get, Clusters.path).json["items"].count == 0)
        }
    }
}
