internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let clusterDissolutionRoutes = [
        Route(.readClusterDissolution, .get, "/clusters/{clusterId}/dissolution") {
            try await $0.read(ClusterDissolutionStatement.read, of: "clusterId") {
                $0.clusterDissolution($1)
            }
        },
        Route(.dissolveCluster, .put, "/clusters/{clusterId}/dissolution") {
            try await $0.dissolveCluster()
        },
    ]
}

extension Exchange {
    fileprivate func dissolveCluster() async throws -> Response {
        let id = try identifier("clusterId")
        let asked = try decode(ClusterDissolution.init(reading:))
        return try await session.transaction { transaction in
            do {
                return try await self.dissolve(id, asked, in: transaction)
            } catch let refusal as ClusterRefusal {
                throw Problem(refusal)
            }
        }
    }

    private func dissolve(
        _ id: Identifier,
        _ asked: ClusterDissolution,
        in transaction: Transaction
    ) async throws -> Response {
        let read = Call(ClusterDissolutionStatement.read) { $0.add(id) }
        let found = try await transaction.run([
            Call(ClusterStatement.lockAll), ClusterStatement.read(id), read,
        ])
        guard let cluster = StandingCluster.clusters(found[1]).first else { throw Problem.notFound }
        return try await takeOnce(
            at: "/clusters/\(id)/dissolution",
            current: found[2].first,
            isSame: { ClusterDissolution($0) == asked },
            item: { $0.clusterDissolution($1) }
        ) {
            if found[2].count > 0 { throw ClusterRefusal.dissolved }
            let command = try asked.command(startsOn: cluster.startsOn, today: cluster.today)
            try cluster.state.check(command)
            let calls = asked.calls(ending: [id])
            let readBack = Call(ClusterDissolutionStatement.read) { $0.add(id) }
            return try await transaction.run(calls + [readBack])[calls.count][0]
        }
    }
}

extension ClusterDissolution {
    fileprivate init?(reading object: inout JSONObject) {
        let dissolvedOn = object.day("dissolvedOn")
        let documentReference = object.string("documentReference", length: 1...100)
        guard let dissolvedOn, let documentReference else { return nil }
        self.dissolvedOn = dissolvedOn
        self.documentReference = documentReference
    }
}

extension JSONWriter {
    /// A row of `ClusterDissolutionStatement.read`; its id is that of its cluster.
    fileprivate mutating func clusterDissolution(_ row: Row) {
        object {
            $0.member("id", text: row, 0)
            $0.member("dissolvedOn", text: row, 1)
            $0.member("documentReference", text: row, 2)
            $0.member("createdAt", text: row, 3)
            $0.member("version", raw: row, 4)
        }
    }
}
