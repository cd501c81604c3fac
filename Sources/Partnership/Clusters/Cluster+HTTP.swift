internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let clusterRoutes =
        [
            Route(.listClusters, .get, "/clusters", query: Route.listQuery + ["on"]) {
                try await $0.listClusters()
            },
            Route(.createCluster, .post, "/clusters") { try await $0.createCluster() },
            Route(.readCluster, .get, "/clusters/{clusterId}", query: ["on"]) { exchange in
                let day = try exchange.dayOfQuery()
                let cluster = try await exchange.cluster(on: day)
                return exchange.json { $0.cluster(cluster) }
            },
            Route(.replaceCluster, .put, "/clusters/{clusterId}") {
                try await $0.replaceCluster()
            },
        ] + clusterDissolutionRoutes
}

extension Exchange {
    fileprivate func listClusters() async throws -> Response {
        let day = try dayOfQuery()
        let page = try page()
        let after = try page.key { Identifier($0) }
        let rows = try await session.rows(ClusterStatement.list) {
            $0.add(day)
            $0.add(after)
            $0.add(page.limit + 1)
        }
        let clusters = StandingCluster.clusters(rows)
        let total = try await total(page, ClusterStatement.count) { $0.add(day) }
        return list(
            page,
            count: clusters.count,
            total: total,
            lastKey: { clusters[$0].id.description },
            item: { $1.cluster(clusters[$0]) }
        )
    }

    fileprivate func createCluster() async throws -> Response {
        let request = try decode(ClusterRequest.init(reading:))
        let id = newIdentifier()
        return try await write { transaction in
            do {
                try request.cluster.check()
                let made = try await request.cluster.insert(
                    id: id,
                    startsOn: request.startsOn,
                    in: transaction,
                    of: self.session
                )
                return self.created("/clusters/\(id)") { $0.cluster(made) }
            } catch let refusal as ClusterRefusal {
                throw Problem(refusal)
            }
        }
    }

    fileprivate func replaceCluster() async throws -> Response {
        let id = try identifier("clusterId")
        let asked = try decode(Cluster.init(reading:))
        return try await session.transaction { transaction in
            let found = try await transaction.run([
                Call(ClusterStatement.lockAll), ClusterStatement.read(id),
            ])
            guard let current = StandingCluster.clusters(found[1]).first else {
                throw Problem.notFound
            }
            try self.requireMatch(of: self.json { $0.cluster(current) }.body)
            do {
                try current.state.check(.change)
                try asked.check()
                if current.isAlready(asked) { return self.changed { $0.cluster(current) } }
                let new = try await asked.replace(current, in: transaction, of: self.session)
                return self.changed { $0.cluster(new) }
            } catch let refusal as ClusterRefusal {
                throw Problem(refusal)
            }
        }
    }

    /// The cluster of the path as it stands on a day; nil for today.
    fileprivate func cluster(on day: Day?) async throws -> StandingCluster {
        let id = try identifier("clusterId")
        let rows = try await session.rows(ClusterStatement.read) {
            $0.add(id)
            $0.add(day)
        }
        guard let cluster = StandingCluster.clusters(rows).first else { throw Problem.notFound }
        return cluster
    }

    /// The day of the query, `on`; nil for today.
    fileprivate func dayOfQuery() throws(Problem) -> Day? {
        try queryValue("on", "a day in the calendar, YYYY-MM-DD, from 1900 to 2199") { Day($0) }
    }
}

/// A cluster that is asked for, from a day or else from today.
private struct ClusterRequest {
    let cluster: Cluster
    let startsOn: Day?

    init?(reading object: inout JSONObject) {
        startsOn = object.optionalDay("startsOn")
        guard let cluster = Cluster(reading: &object) else { return nil }
        self.cluster = cluster
    }
}

extension Cluster {
    fileprivate init?(reading object: inout JSONObject) {
        let name = object.string("name", length: 1...100)
        if let name, !Partner.isName(name) {
            object.refuse("name", "format", "must start with a letter or a digit")
        }
        // How many there may be is a rule of the agreement, and not of the form.
        let partnerIds = object.identifiers("partnerIds")
        let delegateId = object.identifier("delegateId")
        guard let name, let partnerIds, let delegateId else { return nil }
        self.init(name: name, partnerIds: partnerIds, delegateId: delegateId)
    }
}

extension JSONObject {
    /// Different uuids that must be there.
    mutating func identifiers(_ name: StaticString) -> [Identifier]? {
        let count = 1...ClusterComposition.maximumPartners
        guard let values = array(name, count: count) else { return nil }
        var found: [Identifier] = []
        for value in values {
            guard let id = value.string.flatMap({ Identifier($0) }) else {
                errors.add(value.location, "format", "must be a UUID")
                continue
            }
            if found.contains(id) {
                errors.add(value.location, "format", "must not stand here twice")
            }
            found.append(id)
        }
        return found
    }
}

extension JSONWriter {
    fileprivate mutating func cluster(_ cluster: StandingCluster) {
        object {
            $0.member("id", cluster.id)
            $0.member("name", cluster.name)
            $0.member("partnerIds", cluster.partnerIds.map(\.description))
            $0.member("delegateId", cluster.delegateId)
            $0.member("startsOn", cluster.startsOn)
            $0.member("dissolvedOn", cluster.dissolvedOn)
            $0.member("state", cluster.state.rawValue)
            $0.member("size", cluster.members.count)
            // PO 7.2, A11: it fills in the form in each cluster.
            $0.member("includesMunicipality", true)
            $0.mixedness(cluster.mixedness)
            $0.member("suggestedDelegateId", cluster.suggestedDelegateId)
            $0.member("compositionId", cluster.compositionId)
            $0.member("signals", array: { for signal in cluster.signals { $0.signal(signal) } })
            $0.member("createdAt", cluster.createdAt)
            $0.member("version", cluster.version)
        }
    }

    /// Writes a member on how mixed partners are.
    mutating func mixedness(_ mixedness: Mixedness) {
        member(
            "mixedness",
            object: {
                $0.member("solo", mixedness.solo)
                $0.member("small", mixedness.small)
                $0.member("large", mixedness.large)
                $0.member("youth", mixedness.youth)
                $0.member("adult", mixedness.adult)
                $0.member("expertise", mixedness.expertise)
                $0.member("sizePairs", mixedness.sizePairs)
                $0.member("typePairs", mixedness.typePairs)
                $0.member("score", mixedness.score)
                $0.member("maximumScore", mixedness.maximumScore)
            }
        )
    }

    private mutating func signal(_ signal: StandingCluster.Signal) {
        let (detail, source) =
            switch signal {
            case .sizeNotFive: ("It has another number of partners than five.", "KA 3.2")
            case .notMixed: ("All its partners are of one size or of one type.", "KA 3.2")
            case .memberWithoutAgreement:
                ("No process agreement of one of its partners is in force.", "PO 2.1")
            }
        object {
            $0.member("code", signal.rawValue)
            $0.member("detail", detail)
            $0.member("source", source)
        }
    }
}
