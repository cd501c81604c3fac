import HTTP
@testable import Partnership
import Postgres
import TestSupport
import Testing

@Suite struct `The findings of a test` {
    /// How many findings a sender reads; nil for a 403.
    private static func count(
        _ api: TestAPI,
        _ test: Identifier,
        as sender: TestAPI.Sender
    ) async throws -> Int? {
        let answer = try await api.send(
            .get,
            "/v1/individual-tests/\(test)/findings?count=true",
            as: sender
        )
        if answer.summary == "403 test-finding.not-a-reader" { return nil }
        #expect(answer.json["total"].number == answer.json["items"].count)
        return answer.json["total"].number
    }

    @Test func `are for the trust body, the party itself, and named readers alone`() async throws {
        try await withSharedAPI { api in
            let desk = TestDesk(api)
            let reader = try await api.makePartner()
            let stranger = try await api.makePartner()
            let test = try await desk.makeCompletedTest(readers: [reader], roles: ["college"])
            let partners = test.cluster.partners
            for (sender, count) in [
                (TestAPI.Sender.role(.trustBody), 2), (.role(.college), 2), (.partner(reader), 2),
                (.partner(partners[1]), 1), (.partner(partners[2]), 1),
                // Without a finding of its own, and the one that speaks for the cluster.
                (.partner(partners[0]), nil), (.partner(stranger), nil),
                (.role(.municipality), nil),
            ] as [(TestAPI.Sender, Int?)] {
                #expect(try await Self.count(api, test.id, as: sender) == count, "\(sender)")
            }
            let own = TestDesk.path(partners[1], in: test.id)
            let others = TestDesk.path(partners[2], in: test.id)
            let read = try await api.send(.get, own, as: .partner(partners[1]))
            #expect(
                read.json.names == [
                    "individualTestId", "partnerId", "clusterId", "intentional", "competential",
                    "state", "repetition", "otherReadings", "signals", "grounds", "createdAt",
                    "version",
                ]
            )
            #expect(try await api.send(.get, own, as: .role(.college)).body == read.body)
            #expect(try await api.send(.get, others, as: .partner(partners[1])).status == 404)
            for sender in [TestAPI.Sender.role(.municipality), .partner(stranger)] {
                let refused = try await api.send(.get, own, as: sender)
                #expect(refused.summary == "403 test-finding.not-a-reader")
            }
        }
    }

    @Test func `are kept from a reader where it is concerned or spoke for the cluster`()
        async throws
    {
        try await withSharedAPI { api in
            let desk = TestDesk(api)
            let bands = [("insufficient", "attention"), ("insufficient", "attention")]
            let round = try await PresentedRound.make(api, bands)
            let test = try await desk.decide(nil, in: round.id).madeIdentifier
            let speakers = round.clusters.map { $0.partners[0] }
            let member = round.clusters[0].partners[2]
            let findings = round.clusters.map { ($0.partners[1], "insufficient", "sufficient") }
            let body = TestDesk.completion(findings, readers: speakers + [member])
            #expect(try await desk.complete(test, body).status == 201)
            // Who speaks for a cluster reads of the other one alone.
            for (speaker, party) in [(0, 1), (1, 0)] {
                let list = try await api.send(
                    .get,
                    "/v1/individual-tests/\(test)/findings",
                    as: .partner(speakers[speaker])
                )
                let parties = list.json["items"].elements.map { $0["partnerId"].identifier }
                #expect(parties == [findings[party].0])
            }
            #expect(try await Self.count(api, test, as: .partner(member)) == 2)
            // From the day it speaks for the cluster, it does so no more.
            try api.database.connection().run(
                script: """
                    update cluster_delegation
                    set valid = '[2026-01-01,2026-03-15)'
                    where cluster_id = '\(round.clusters[0].id)';
                    insert into cluster_delegation
                    values ('\(round.clusters[0].id)', '\(member)', '[2026-03-15,)');
                    """
            )
            #expect(try await Self.count(api, test, as: .partner(member)) == 1)
            #expect(try await Self.count(api, test, as: .partner(speakers[0])) == 1)
        }
    }

    @Test func `are not there before the test is completed, for anyone`() async throws {
        try await withSharedAPI { api in
            let test = try await TestDesk(api).makeTest()
            let path = "/v1/individual-tests/\(test.id)/findings"
            for sender in [
                TestAPI.Sender.role(.trustBody), .role(.municipality), .role(.college),
                .partner(test.cluster.partners[1]),
            ] {
                #expect(try await api.send(.get, path, as: sender).status == 404)
                let one = TestDesk.path(test.cluster.partners[1], in: test.id)
                #expect(try await api.send(.get, one, as: sender).status == 404)
            }
            for role in [Role.auditor, .frontend] {
                let refused = try await api.send(.get, path, as: .role(role))
                #expect(refused.summary == "403 access.scope-missing")
            }
        }
    }

    @Test func `in two tests in a row tell of repetition, and end nothing`() async throws {
        try await withSharedAPI { api in
            let desk = TestDesk(api)
            let first = try await PresentedRound.make(api)
            let cluster = first.clusters[0]
            let party = cluster.partners[1]
            let rounds = [first, try first.next(api)]
            let found = [("insufficient", "attention"), ("insufficient", "sufficient")]
            let days = [("2026-03-01", "2026-04-01"), ("2026-06-02", "2026-07-01")]
            for (number, round) in rounds.enumerated() {
                let test = try await desk.decide(cluster.id, in: round.id, on: days[number].0)
                    .madeIdentifier
                let finding = (party, found[number].0, found[number].1)
                let body = TestDesk.completion([finding], on: days[number].1)
                #expect(try await desk.complete(test, body).status == 201)
                let read = try await api.send(.get, TestDesk.path(party, in: test))
                #expect(read.json["repetition"].text == ["none", "repeated"][number])
                #expect(read.json["signals"].count == number)
                #expect(read.json["otherReadings"].count == 0)
            }
            #expect(try await Office(api).partner(party)["status"].text == "candidate")
        }
    }

    @Test func `in two tests of one round are no repetition`() async throws {
        try await withSharedAPI { api in
            let desk = TestDesk(api)
            let round = try await PresentedRound.make(api)
            let cluster = round.clusters[0]
            for (scope, day) in [(cluster.id, "2026-04-01"), (nil, "2026-04-02")] {
                let test = try await desk.decide(scope, in: round.id).madeIdentifier
                let finding = (cluster.partners[1], "insufficient", "attention")
                _ = try await desk.complete(test, TestDesk.completion([finding], on: day))
                let path = TestDesk.path(cluster.partners[1], in: test)
                #expect(try await api.send(.get, path).json["repetition"].text == "none")
            }
        }
    }
}

@Suite struct `A hearing` {
    @Test func `is held once after the test, with whom anything may follow for`() async throws {
        try await withSharedAPI { api in
            let desk = TestDesk(api)
            let test = try await desk.makeCompletedTest()
            let party = test.cluster.partners[1]
            let path = TestDesk.path(party, in: test.id) + "/hearing"
            #expect(try await api.send(.get, path).status == 404)
            for (day, code) in [("2026-03-31", "held-before"), ("2199-01-01", "dated-ahead")] {
                let refused = try await desk.hear(party, in: test.id, TestDesk.hearing(day))
                #expect(refused.summary == "409 test-hearing.\(code)")
                #expect(refused.json["grounds"][0]["article"].text == "7.5")
            }
            #expect(try await desk.hear(party, in: test.id, headers: [:]).status == 428)
            let day = TestDesk.hearing("2026-04-01")
            let made = try await desk.hear(party, in: test.id, day, as: .role(.municipality))
            #expect(made.status == 201)
            #expect(made.headers["location"] == path)
            #expect(try await desk.hear(party, in: test.id, day).status == 200)
            for sender in [TestAPI.Sender.partner(party), .role(.college)] {
                #expect(try await api.send(.get, path, as: sender).body == made.body)
            }
            let other = try await desk.hear(party, in: test.id, TestDesk.hearing("2026-04-02"))
            #expect(other.summary == "409 test-hearing.recorded")
            let spared = try await desk.hear(test.cluster.partners[2], in: test.id)
            #expect(spared.summary == "409 test-hearing.not-needed")
        }
    }

    @Test func `tells nothing to a municipality that was not named`() async throws {
        try await withSharedAPI { api in
            let desk = TestDesk(api)
            let test = try await desk.makeCompletedTest(roles: ["college"])
            for party in test.cluster.partners {
                let answer = try await desk.hear(party, in: test.id, as: .role(.municipality))
                #expect(answer.summary == "403 test-finding.not-a-reader")
                let advice = try await Office(api).file(
                    TestDesk.advice(party, on: test.id, "mdg-if"),
                    as: .municipality
                )
                #expect(advice.summary == "409 advice.finding-missing")
            }
        }
    }
}
