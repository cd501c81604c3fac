internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let clusterCompositionRoutes =
        [
            Route(
                .listClusterCompositions,
                .get,
                "/cluster-compositions",
                query: Route.listQuery
            ) { exchange in
                try await exchange.list(
                    exchange.page(),
                    ClusterCompositionStatement.list,
                    ClusterCompositionStatement.count
                ) {
                    $0.compositionSummary($1)
                }
            },
            Route(.createClusterComposition, .post, "/cluster-compositions") {
                try await $0.createClusterComposition()
            },
            Route(.readClusterComposition, .get, "/cluster-compositions/{compositionId}") {
                exchange in
                let id = try exchange.identifier("compositionId")
                let rows = try await exchange.session.rows(ClusterCompositionStatement.read) {
                    $0.add(id)
                }
                guard let proposal = ProposedComposition(rows) else {
                    throw Problem.notFound
                }
                return exchange.json { $0.proposedComposition(proposal) }
            },
        ] + compositionOutcomeRoutes
}

extension Exchange {
    fileprivate func createClusterComposition() async throws -> Response {
        let request = try decode(CompositionRequest.init(reading:))
        let id = newIdentifier()
        return try await write { transaction in
            do {
                let proposal = try await request.propose(id: id, in: transaction)
                return self.created("/cluster-compositions/\(id)") {
                    $0.proposedComposition(proposal)
                }
            } catch let refusal as ClusterRefusal {
                throw Problem(refusal)
            } catch let refusal as ClusterCompositionRefusal {
                throw Problem(refusal)
            }
        }
    }
}

extension CompositionRequest {
    fileprivate init?(reading object: inout JSONObject) {
        let seed = object.string("seed", length: 1...100)
        let startsOn = object.day("startsOn")
        let isOfSome = object.raw("partnerIds").map { !$0.isNull } ?? false
        partnerIds = isOfSome ? object.identifiers("partnerIds") : nil
        guard let seed, let startsOn else { return nil }
        self.seed = seed
        self.startsOn = startsOn
    }
}

extension JSONWriter {
    fileprivate mutating func proposedComposition(_ proposal: ProposedComposition) {
        object {
            $0.member("id", proposal.id)
            $0.member("seed", proposal.seed)
            $0.member("startsOn", proposal.startsOn)
            $0.member("takesAll", proposal.takesAll)
            $0.member("state", proposal.state.rawValue)
            $0.member(
                "clusters",
                array: {
                    for (index, cluster) in proposal.composition.clusters.enumerated() {
                        $0.proposedCluster(cluster, place: index + 1)
                    }
                }
            )
            $0.cost(proposal.composition.cost)
            $0.member("createdAt", proposal.createdAt)
            $0.member("version", proposal.version)
        }
    }

    /// A row of `ClusterCompositionStatement.list`.
    fileprivate mutating func compositionSummary(_ row: Row) {
        object {
            $0.member("id", text: row, 0)
            $0.member("seed", text: row, 1)
            $0.member("startsOn", text: row, 2)
            $0.member("takesAll", row.boolean(3))
            $0.member("state", text: row, 4)
            $0.member("clusterCount", raw: row, 7)
            $0.cost(ClusterComposition.Cost(row))
            $0.member("createdAt", text: row, 5)
            $0.member("version", raw: row, 6)
        }
    }

    private mutating func proposedCluster(
        _ cluster: [ClusterComposition.Candidate],
        place: Int
    ) {
        object {
            $0.member("place", place)
            $0.member("size", cluster.count)
            $0.member("partners", array: { for candidate in cluster { $0.candidate(candidate) } })
            $0.mixedness(Mixedness(of: cluster.map(\.member)))
            $0.cost(ClusterComposition.cost(of: cluster))
        }
    }

    private mutating func candidate(_ candidate: ClusterComposition.Candidate) {
        object {
            $0.member("partnerId", candidate.partnerId)
            $0.member("size", candidate.member.size.rawValue)
            $0.member("pillars", candidate.member.pillars.map(\.rawValue))
            $0.member("expertise", candidate.member.expertise.sorted())
            $0.member("lastClusterId", candidate.lastClusterId)
        }
    }

    private mutating func cost(_ cost: ClusterComposition.Cost) {
        member(
            "cost",
            object: {
                $0.member("size", cost.size)
                $0.member("mix", cost.mix)
                $0.member("overlap", cost.overlap)
                $0.member("total", cost.total)
            }
        )
    }
}
