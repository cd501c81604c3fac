import HTTP
@testable import Partnership
import Scoring
import TestSupport
import Testing

@Suite struct `The rule of a completion` {
    private static let parties = (0..<3).map { Identifier(high: 1, low: UInt64($0)) }
    private static let cluster = Identifier(high: 2, low: 0)
    private static let other = Identifier(high: 2, low: 1)
    private static let reader = Identifier(high: 3, low: 0)

    private static func finding(_ party: Int, _ band: Band = .insufficient) -> TestFinding {
        TestFinding(partnerId: parties[party], intentional: band, competential: .sufficient)
    }

    private static func check(
        _ findings: [TestFinding] = [finding(0), finding(1, .attention)],
        on day: Day = "2026-04-01",
        in state: IndividualTest.State = .decided,
        forms: [TestForm] = [],
        readers: [Identifier] = [reader],
        recusals: [Identifier: Set<Identifier>] = [:],
        knowsReaders: Bool = true
    ) throws {
        let completion = IndividualTestCompletion(
            completedOn: day,
            reportSHA256: "",
            documentReference: "VO-1",
            findings: findings,
            readers: .init(partnerIds: readers, roles: [])
        )
        try completion.check(
            in: state,
            .init(
                decidedOn: "2026-03-01",
                today: "2026-04-10",
                parties: [parties[0]: cluster, parties[1]: other],
                results: TestResult.results(of: forms),
                recusals: recusals,
                knowsReaders: knowsReaders
            )
        )
    }

    @Test func `wants an open test, and a day from its decision until today`() {
        #expect(throws: IndividualTestRefusal.completed) { try Self.check(in: .completed) }
        for day in ["2026-03-01", "2026-04-10"] as [Day] {
            #expect(throws: Never.self) { try Self.check(on: day) }
        }
        #expect(throws: IndividualTestRefusal.completedBefore("2026-03-01")) {
            try Self.check(on: "2026-02-28")
        }
        #expect(throws: IndividualTestRefusal.datedAhead) { try Self.check(on: "2026-04-11") }
    }

    @Test func `wants findings of parties that are covered, as the forms say`() {
        #expect(throws: IndividualTestRefusal.partyOutOfScope) {
            try Self.check([Self.finding(2)])
        }
        func form(_ answers: [Int]) -> TestForm {
            let ratings = answers.enumerated().map { party, answer in
                TestForm.Rating(
                    partnerId: Self.parties[party],
                    answers: [Int](repeating: answer, count: 5)
                        + [Int](repeating: 4, count: 5)
                )
            }
            return TestForm(ratings: ratings)
        }
        #expect(throws: Never.self) { try Self.check(forms: [form([2, 3])]) }
        for answers in [[3, 3], [2, 4], [2, 2]] {
            #expect(throws: IndividualTestRefusal.findingsDiffer) {
                try Self.check(forms: [form(answers)])
            }
        }
        #expect(throws: IndividualTestRefusal.findingsDiffer) {
            try Self.check([Self.finding(0)], forms: [form([2, 3])])
        }
    }

    @Test func `keeps out who is concerned, or spoke for every cluster that is`() {
        #expect(throws: IndividualTestRefusal.readerUnknown) {
            try Self.check(knowsReaders: false)
        }
        #expect(throws: IndividualTestRefusal.readerConcerned) {
            try Self.check(readers: [Self.reader, Self.parties[0]])
        }
        // Nothing follows for the other party.
        #expect(throws: Never.self) { try Self.check(readers: [Self.parties[1]]) }
        #expect(throws: Never.self) { try Self.check(recusals: [Self.reader: [Self.cluster]]) }
        #expect(throws: IndividualTestRefusal.readerConcerned) {
            try Self.check(recusals: [Self.reader: [Self.cluster, Self.other]])
        }
    }
}

@Suite struct `The completion of a test` {
    @Test func `is put once, and tells no finding`() async throws {
        try await withSharedAPI { api in
            let desk = TestDesk(api)
            let test = try await desk.makeTest()
            let partners = test.cluster.partners
            _ = try await desk.submit(TestDesk.form([(partners[1], 2, 3)]), to: test.id)
            let results = try await desk.open("results", of: test.id)
            let body = TestDesk.completion([(partners[1], "insufficient", "attention")])
            let path = "/v1/individual-tests/\(test.id)/completion"
            #expect(try await api.send(.get, path).status == 404)
            let bare = try await desk.complete(test.id, body, headers: [:])
            #expect(bare.status == 428)
            let made = try await desk.complete(test.id, body)
            #expect(made.status == 201)
            #expect(made.headers["location"] == path)
            #expect(
                made.json.names == [
                    "id", "completedOn", "reportSha256", "documentReference", "readers",
                    "createdAt", "version",
                ]
            )
            for sender in [TestAPI.Sender.role(.auditor), .partner(partners[0])] {
                #expect(try await api.send(.get, path, as: sender).body == made.body)
            }
            let again = try await desk.complete(test.id, body)
            #expect(again.status == 200)
            #expect(again.body == made.body)
            let other = TestDesk.completion([(partners[1], "insufficient", "sufficient")])
            let refused = try await desk.complete(test.id, other)
            #expect(refused.summary == "409 individual-test.completed")
            let read = try await api.send(.get, "/v1/individual-tests/\(test.id)")
            #expect(read.json["state"].text == "completed")
            #expect(read.json["version"].number == 2)
            // What was sealed with it reads as it did before.
            let sealed = try await desk.open("results", of: test.id)
            #expect(sealed.body == results.body)
            let stranger = try await desk.open(
                "results",
                of: test.id,
                phrase: "another phrase altogether"
            )
            #expect(stranger.summary == "403 individual-test.other-phrase")
        }
    }

    @Test func `is refused for another finding than the forms give, and changes nothing`()
        async throws
    {
        try await withSharedAPI { api in
            let desk = TestDesk(api)
            let test = try await desk.makeTest()
            let partners = test.cluster.partners
            _ = try await desk.submit(TestDesk.form([(partners[1], 3, 4)]), to: test.id)
            let before = try await api.send(.get, "/v1/individual-tests/\(test.id)")
            let stranger = try await api.makePartner()
            let good = [(partners[1], "attention", "sufficient")]
            for (body, code) in [
                (
                    TestDesk.completion([(partners[1], "insufficient", "sufficient")]),
                    "findings-differ"
                ),
                (
                    TestDesk.completion([(stranger, "attention", "sufficient")]),
                    "party-out-of-scope"
                ),
                (TestDesk.completion(good, on: "2026-02-28"), "completed-before"),
                (TestDesk.completion(good, on: "2199-01-01"), "dated-ahead"),
                (
                    TestDesk.completion(good, readers: [Identifier(high: 1, low: 1)]),
                    "reader-unknown"
                ),
                (TestDesk.completion(good, readers: [partners[0]]), "reader-concerned"),
            ] {
                let answer = try await desk.complete(test.id, body)
                #expect(answer.summary == "409 individual-test.\(code)")
                #expect(answer.json["grounds"].count > 0)
            }
            let after = try await api.send(.get, "/v1/individual-tests/\(test.id)")
            #expect(after.body == before.body)
            #expect(try await desk.complete(test.id, TestDesk.completion(good)).status == 201)
        }
    }

    @Test func `is refused when it is wrong in itself`() async throws {
        try await withSharedAPI { api in
            let desk = TestDesk(api)
            let test = try await desk.makeTest()
            let party = test.cluster.partners[1]
            let good = TestDesk.completion([(party, "insufficient", "attention")])
            let twice = TestDesk.completion(
                [(party, "attention", "attention")],
                readers: [party, party]
            )
            for (body, places) in [
                (good.replacing("0a0a", with: "0A0A"), ["/reportSha256 format"]),
                (good.replacing("0a0a0a", with: "0a"), ["/reportSha256 format"]),
                (
                    good.replacing("\"insufficient\"", with: "\"bad\""),
                    ["/findings/0/intentional enum"]
                ),
                (TestDesk.completion([]), ["/findings length"]),
                (
                    TestDesk.completion([
                        (party, "attention", "attention"), (party, "attention", "attention"),
                    ]),
                    ["/findings/1 format"]
                ),
                (twice, ["/readers/partnerIds/1 format"]),
                (good.replacing("\"college\"", with: "\"auditor\""), ["/readers/roles/1 enum"]),
            ] {
                #expect(try await desk.complete(test.id, body).places == places)
            }
        }
    }

    @Test func `is made once when it is asked 64 times at once`() async throws {
        try await withAPI(loops: 2) { api in
            let desk = TestDesk(api)
            let test = try await desk.makeTest()
            let body = TestDesk.completion([(test.cluster.partners[1], "insufficient", "attention")]
            )
            let answers = try await withThrowingTaskGroup(of: Response.self) { group in
                for _ in 0..<64 {
                    group.addTask { try await desk.complete(test.id, body) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.count { $0.status == 201 } == 1)
            #expect(answers.count { $0.status == 200 } == 63)
        }
    }
}
