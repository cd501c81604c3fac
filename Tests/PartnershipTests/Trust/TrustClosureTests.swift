import HTTP
@testable import Partnership
import Postgres
import TestSupport
import Testing

@Suite struct `A closure` {
    private func withRound(
        in state: TrustMeasurement.State,
        _ body: @escaping @Sendable (Rounds, Identifier) async throws -> Void
    ) async throws {
        try await withAPI(loops: 2) { api in
            let rounds = Rounds(api)
            try await body(rounds, try await rounds.round(in: state))
        }
    }

    @Test func `closes an open round, and frees its clusters`() async throws {
        try await withRound(in: .open) { rounds, id in
            let path = "\(Rounds.path)/\(id)/closure"
            #expect(try await rounds.api.send(.get, path).status == 404)
            let cluster = try await rounds.read(id).ids("clusterIds")[0]
            let bare = try await rounds.close(id, headers: [:])
            #expect(bare.summary == "428 resource.precondition-required")
            let made = try await rounds.close(id, as: .role(.trustBody))
            #expect(made.status == 201)
            #expect(made.headers["location"] == path)
            #expect(
                made.json.names == ["id", "closedAt", "clusters", "createdAt", "version"]
            )
            #expect(made.json["closedAt"].text == "2026-09-10T08:00:00.000000Z")
            #expect(made.json["clusters"].count == 1)
            #expect(made.json["clusters"][0].names == ["clusterId", "enough"])
            #expect(made.json["clusters"][0]["clusterId"].identifier == cluster)
            // Nobody had a ticket.
            #expect(made.json["clusters"][0]["enough"].boolean == false)
            let read = try await rounds.api.send(.get, path, as: .role(.auditor))
            #expect(read.body == made.body)
            let round = try await rounds.read(id)
            #expect(round["state"].text == "closed" && round["version"].number == 2)
            #expect(round["closedAt"].text == "2026-09-10T08:00:00.000000Z")
            #expect(round["closesAt"].text == "2026-09-28T16:00:00.000000Z")
            let next = try await rounds.plan([cluster], from: "2026-09-10T08:00:00Z")
            #expect(next.status == 201)
        }
    }

    @Test func `is recorded once`() async throws {
        try await withRound(in: .open) { rounds, id in
            let made = try await rounds.close(id)
            try rounds.stopClock(at: "2026-09-11T08:00:00Z")
            let again = try await rounds.close(id, headers: [:])
            #expect(again.status == 200 && again.body == made.body)
            #expect(try await rounds.read(id)["version"].number == 2)
        }
    }

    @Test func `is made once when it is asked 64 times at once`() async throws {
        try await withRound(in: .open) { rounds, id in
            let answers = try await rounds.api.sendAtOnce(
                64,
                .put,
                "\(Rounds.path)/\(id)/closure",
                json: "{}",
                headers: Rounds.none
            )
            #expect(answers.count { $0.status == 201 } == 1)
            #expect(answers.count { $0.status == 200 } == 63)
        }
    }

    @Test func `of what is not open yet is refused`() async throws {
        try await withRound(in: .planned) { rounds, id in
            let early = try await rounds.close(id)
            #expect(early.summary == "409 trust-measurement.not-opened")
            #expect(early.json["grounds"][0]["article"].text == "7.2")
            #expect(early.json["detail"].text?.contains("2026-09-07T07:00") == true)
            try rounds.stopClock(at: "2026-09-07T06:59:59.999999Z")
            #expect(try await rounds.close(id).status == 409)
            try rounds.stopClock(at: Rounds.opening)
            #expect(try await rounds.close(id).status == 201)
            let nothing = try await rounds.close(Identifier(high: 1, low: 1))
            #expect(nothing.status == 404)
        }
    }

    @Test func `says nothing, and takes nothing else`() async throws {
        try await withRound(in: .open) { rounds, id in
            let answer = try await rounds.api.send(
                .put,
                "\(Rounds.path)/\(id)/closure",
                json: #"{"closedAt": "2026-09-10T08:00:00Z"}"#,
                headers: Rounds.none
            )
            #expect(answer.places == ["/closedAt unknown-member"])
        }
    }

    @Test func `comes after the clock too, and changes nothing of when it closed`() async throws {
        try await withRound(in: .open) { rounds, id in
            let cluster = try await rounds.read(id).ids("clusterIds")
            try rounds.stopClock(at: "2026-10-05T08:00:00Z")
            // When no ballot comes any more, and before the closure: it may still be extended.
            #expect(try await rounds.read(id)["clusters"][0]["enough"].boolean == false)
            let made = try await rounds.close(id)
            #expect(made.status == 201)
            #expect(made.json["closedAt"].text == "2026-10-05T08:00:00.000000Z")
            let overlapping = try await rounds.plan(
                cluster,
                from: "2026-09-28T15:59:59.999999Z",
                until: "2026-11-01T08:00:00Z"
            )
            #expect(overlapping.summary == "409 trust-measurement.cluster-measured")
            let next = try await rounds.plan(
                cluster,
                from: "2026-09-28T16:00:00Z",
                until: "2026-11-01T08:00:00Z"
            )
            #expect(next.status == 201)
        }
    }

    @Test(arguments: [(4, false), (5, true), (6, true)])
    func `tells whether enough answered, and never how many`(
        ballots: Int,
        isEnough: Bool
    ) async throws {
        try await withRound(in: .open) { rounds, id in
            let cluster = try await rounds.read(id).ids("clusterIds")[0]
            let before = try await rounds.read(id).description
            try rounds.putBox(id, cluster, ballots: ballots)
            // While it is open a ballot more or less does not show.
            #expect(try await rounds.read(id).description == before)
            let made = try await rounds.close(id)
            #expect(made.json["clusters"][0]["enough"].boolean == isEnough)
            let part = try await rounds.read(id)["clusters"][0]
            #expect(part.names == ["clusterId", "members", "ticketsIssued", "enough"])
            #expect(part["enough"].boolean == isEnough)
            let kept = try rounds.api.database.connection().rows(Self.boxes)[0]
            #expect(!kept.boolean(0) && kept.integer(1) == 0 && kept.integer(2) == ballots)
            #expect(kept.integer(3) == 0)
        }
    }

    @Test func `leaves the boxes of another round open`() async throws {
        try await withRound(in: .open) { rounds, id in
            let other = try await rounds.plan([try await rounds.cluster()])
            let cluster = other.json.ids("clusterIds")[0]
            try rounds.putBox(other.madeIdentifier, cluster, ballots: 5)
            #expect(try await rounds.close(id).status == 201)
            let kept = try rounds.api.database.connection().rows(Self.boxes)[0]
            #expect(kept.boolean(0) && kept.integer(1) == 5 && kept.integer(3) == 6)
            #expect(try await rounds.read(other.madeIdentifier)["state"].text == "open")
        }
    }

    /// A box as it is, how many tickets were used in it, its ballots, and all tickets.
    private static let boxes = Statement(
        "test.boxes",
        """
        select is_open, cardinality(spent), cardinality(sealed), (select count(*) from trust_ticket)
        from ballot_box
        """
    )

    @Test func `waits for a ballot on its way, which counts`() async throws {
        try await withRound(in: .open) { rounds, id in
            let cluster = try await rounds.read(id).ids("clusterIds")[0]
            try rounds.putBox(id, cluster, ballots: 4)
            // A voter in the middle of its transaction: the lock of the box is its own.
            let voter = try rounds.api.database.connection()
            try voter.run(script: "begin; select from ballot_box for update")
            async let closing = rounds.close(id)
            try await rounds.api.database.end(
                voter,
                with: #"""
                    update ballot_box
                    set spent = spent || '\xff'::bytea,
                        sealed = sealed || '\xff'::bytea;
                    commit
                    """#
            )
            let made = try await closing
            #expect(made.status == 201)
            #expect(made.json["clusters"][0]["enough"].boolean == true)
        }
    }
}
