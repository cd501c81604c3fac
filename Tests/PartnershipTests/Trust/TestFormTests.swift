import HTTP
@testable import Partnership
import Postgres
import TestSupport
import Testing

@Suite struct `A form of the second round` {
    private static let parties = (0..<3).map { Identifier(high: 1, low: UInt64($0)) }

    private static func form(_ parties: [Identifier]) -> TestForm {
        TestForm(
            ratings: parties.map { .init(partnerId: $0, answers: [Int](repeating: 3, count: 10)) }
        )
    }

    @Test func `is of parties that the test covers, while that is open, up to a number`() {
        func check(
            _ form: TestForm,
            _ state: IndividualTest.State = .decided,
            _ count: Int = 0
        ) throws(IndividualTestRefusal) {
            try form.check(in: state, parties: Set(Self.parties), count: count)
        }
        let form = Self.form(Self.parties)
        #expect(throws: Never.self) { try check(form) }
        #expect(throws: IndividualTestRefusal.completed) { try check(form, .completed) }
        let stranger = Self.form([Identifier(high: 2, low: 2)])
        #expect(throws: IndividualTestRefusal.partyOutOfScope) { try check(stranger) }
        #expect(throws: Never.self) { try check(form, .decided, 299) }
        #expect(throws: IndividualTestRefusal.tooManyForms) { try check(form, .decided, 300) }
    }

    @Test func `reads as it was filled in, with its phrase alone`() async throws {
        try await withSharedAPI { api in
            let desk = TestDesk(api)
            let test = try await desk.makeTest()
            let partners = test.cluster.partners
            #expect(try await desk.open("forms", of: test.id).json["items"].count == 0)
            let text = TestDesk.form([(partners[0], 1, 5), (partners[1], 2, 4)])
            let made = try await desk.submit(text, to: test.id)
            #expect(made.status == 201)
            #expect(made.json.names == ["id", "ratings", "version"])
            #expect(made.headers["location"] == "/v1/individual-tests/\(test.id)/forms")
            let read = try await desk.open("forms", of: test.id)
            #expect(read.json["items"].count == 1)
            #expect(read.json["items"][0].description == made.json.description)
            let rating = read.json["items"][0]["ratings"].elements.first {
                $0["partnerId"].identifier == partners[0]
            }
            #expect(
                rating?["answers"].elements.compactMap(\.number) == [1, 1, 1, 1, 1, 5, 5, 5, 5, 5]
            )
            let other = String(TestDesk.phrase.reversed())
            for answer in [
                try await desk.open("forms", of: test.id, phrase: other),
                try await desk.open("results", of: test.id, phrase: other),
                try await desk.submit(text, to: test.id, phrase: other),
                try await desk.complete(
                    test.id,
                    TestDesk.completion([(partners[0], "insufficient", "sufficient")]),
                    phrase: other
                ),
            ] {
                #expect(answer.summary == "403 individual-test.other-phrase")
            }
            #expect(try await desk.open("forms", of: test.id).body == read.body)
        }
    }

    private static let phrases: [(length: Int?, code: String?)] = [
        (nil, "required"), (19, "format"), (20, nil), (200, nil), (201, "format"),
    ]

    @Test(arguments: phrases)
    func `takes a phrase of 20 to 200 characters`(length: Int?, code: String?) async throws {
        try await withSharedAPI { api in
            let desk = TestDesk(api)
            let test = try await desk.makeTest()
            let phrase = length.map { String(repeating: "x", count: $0) }
            let form = TestDesk.form([(test.cluster.partners[0], 1, 5)])
            let answers = [
                try await desk.submit(form, to: test.id, phrase: phrase),
                try await desk.open("forms", of: test.id, phrase: phrase),
                try await desk.open("results", of: test.id, phrase: phrase),
            ]
            for answer in answers {
                #expect(answer.places == (code.map { ["Key-Phrase \($0)"] } ?? []))
                #expect((answer.status.code < 300) == (code == nil))
            }
        }
    }

    @Test func `is never remembered for an idempotency key`() async throws {
        try await withSharedAPI { api in
            let desk = TestDesk(api)
            let test = try await desk.makeTest()
            let refused = try await desk.submit(
                TestDesk.form([(test.cluster.partners[0], 1, 5)]),
                to: test.id,
                headers: ["Idempotency-Key": "one"]
            )
            #expect(refused.places == ["Idempotency-Key forbidden"])
            #expect(try await desk.open("forms", of: test.id).json["items"].count == 0)
        }
    }

    @Test func `is sealed with one phrase for all when two come at once`() async throws {
        try await withAPI(loops: 2) { api in
            let desk = TestDesk(api)
            let test = try await desk.makeTest()
            let form = TestDesk.form([(test.cluster.partners[0], 1, 5)])
            let phrases = [TestDesk.phrase, "another phrase altogether"]
            let taken = try await withThrowingTaskGroup(of: Int?.self) { group in
                for number in 0..<32 {
                    group.addTask {
                        let phrase = phrases[number % 2]
                        let answer = try await desk.submit(form, to: test.id, phrase: phrase)
                        #expect([201, 403].contains(answer.status.code))
                        return answer.status == 201 ? number % 2 : nil
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }.compactMap(\.self)
            }
            #expect(taken.count == 16)
            #expect(Set(taken).count == 1)
        }
    }

    @Test func `has ten answers of 1 to 5 about each of 1 to 20 parties`() async throws {
        try await withSharedAPI { api in
            let desk = TestDesk(api)
            let test = try await desk.makeTest()
            let party = test.cluster.partners[0]
            let good = TestDesk.form([(party, 1, 5)])
            let nobody = (0..<21).map { (Identifier(high: 9, low: UInt64($0)), 3, 3) }
            for (body, place) in [
                (TestDesk.form([]), "/ratings length"),
                (TestDesk.form([(party, 0, 5)]), "/ratings/0/answers range"),
                (TestDesk.form([(party, 1, 6)]), "/ratings/0/answers range"),
                (good.replacing("[1, 1, ", with: "[1, "), "/ratings/0/answers length"),
                (good.replacing("[1, 1, ", with: "[1, \"1\", "), "/ratings/0/answers range"),
                (TestDesk.form([(party, 1, 5), (party, 1, 5)]), "/ratings/1/partnerId format"),
                (TestDesk.form(nobody), "/ratings length"),
            ] {
                #expect(try await desk.submit(body, to: test.id).places == [place])
            }
            let strangers = try await desk.submit(TestDesk.form(nobody.dropLast()), to: test.id)
            #expect(strangers.summary == "409 individual-test.party-out-of-scope")
            #expect(try await desk.submit(good, to: Identifier(high: 1, low: 1)).status == 404)
            // The most that a form can say fits into what is sealed.
            let largest = 13 + 20 * 85
            #expect(largest <= TestForm.paddedBytes)
        }
    }

    @Test func `has a random id and one size, and the results are those of all`() async throws {
        try await withAPI { api in
            let desk = TestDesk(api)
            let test = try await desk.makeTest()
            let partners = test.cluster.partners
            for form in [
                TestDesk.form([(partners[0], 2, 4)]),
                TestDesk.form([(partners[0], 3, 4), (partners[2], 5, 5)]),
                TestDesk.form([(partners[0], 3, 4), (partners[1], 1, 1), (partners[2], 4, 5)]),
            ] {
                let id = try await desk.submit(form, to: test.id).madeIdentifier.description
                #expect(Array(id)[14] == "4")
            }
            let sizes = try api.database.connection().rows(
                Statement(
                    "test.sizes",
                    "select count(distinct length(sealed)), count(distinct sealed) from test_form"
                )
            )
            #expect(sizes[0].integer(0) == 1 && sizes[0].integer(1) == 3)
            let results = try await desk.open("results", of: test.id).json["results"]
            #expect(results.elements.map { $0["partnerId"].identifier } == partners.sorted())
            let first = results.elements.first { $0["partnerId"].identifier == partners[0] }
            #expect(first?["forms"].number == 3)
            let dimensions = try #require(first?["dimensions"].elements)
            #expect(dimensions.map { $0["dimension"].text } == ["intentional", "competential"])
            #expect(dimensions.map { $0["sum"].number } == [40, 60])
            #expect(dimensions.map { $0["count"].number } == [15, 15])
            #expect(dimensions.map { $0["shown"].text } == ["2,6", "4,0"])
            #expect(dimensions.map { $0["band"].text } == ["insufficient", "sufficient"])
        }
    }
}

@Suite struct `The results of forms` {
    @Test func `tell a band that another reading would give`() async throws {
        try await withSharedAPI { api in
            let desk = TestDesk(api)
            let test = try await desk.makeTest()
            let party = test.cluster.partners[1]
            // 59 of 20 answers is 2.95: below 3.0, and 3.0 when it is rounded first (A29).
            for (intentional, odd) in [(3, 3), (3, 3), (3, 3), (3, 2)] {
                let form = TestDesk.form([(party, intentional, 4)])
                    .replacing("[3, 3, 3, 3, 3,", with: "[\(odd), 3, 3, 3, 3,")
                _ = try await desk.submit(form, to: test.id).madeIdentifier
            }
            let results = try await desk.open("results", of: test.id).json["results"]
            let intentional = results[0]["dimensions"][0]
            #expect(intentional["band"].text == "insufficient")
            #expect(intentional["shown"].text == "2,9")
            #expect(intentional["otherReadings"].count == 1)
            #expect(intentional["otherReadings"][0]["policy"].text == "rounded-to-one-decimal")
            #expect(intentional["otherReadings"][0]["band"].text == "attention")
            #expect(intentional["grounds"][0]["article"].text == "7.3")
        }
    }
}
