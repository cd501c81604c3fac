import Postgres
import TestSupport
import Testing

@Suite struct `Whoever runs the service` {
    private static let rounds = 1_000

    @Test func `learns of no ticket what it answered`() async throws {
        let folder = try Folder()
        let cluster = try await Cluster.startTalkative(in: folder)
        let address = cluster.superuserURL
        let connection = try BlockingConnection(address)
        let service = Service(
            folder,
            databaseURL: cluster.databaseURL,
            ownerURL: cluster.ownerURL
        )
        let serving = try await service.serve()
        let poll = try Poll(
            rounds: Self.rounds,
            connection,
            Caller(port: serving.port, token: await service.issueToken("trust-body")),
            Caller(port: serving.port),
            seed: 42
        )
        #expect(try await serving.stop() == .status(0))
        let log = serving.child.errors
        let spoils = try await Spoils(of: cluster, address, serviceLog: log, in: folder)
        try await Self.readLogs(poll, log, spoils)
        #expect(try await spoils.finds(Poll.needles(of: poll.casts)) == [:])
        // What was published is all that stays of a tally.
        #expect(poll.tallies.count == Poll.published)
        #expect(try await spoils.finds(poll.tallies.map { Array($0.utf8) }) == [:])
        try Self.guess(poll)
        try Self.order(poll, connection)
        // The same search finds the tickets where they leak: so it could have found them.
        try connection.run(
            script: """
                create table leak (ticket uuid, answers text);
                insert into leak values ('\(poll.casts[7].ticket)', '\(poll.casts[7].text)')
                """
        )
        let leak = try await Spoils(
            of: cluster,
            address,
            serviceLog: poll.casts[9].body,
            in: folder
        )
        .finds(Poll.needles(of: poll.casts[7...9]))
        #expect(Set(leak.keys).isSuperset(of: ["dump", "wal", "pages", "log", "service"]))
        try await cluster.stop()
    }

    /// The logs tell how many ballots there were in an hour, and PostgreSQL's that it was called.
    private static func readLogs(_ poll: Poll, _ log: String, _ spoils: Spoils) async throws {
        let lines = log.split(separator: "\n").map(String.init)
        let counts = try lines.filter { $0.contains(#""event":"ballots""#) }.map {
            try TestJSON($0)
        }
        #expect(counts.reduce(0) { $0 + ($1["counted"].number ?? 0) } == poll.casts.count)
        #expect(counts.count <= 4 && !lines.contains { $0.contains("castBallot") })
        #expect(lines.count { $0.contains("issueTickets") } == rounds)
        let calls = try await spoils.countLines(with: "cast_ballot($1", in: "log")
        #expect(calls >= poll.casts.count)
        let commits = try await spoils.countLines(with: "COMMIT", in: "waldump")
        #expect(commits > poll.casts.count)
    }

    /// Even who knows which seal came from which ticket, by the list of tickets and by looking
    /// after each ballot, guesses no better than chance what is in it.
    private static func guess(_ poll: Poll) throws {
        let sights = poll.casts.map {
            Adversary.Sight(seal: Poll.bytes($0.seal), isContent: $0.isContent)
        }
        let sealed = Adversary.guesses(sights)
        #expect(probability(sealed, 0.5) > Adversary.doubt)
        // A seal that betrays one bit betrays all.
        let leaking = sights.map { sight in
            var seal = sight.seal
            seal[400] = seal[400] & 0xFE | (sight.isContent ? 1 : 0)
            return Adversary.Sight(seal: seal, isContent: sight.isContent)
        }
        #expect(probability(Adversary.guesses(leaking), 0.5) < Adversary.doubt)
    }

    /// Who opens the ballots learns from no order whose they are: neither from that in which the
    /// tickets were given out, nor that of digests or marks, nor that of coming in.
    private static func order(_ poll: Poll, _ connection: BlockingConnection) throws {
        let ranks = Statement(
            "test.ranks",
            "select encode(ticket_digest($1::uuid), 'hex'), encode(ticket_mark($1::uuid), 'hex')"
        )
        var first: [String: Int] = [:]
        for casts in poll.rounds {
            let digests = try casts.map { cast in
                let row = try connection.rows(ranks) { $0.add(cast.ticket) }[0]
                return (digest: row.text(0), mark: row.text(1))
            }
            let isFirst = casts[0].seal < casts[1].seal
            let isSame = [
                "given": casts[0].givenPlace < casts[1].givenPlace,
                "ticket": casts[0].ticket < casts[1].ticket,
                "digest": digests[0].digest < digests[1].digest,
                "mark": digests[0].mark < digests[1].mark, "arrival": true,
                "answer": casts[0].text < casts[1].text,
            ]
            for (name, value) in isSame where value == isFirst { first[name, default: 0] += 1 }
        }
        for (name, count) in first {
            // As often the one way as the other.
            for right in [count, rounds - count] {
                #expect(probability((right, rounds), 0.5) > Adversary.doubt, "\(name)")
            }
        }
        #expect(first.count == 6)
        // A box that keeps the order of coming in would be found out by the same measure.
        #expect(probability((rounds, rounds), 0.5) < Adversary.doubt)
    }

    private static func probability(_ guesses: (right: Int, all: Int), _ chance: Double) -> Double {
        Adversary.probability(ofAtLeast: guesses.right, of: guesses.all, chance: chance)
    }
}
