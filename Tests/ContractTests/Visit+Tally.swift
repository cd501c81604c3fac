import HTTP
@testable import Partnership
import Postgres
import TestSupport

extension Visit {
    private static let none: Headers = ["If-None-Match": "*"]

    /// A round that was counted and presented, with an improvement track that was evaluated.
    mutating func furnishTally() async throws {
        let (round, cluster) = try closedRound()
        place("measurementId", round)
        let path = "/trust-measurements/\(round)"
        try await put(path + "/tally", Bodies.tally(cluster), headers: Self.none)
        try publish(round)
        try await put(path + "/presentation", Bodies.presentation(cluster), headers: Self.none)
        let track = try await track(of: round)
        place("trackId", track)
        for (step, body) in Bodies.improvementSteps {
            try await put("/improvement-tracks/\(track)/\(step)", body, headers: Self.none)
        }
    }

    func holdTally() async throws {
        let (round, cluster) = try closedRound()
        let path = "/trust-measurements/\(round)"
        let tally = Bodies.tally(cluster)
        try await hold("tally", tally, Bodies.tally(cluster, competential: 300), of: path)
        try publish(round)
        let presentation = Bodies.presentation(cluster)
        let other = Bodies.presentation(cluster, on: "2025-03-02")
        try await hold("presentation", presentation, other, of: path)
        let track = try await track(of: round)
        for (step, body) in Bodies.improvementSteps {
            let other = body.replacing("VP", with: "VP 0")
            try await hold(step, body, other, of: "/improvement-tracks/\(track)")
        }
        try await witness.send(.get, "/improvement-tracks?measurementId=\(round)")
        try await witness.send(.get, "/improvement-tracks?measurementId=none")
        for sender in [TestAPI.Sender.role(.college), .partner(partner)] {
            try await witness.send(.get, path + "/outcomes", as: sender)
        }
        try await askTally(path + "/tally")
    }

    /// What the trust body, which alone may put a tally, is answered otherwise.
    private func askTally(_ path: String) async throws {
        let trustBody = TestAPI.Sender.role(.trustBody)
        let nothing = "/trust-measurements/019afd3c-0728-709a-bf2a-74de452e6b43/tally"
        try await witness.send(.get, path, as: trustBody)
        try await witness.send(.get, nothing, as: trustBody)
        try await witness.send(.get, path + "?colour=red", as: trustBody)
        for headers: Headers in [Self.none, ["Accept": "image/png"]] {
            try await witness.send(.get, path, as: trustBody, headers: headers)
        }
        for headers: Headers in [
            [:], ["Accept": "image/png"], ["Content-Type": "text/plain"],
        ] {
            try await witness.send(.put, path, as: trustBody, json: "{}", headers: headers)
        }
    }

    /// Puts what is put once in every way: without a state, with a stale one, first, again,
    /// otherwise.
    private func hold(
        _ part: String,
        _ body: String,
        _ other: String,
        of path: String
    ) async throws {
        let start = path.split(separator: "/")[0]
        let nothing = "/\(start)/019afd3c-0728-709a-bf2a-74de452e6b43/\(part)"
        try await put(nothing, body, headers: Self.none)
        try await put("\(path)/\(part)", body, headers: [:])
        try await put("\(path)/\(part)", body, headers: ["If-Match": "\"stale\""])
        for sent in [body, body, other] {
            try await put("\(path)/\(part)", sent, headers: Self.none)
        }
    }

    private func put(_ path: String, _ body: String, headers: Headers) async throws {
        let role: Role = path.hasSuffix("/tally") ? .trustBody : .municipality
        try await witness.send(.put, path, as: .role(role), json: body, headers: headers)
    }

    private func track(of round: Identifier) async throws -> Identifier {
        let list = try await witness.send(.get, "/improvement-tracks?measurementId=\(round)")
        guard let id = list.json["items"][0]["id"].identifier else {
            throw TestProblem("no track: \(list.text)")
        }
        return id
    }

    /// A round that is closed, of one cluster in which five of six answered.
    private func closedRound() throws -> (round: Identifier, cluster: Identifier) {
        let round = Identifier.random()
        let cluster = Identifier.random()
        try witness.api.database.connection().run(
            script: """
                insert into cluster (id, name) values ('\(cluster)', 'Peelrand');
                insert into trust_measurement (id, title, opens_at, closes_at, questionnaire_id,
                    closed_at)
                values ('\(round)', '2025', now() - interval '2 days', now(),
                    (select id from questionnaire order by number limit 1), now());
                insert into trust_measurement_cluster (measurement_id, cluster_id, place, during,
                    is_enough)
                values ('\(round)', '\(cluster)', 0, tstzrange(now() - interval '2 days', now()),
                    true);
                insert into trust_measurement_member
                values ('\(round)', '\(cluster)', '\(partner)');
                insert into ballot_box (measurement_id, cluster_id, members, is_open, sealed)
                select '\(round)', '\(cluster)', 6, false, array_agg(ballot order by ballot)
                from (
                    select sha256(number::text::bytea) as ballot
                    from generate_series(1, 5) as number
                ) as cast_ballots
                """
        )
        return (round, cluster)
    }

    /// Makes the publication of a round that of 1 February 2025.
    private func publish(_ round: Identifier) throws {
        try witness.api.database.connection().run(
            script: """
                update trust_measurement
                set published_at = '2025-02-01 12:00Z', closed_at = '2025-02-01 11:00Z'
                where id = '\(round)'
                """
        )
    }
}
