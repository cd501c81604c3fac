internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let clusterDissolutionRoutes = [
        Route(.readClusterDissolution, .get, "/clusters/{clusterId}/dissolution") { exchange in
            let id = try exchange.identifier("clusterId")
            let rows = try await exchange.session.rows(ClusterDissolutionStatement.read) {
                $0.add(id)
            }
            guard let row = rows.first else { throw Problem.notFound }
            return exchange.json { $0.clusterDissolution(row) }
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
        if let current = found[2].first {
            // The same end once more is no other end: 200.
            if ClusterDissolution(current) == asked {
                return changed { $0.clusterDissolution(current) }
            }
            throw ClusterRefusal.dissolved
        }
        try requireNoneMatch()
        let command = try asked.command(startsOn: cluster.startsOn, today: cluster.today)
        try cluster.state.check(command)
        let calls = asked.calls(ending: [id])
        let readBack = Call(ClusterDissolutionStatement.read) { $0.add(id) }
        let rows = try await transaction.run(calls + [readBack])
        return created("/clusters/\(id)/dissolution") {
            $0.clusterDissolution(rows[calls.count][0])
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
