import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `The rule of an individual test` {
    private static func check(
        on day: Day = "2026-03-01",
        presentedOn: Day? = "2026-02-20",
        hasCluster: Bool = true,
        permitsTest: Bool = true
    ) throws {
        let test = IndividualTest(
            measurementId: Identifier(high: 1, low: 1),
            clusterId: Identifier(high: 1, low: 2),
            decidedOn: day,
            documentReference: "MDG-1"
        )
        let round = IndividualTest.Round(
            presentedOn: presentedOn,
            hasCluster: hasCluster,
            permitsTest: permitsTest
        )
        try test.check(on: round, today: "2026-03-10")
    }

    @Test func `wants a presented round that permits it`() {
        #expect(throws: Never.self) { try Self.check() }
        #expect(throws: IndividualTestRefusal.notPresented) { try Self.check(presentedOn: nil) }
        #expect(throws: IndividualTestRefusal.clusterUnknown) { try Self.check(hasCluster: false) }
        #expect(throws: IndividualTestRefusal.notPermitted) { try Self.check(permitsTest: false) }
    }

    @Test func `wants a day from the presentation until today`() {
        for (day, refusal) in [
            ("2026-02-19", IndividualTestRefusal.decidedBefore("2026-02-20")),
            ("2026-02-20", nil), ("2026-03-10", nil), ("2026-03-11", .datedAhead),
        ] as [(Day, IndividualTestRefusal?)] {
            do throws(any Error) {
                try Self.check(on: day)
                #expect(refusal == nil)
            } catch {
                #expect(error as? IndividualTestRefusal == refusal)
            }
        }
    }
}

@Suite struct `An individual test` {
    @Test func `is decided on for a cluster, and read by whom it covers`() async throws {
        try await withSharedAPI { api in
            let desk = TestDesk(api)
            let round = try await PresentedRound.make(
                api,
                [("insufficient", "attention"), ("sufficient", "sufficient")]
            )
            let made = try await desk.decide(round.clusters[0].id, in: round.id)
            #expect(made.status == 201)
            #expect(
                made.json.names == [
                    "id", "measurementId", "scope", "clusterId", "decidedOn", "documentReference",
                    "state", "grounds", "createdAt", "version",
                ]
            )
            #expect(made.json["state"].text == "decided")
            let path = "/v1/individual-tests/\(try made.madeIdentifier)"
            #expect(made.headers["location"] == path)
            let covered = round.clusters[0].partners[2]
            let other = round.clusters[1].partners[0]
            for sender in [
                TestAPI.Sender.partner(covered), .role(.trustBody), .role(.college),
                .role(.auditor),
            ] {
                #expect(try await api.send(.get, path, as: sender).body == made.body)
            }
            #expect(try await api.send(.get, path, as: .partner(other)).status == 404)
            let list = "/v1/trust-measurements/\(round.id)/individual-tests?count=true"
            for (partner, count) in [(covered, 1), (other, 0)] {
                let page = try await api.send(.get, list, as: .partner(partner))
                #expect(page.json["total"].number == count)
                #expect(page.json["items"].count == count)
            }
        }
    }

    @Test func `rests on what others rated in that cluster, or in any for a test of all`()
        async throws
    {
        try await withSharedAPI { api in
            let desk = TestDesk(api)
            let round = try await PresentedRound.make(
                api,
                [("sufficient", "attention"), ("sufficient", "sufficient")]
            )
            let refused = try await desk.decide(round.clusters[1].id, in: round.id)
            #expect(refused.summary == "409 individual-test.not-permitted")
            #expect(refused.json["grounds"][0]["article"].text == "7.4")
            #expect(try await desk.decide(round.clusters[0].id, in: round.id).status == 201)
            let ofAll = try await desk.decide(nil, in: round.id)
            #expect(ofAll.status == 201)
            #expect(ofAll.json["scope"].text == "all-clusters")
            // What a party says of itself is no reason (A25).
            let sound = try await PresentedRound.make(api, [("sufficient", "sufficient")])
            let none = try await desk.decide(nil, in: sound.id)
            #expect(none.summary == "409 individual-test.not-permitted")
        }
    }

    @Test func `is refused before its round was presented, and of another round's cluster`()
        async throws
    {
        try await withSharedAPI { api in
            let desk = TestDesk(api)
            let round = try await PresentedRound.make(api, presentedOn: nil)
            let early = try await desk.decide(round.clusters[0].id, in: round.id)
            #expect(early.summary == "409 individual-test.not-presented")
            let other = try await PresentedRound.make(api)
            let foreign = try await desk.decide(round.clusters[0].id, in: other.id)
            #expect(foreign.summary == "409 individual-test.cluster-unknown")
            let nothing = Identifier(high: 1, low: 1)
            #expect(try await desk.decide(nil, in: nothing).status == 404)
            let list = "/v1/trust-measurements/\(nothing)/individual-tests"
            #expect(try await api.send(.get, list).status == 404)
        }
    }

    @Test func `is one of its scope when 64 decide at once`() async throws {
        try await withAPI(loops: 2) { api in
            let round = try await PresentedRound.make(api)
            for cluster in [round.clusters[0].id, nil] {
                let answers = try await api.sendAtOnce(
                    64,
                    .post,
                    "/v1/trust-measurements/\(round.id)/individual-tests",
                    json: TestDesk.test(cluster)
                )
                #expect(answers.count { $0.status == 201 } == 1)
                #expect(answers.count { $0.summary == "409 individual-test.exists" } == 63)
            }
        }
    }

    @Test func `names a cluster exactly when it is of one`() async throws {
        try await withSharedAPI { api in
            let round = try await PresentedRound.make(api)
            let path = "/v1/trust-measurements/\(round.id)/individual-tests"
            let ofCluster = TestDesk.test(round.clusters[0].id)
            let ofAll = TestDesk.test(nil)
            for (body, place) in [
                (ofCluster.replacing("\"cluster\"", with: "\"all-clusters\""), "/clusterId format"),
                (ofAll.replacing("all-clusters", with: "cluster"), "/clusterId required"),
                (ofAll.replacing("all-clusters", with: "partner"), "/scope enum"),
                (ofAll.replacing("2026-03-01", with: "soon"), "/decidedOn format"),
            ] {
                let answer = try await api.send(.post, path, json: body)
                #expect(answer.places == [place])
            }
        }
    }
}
