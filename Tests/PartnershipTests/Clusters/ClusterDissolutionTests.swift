import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `A dissolution of a cluster` {
    private func withCluster(
        from startsOn: Day = "2026-02-01",
        _ body: @escaping @Sendable (Clusters, String, [Identifier]) async throws -> Void
    ) async throws {
        try await withAPI { api in
            let clusters = Clusters(api)
            try clusters.stopCalendar(on: "2026-07-01")
            let partners = try await clusters.partners(5)
            let made = try await clusters.create(partners, from: startsOn)
            try await body(clusters, "\(Clusters.path)/\(made.madeIdentifier)", partners)
        }
    }

    @Test func `frees its partners and keeps what was`() async throws {
        try await withCluster { clusters, path, partners in
            let none = try await clusters.api.send(.get, path + "/dissolution")
            #expect(none.status == 404)
            let made = try await clusters.dissolve(path, on: "2026-07-01")
            #expect(made.status == 201)
            #expect(made.headers["location"] == path + "/dissolution")
            #expect(
                made.json.names == [
                    "id", "dissolvedOn", "documentReference", "createdAt", "version",
                ]
            )
            let read = try await clusters.api.send(.get, path + "/dissolution")
            #expect(read.body == made.body)
            let cluster = try await clusters.api.send(.get, path).json
            #expect(cluster["state"].text == "dissolved")
            #expect(cluster["dissolvedOn"].text == "2026-07-01")
            #expect(cluster["version"].number == 2)
            // It is shown with the partners of its last day.
            #expect(cluster.ids("partnerIds") == partners)
            #expect(cluster["delegateId"].identifier == partners[0])
            #expect(try await clusters.create(partners).status == 201)
        }
    }

    @Test func `is recorded once`() async throws {
        try await withCluster { clusters, path, _ in
            let missing = try await clusters.dissolve(path, on: "2026-08-01", headers: [:])
            #expect(missing.status == 428)
            #expect(try await clusters.dissolve(path, on: "2026-08-01").status == 201)
            let again = try await clusters.dissolve(path, on: "2026-08-01")
            #expect(again.status == 200)
            for (day, reference) in [("2026-08-02", "B&W 1"), ("2026-08-01", "B&W 2")]
                as [(Day, String)]
            {
                let other = try await clusters.dissolve(path, on: day, reference: reference)
                #expect(other.summary == "409 cluster.dissolved")
                #expect(other.json["grounds"][0]["article"].text == "3.2")
            }
            let read = try await clusters.api.send(.get, path + "/dissolution")
            #expect(read.json["dissolvedOn"].text == "2026-08-01")
        }
    }

    @Test func `does not lie in the past`() async throws {
        try await withCluster { clusters, path, _ in
            let answer = try await clusters.dissolve(path, on: "2026-06-30")
            #expect(answer.summary == "409 cluster.dissolved-in-the-past")
            #expect(try await clusters.api.send(.get, path).json["state"].text == "running")
        }
    }

    @Test(arguments: ["2026-07-01", "2026-08-01"] as [Day])
    func `before its first day means that it never was`(day: Day) async throws {
        try await withCluster(from: "2026-08-01") { clusters, path, partners in
            #expect(try await clusters.dissolve(path, on: day).status == 201)
            let cluster = try await clusters.api.send(.get, path).json
            #expect(cluster["state"].text == "dissolved")
            #expect(cluster["size"].number == 0 && cluster["delegateId"].isNull)
            #expect(cluster["suggestedDelegateId"].isNull && cluster["signals"].count == 0)
            let list = try await clusters.api.send(.get, Clusters.path + "?on=2026-08-01")
            #expect(list.json["items"].count == 0)
            #expect(try await clusters.create(partners, from: "2026-08-01").status == 201)
        }
    }

    @Test func `that is announced ends it on its day`() async throws {
        try await withCluster { clusters, path, _ in
            _ = try await clusters.dissolve(path, on: "2026-08-01")
            for (day, state) in [
                ("2026-07-01", "ending"), ("2026-07-31", "ending"), ("2026-08-01", "dissolved"),
            ] as [(Day, String)] {
                try clusters.stopCalendar(on: day)
                #expect(try await clusters.api.send(.get, path).json["state"].text == state)
            }
        }
    }
}
