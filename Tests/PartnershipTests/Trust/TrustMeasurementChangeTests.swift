import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `A change of a round` {
    private func withRound(
        in state: TrustMeasurement.State,
        _ body: @escaping @Sendable (Rounds, Identifier) async throws -> Void
    ) async throws {
        try await withAPI { api in
            let rounds = Rounds(api)
            try await body(rounds, try await rounds.round(in: state))
        }
    }

    @Test func `makes a planned round another one`() async throws {
        try await withRound(in: .planned) { rounds, id in
            let clusters = [try await rounds.cluster(of: 6), try await rounds.cluster(of: 4)]
            let answer = try await rounds.patch(
                id,
                """
                {"title": "Tussenmeting", "clusterIds": \(Clusters.list(clusters)),
                 "opensAt": "2026-10-05T07:00:00Z", "closesAt": "2026-10-26T17:00:00Z",
                 "minimumRespondents": 4}
                """
            )
            #expect(answer.status == 200)
            #expect(answer.json["title"].text == "Tussenmeting")
            #expect(answer.json.ids("clusterIds") == clusters)
            #expect(answer.json["opensAt"].text == "2026-10-05T07:00:00.000000Z")
            #expect(answer.json["closesAt"].text == "2026-10-26T17:00:00.000000Z")
            #expect(answer.json["minimumRespondents"].number == 4)
            #expect(answer.json["version"].number == 2)
            #expect(
                answer.json["clusters"].elements.map { $0["members"].number } == [7, 5]
            )
            #expect(try await rounds.read(id).description == answer.json.description)
        }
    }

    @Test func `to what it is changes nothing`() async throws {
        try await withRound(in: .planned) { rounds, id in
            let same = try await rounds.patch(id, #"{"title": "2026"}"#)
            #expect(same.status == 200 && same.json["version"].number == 1)
        }
    }

    @Test func `lets an open round close later, and no sooner`() async throws {
        try await withRound(in: .open) { rounds, id in
            let cluster = try await rounds.read(id).ids("clusterIds")
            let later = #"{"closesAt": "2026-10-12T16:00:00Z"}"#
            let moved = try await rounds.patch(id, later)
            #expect(moved.status == 200 && moved.json["state"].text == "open")
            for closesAt in ["2026-10-12T15:59:59.999999Z", "2026-09-10T08:00:00Z"] {
                let refused = try await rounds.patch(id, "{\"closesAt\": \"\(closesAt)\"}")
                #expect(refused.summary == "409 trust-measurement.closes-too-soon")
            }
            // Its clusters are free when it closes, and not when it was to close before.
            let early = try await rounds.plan(
                cluster,
                from: Rounds.closing,
                until: "2026-11-01T08:00:00Z"
            )
            #expect(early.summary == "409 trust-measurement.cluster-measured")
            let from = "2026-10-12T16:00:00Z"
            let next = try await rounds.plan(cluster, from: from, until: "2026-11-01T08:00:00Z")
            #expect(next.status == 201)
            let extended = try await rounds.patch(id, #"{"closesAt": "2026-10-13T08:00:00Z"}"#)
            #expect(extended.summary == "409 trust-measurement.cluster-measured")
        }
    }

    @Test func `extends a round that the clock closed, until its closure`() async throws {
        try await withRound(in: .open) { rounds, id in
            try rounds.stopClock(at: Rounds.closing)
            #expect(try await rounds.read(id)["state"].text == "closed")
            let renamed = try await rounds.patch(id, #"{"title": "2027"}"#)
            #expect(renamed.summary == "409 trust-measurement.opened")
            let extended = try await rounds.patch(id, #"{"closesAt": "2026-10-12T16:00:00Z"}"#)
            #expect(extended.status == 200 && extended.json["state"].text == "open")
            _ = try await rounds.close(id)
            let late = try await rounds.patch(id, #"{"closesAt": "2026-11-12T16:00:00Z"}"#)
            #expect(late.summary == "409 trust-measurement.closed")
        }
    }

    @Test(arguments: [TrustMeasurement.State.open, .closed, .published])
    func `is refused once who is asked and how is fixed`(
        state: TrustMeasurement.State
    ) async throws {
        try await withRound(in: state) { rounds, id in
            let code = state == .open ? "opened" : "closed"
            let other = Clusters.list([try await rounds.cluster()])
            for body in [
                #"{"title": "2027"}"#, #"{"clusterIds": \#(other)}"#,
                #"{"opensAt": "2026-09-06T07:00:00Z"}"#, #"{"minimumRespondents": 4}"#,
                #"{"closesAt": "2026-11-01T07:00:00Z", "minimumRespondents": 4}"#,
            ] {
                let answer = try await rounds.patch(id, body)
                #expect(answer.summary == "409 trust-measurement.\(code)")
                #expect(answer.json["grounds"][0]["article"].text == "7.2")
            }
            #expect(try await rounds.read(id)["title"].text == "2026")
        }
    }

    @Test func `keeps its closing after its opening`() async throws {
        try await withRound(in: .planned) { rounds, id in
            let answer = try await rounds.patch(id, #"{"opensAt": "2026-09-28T16:00:00Z"}"#)
            #expect(answer.summary == "409 trust-measurement.out-of-order")
            let both = """
                {"opensAt": "2026-10-01T00:00:00Z", "closesAt": "2026-10-01T00:00:00Z"}
                """
            #expect(try await rounds.patch(id, both).places == ["/closesAt range"])
            let none = try await rounds.patch(id, #"{"minimumRespondents": null}"#)
            #expect(none.places == ["/minimumRespondents type"])
        }
    }

    @Test func `needs the tag of what was read, which changes as the round opens`() async throws {
        try await withRound(in: .planned) { rounds, id in
            let tag = try #require(
                try await rounds.api.send(.get, "\(Rounds.path)/\(id)").headers["etag"]
            )
            let body = #"{"closesAt": "2026-10-12T16:00:00Z"}"#
            let without = try await rounds.patch(id, body, headers: [:])
            #expect(without.summary == "428 resource.precondition-required")
            try rounds.stopClock(at: Rounds.opening)
            let stale = try await rounds.patch(id, body, headers: ["If-Match": tag])
            #expect(stale.summary == "412 resource.precondition-failed")
            let nothing = try await rounds.patch(Identifier(high: 1, low: 1), body)
            #expect(nothing.status == 404)
        }
    }
}

@Suite struct `Rounds and their commands` {
    private static let bodies: [TrustMeasurement.Command: String] = [
        .rename: #"{"title": "2027"}"#, .moveOpening: #"{"opensAt": "2026-09-06T07:00:00Z"}"#,
        .moveClosing: #"{"closesAt": "2026-11-01T16:00:00Z"}"#,
        .changeMinimum: #"{"minimumRespondents": 4}"#,
    ]

    @Test func `keep to the table, and what is not in it changes nothing`() async throws {
        try await withAPI { api in
            let rounds = Rounds(api)
            try TestRound.giveKey(in: api.database)
            let play = LifecyclePlay<TrustMeasurement.State>(api: api) { state in
                "\(Rounds.path)/\(try await rounds.round(in: state))"
            } send: { command, path in
                let read = try await api.send(.get, path).json
                let id = try #require(read["id"].identifier)
                let cluster = try #require(read.ids("clusterIds").first)
                switch command {
                case .rename, .moveOpening, .moveClosing, .changeMinimum:
                    return try await rounds.patch(id, try #require(Self.bodies[command]))
                case .replaceClusters:
                    let other = Clusters.list([try await rounds.cluster()])
                    return try await rounds.patch(id, "{\"clusterIds\": \(other)}")
                case .issueTickets:
                    return try await api.send(
                        .post,
                        path + "/tickets",
                        json: "{\"clusterId\": \"\(cluster)\"}"
                    )
                case .close:
                    return try await rounds.close(id)
                case .publish:
                    // Another tally than the one that is there, which would be answered again.
                    let isThere = read["state"].text == "published"
                    return try await rounds.tally(id, respondents: isThere ? 1 : 0)
                }
            }
            try await play.everyCommand()
        }
    }
}
