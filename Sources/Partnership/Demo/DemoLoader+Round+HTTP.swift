internal import HTTP
internal import JSON

extension DemoLoader {
    /// Plays a trust measurement from its opening to its outcomes, as the municipality, the members
    /// and the trust body do.
    ///
    /// Tickets are given out once: what a load that was cut off did not cast is not cast any more,
    /// and the tally is of the ballots that are there.
    ///
    /// - Returns: its id.
    func playRound(_ path: String, key: String, _ body: [UInt8]) async throws -> Identifier {
        let id = try await make(path, key: key, body)
        let round = "\(path)/\(id)"
        let clusters = try Self.clusters(of: body)
        for (place, cluster) in clusters.enumerated() {
            let tickets = try await tickets(of: cluster, in: round)
            let ballots = DemoBallot.all(ofCluster: place, members: tickets.count)
            for (ticket, ballot) in zip(tickets, ballots) {
                try await cast(ballot, with: ticket, in: round)
            }
        }
        try await put(round + "/closure", Array("{}".utf8), orFind: 200)
        try await count(clusters, in: round)
        return id
    }

    private static func clusters(of body: [UInt8]) throws(DemoFailure) -> [Identifier] {
        guard let root = try? JSONDocument(parsing: body).root else {
            throw .refused(request: "round", answer: "without a body")
        }
        var object = JSONObject(root, JSONErrors())
        return object.distinctIdentifiers("clusterIds", count: 1...100) ?? []
    }

    /// - Returns: none when they were given out before.
    private func tickets(of cluster: Identifier, in round: String) async throws -> [String] {
        let answer = try await send(
            .post,
            round + "/tickets",
            ["Content-Type": "application/json"],
            .json { $0.member("clusterId", cluster) },
            expecting: [200, 409]
        )
        guard answer.status == 200, let root = try? JSONDocument(parsing: answer.body).root else {
            return []
        }
        var object = JSONObject(root, JSONErrors())
        return object.strings("tickets", count: 1...100, length: 36...36) ?? []
    }

    private func cast(
        _ ballot: DemoBallot,
        with ticket: String,
        in round: String
    ) async throws {
        let headers: Headers = ["Content-Type": "application/json", "Ticket": ticket]
        _ = try await send(
            .post,
            round + "/ballots",
            headers,
            ballot.json(),
            as: nil,
            expecting: [204]
        )
    }

    /// Counts what was cast.
    ///
    /// The trust body opens ballots on its own machine; who wrote them need not.
    private func count(_ clusters: [Identifier], in round: String) async throws {
        let sealed = try await send(
            .get,
            round + "/sealed-ballots",
            [:],
            [],
            as: .trustBody,
            expecting: [200, 409]
        )
        guard sealed.status == 200, let root = try? JSONDocument(parsing: sealed.body).root else {
            return
        }
        var boxes = JSONObject(root, JSONErrors())
        let found = boxes.array("clusters", count: 1...100) ?? []
        let tally: [UInt8] = .json {
            $0.name("clusters")
            $0.array {
                for value in found {
                    var box = JSONObject(value, JSONErrors())
                    guard let cluster = box.identifier("clusterId"),
                        let place = clusters.firstIndex(of: cluster),
                        let members = box.integer("members", in: 1...100)
                    else { continue }
                    let cast = box.array("ballots", count: 0...100)?.count ?? 0
                    let ballots = DemoBallot.all(ofCluster: place, members: members)
                    $0.tally(of: cluster, cast, DemoBallot.sums(ballots, count: cast))
                }
            }
        }
        _ = try await send(
            .put,
            round + "/tally",
            ["Content-Type": "application/json", "If-None-Match": "*"],
            tally,
            as: .trustBody,
            expecting: [201, 200]
        )
    }
}

extension JSONWriter {
    fileprivate mutating func tally(
        of cluster: Identifier,
        _ respondents: Int,
        _ sums: [DemoBallot.Sum]
    ) {
        object {
            $0.member("clusterId", cluster)
            $0.member("respondents", respondents)
            $0.name("sums")
            $0.array {
                for line in sums where line.count > 0 {
                    $0.object {
                        $0.member("dimension", line.dimension)
                        $0.member("whose", line.whose)
                        $0.member("sum", line.sum)
                        $0.member("count", line.count)
                    }
                }
            }
        }
    }
}
