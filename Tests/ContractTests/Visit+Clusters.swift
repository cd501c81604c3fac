import HTTP
@testable import Partnership
import TestSupport

extension Visit {
    private var none: Headers { ["If-None-Match": "*"] }
    private var star: Headers { ["If-Match": "*"] }

    /// A cluster that ends one day, and a composition that was confirmed.
    mutating func furnishClusters() async throws {
        let partners = try await partners(4)
        let cluster = try await witness.send(
            .post,
            "/clusters",
            json: Bodies.cluster(partners)
        ).madeIdentifier
        place("clusterId", cluster)
        try await witness.send(
            .put,
            "/clusters/\(cluster)/dissolution",
            json: Bodies.clusterDissolution("2035-01-01"),
            headers: none
        )
        let composition = try await propose(try await self.partners(4))
        place("compositionId", composition)
        try await witness.send(
            .put,
            "/cluster-compositions/\(composition)/confirmation",
            json: Bodies.confirmation("B&W 1"),
            headers: none
        )
    }

    /// Partners with a process agreement and in no cluster.
    private func partners(_ count: Int) async throws -> [Identifier] {
        var ids: [Identifier] = []
        for _ in 0..<count {
            let id = try await witness.api.makePartner()
            try await witness.api.makeAgreement("process", of: id)
            ids.append(id)
        }
        return ids
    }

    private func propose(_ partners: [Identifier]) async throws -> Identifier {
        try await witness.send(
            .post,
            "/cluster-compositions",
            json: Bodies.composition(partners, "KA 3.2")
        ).madeIdentifier
    }

    func holdClusters() async throws {
        let partners = try await partners(5)
        let cluster = Bodies.cluster(partners)
        try await reuseKey("/clusters", cluster, Bodies.cluster(partners, "Zuid"))
        try await witness.send(.post, "/clusters", json: cluster)
        let made = try await witness.send(
            .post,
            "/clusters",
            json: Bodies.cluster(try await self.partners(5))
        )
        let path = "/clusters/\(try made.madeIdentifier)"
        let members = made.json["partnerIds"].elements.compactMap(\.identifier)
        let change = Bodies.cluster(members, "Zuid")
        try await refusePut("/clusters/{clusterId}", change)
        try await witness.send(.put, path, json: change, headers: star)
        try await witness.send(.put, path, json: Bodies.cluster([members[0]]), headers: star)
        try await witness.send(.get, path + "?on=2035-01-01")
        try await witness.send(.get, "/clusters?on=2035-01-01")
        try await decide("/clusters", path, "dissolution", "{clusterId}") {
            Bodies.clusterDissolution($0 == 1 ? "2034-01-01" : "2034-01-02")
        }
        try await compose()
    }

    private func compose() async throws {
        let partners = try await partners(4)
        try await reuseKey(
            "/cluster-compositions",
            Bodies.composition(partners, "1"),
            Bodies.composition(partners, "2")
        )
        let few = Bodies.composition(Array(partners.prefix(3)), "1")
        try await witness.send(.post, "/cluster-compositions", json: few)
        for (part, body) in [
            ("confirmation", { Bodies.confirmation("B&W \($0)") }),
            ("withdrawal", { Bodies.withdrawal("Because of \($0).") }),
        ] as [(String, (Int) -> String)] {
            let path = "/cluster-compositions/\(try await propose(try await self.partners(4)))"
            try await decide("/cluster-compositions", path, part, "{compositionId}", body)
        }
    }

    /// Decides once, as it is asked for, again and otherwise.
    private func decide(
        _ list: String,
        _ path: String,
        _ part: String,
        _ name: String,
        _ body: (Int) -> String
    ) async throws {
        let place = "\(path)/\(part)"
        try await witness.send(.put, place, json: body(1))
        try await witness.send(.put, place, json: body(1), headers: ["If-Match": "\"stale\""])
        try await witness.send(.get, place)
        for number in [1, 1, 2] {
            try await witness.send(.put, place, json: body(number), headers: none)
        }
        try await witness.send(.get, place)
        try await witness.send(.get, place, headers: none)
        let nothing = emptyPath("\(list)/\(name)/\(part)")
        try await witness.send(.put, nothing, json: body(1), headers: none)
    }
}
