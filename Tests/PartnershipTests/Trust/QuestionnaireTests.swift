import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct Questionnaires {
    private static let path = "/v1/questionnaires"

    private static func item(_ number: Int) -> String {
        #"{"item": \#(number), "labelNl": "stelling \#(number)", "labelEn": "item \#(number)"}"#
    }

    private static func body(_ items: [String]) -> String {
        #"{"source": "MDG I-F 2026", "items": [\#(items.joined(separator: ", "))]}"#
    }

    private static let whole = body((1...10).map(item))

    @Test func `begin with that of the annex, five items for each dimension`() async throws {
        try await withAPI { api in
            let list = try await api.send(.get, Self.path + "?count=true", as: .role(.trustBody))
            #expect(list.json["total"].number == 1)
            let first = list.json["items"][0]
            #expect(first["number"].number == 1 && first["source"].text == "PO annex 1")
            let items = first["items"].elements
            #expect(items.map { $0["item"].number } == Array(1...10))
            #expect(
                items.map { $0["dimension"].text }
                    == Array(repeating: "intentional", count: 5)
                    + Array(repeating: "competential", count: 5)
            )
            #expect(items[5]["labelNl"].text == "komt toezeggingen na")
            #expect(items[5]["labelEn"].text == "does what it promises")
        }
    }

    @Test func `come in versions, each of which reads as it was made`() async throws {
        try await withAPI { api in
            // In whatever order the items come.
            let made = try await api.send(
                .post,
                Self.path,
                json: Self.body((1...10).reversed().map(Self.item))
            )
            #expect(made.status == 201)
            #expect(
                made.json.names == ["id", "number", "source", "items", "createdAt", "version"]
            )
            #expect(made.json["number"].number == 2)
            #expect(made.json["items"].elements.map { $0["item"].number } == Array(1...10))
            #expect(made.json["items"][9]["labelNl"].text == "stelling 10")
            #expect(made.json["items"][4]["dimension"].text == "intentional")
            #expect(made.json["items"][5]["dimension"].text == "competential")
            let path = "\(Self.path)/\(try made.madeIdentifier)"
            #expect(made.headers["location"] == path)
            for role in [Role.partner, .trustBody, .frontend] where role != .partner {
                let read = try await api.send(.get, path, as: .role(role))
                #expect(read.body == made.body)
            }
            let first = try await api.send(.get, "\(Self.path)?limit=1")
            #expect(first.json["items"][0]["number"].number == 1)
        }
    }

    @Test func `are the form of rounds that are planned afterwards, and of no other`() async throws
    {
        try await withAPI { api in
            let rounds = Rounds(api)
            try rounds.stopClock(at: "2026-09-01T08:00:00Z")
            let before = try await rounds.plan([try await rounds.cluster()])
            let made = try await api.send(.post, Self.path, json: Self.whole).madeIdentifier
            let after = try await rounds.plan([try await rounds.cluster()])
            #expect(after.json["questionnaireId"].identifier == made)
            let kept = try await rounds.read(before.madeIdentifier)
            #expect(
                kept["questionnaireId"].text == before.json["questionnaireId"].text
                    && kept["questionnaireId"].identifier != made
            )
            let change = #"{"questionnaireId": "\#(made)"}"#
            let refused = try await rounds.patch(before.madeIdentifier, change)
            #expect(refused.places == ["/questionnaireId unknown-member"])
        }
    }

    @Test func `that come at once have numbers one after the other`() async throws {
        try await withAPI(loops: 2) { api in
            let answers = try await api.sendAtOnce(64, .post, Self.path, json: Self.whole)
            #expect(answers.compactMap { $0.json["number"].number }.sorted() == Array(2...65))
        }
    }

    private static let wrong: [(String, [String])] = [
        (body((1...9).map(item)), ["/items length"]),
        (body((1...11).map(item)), ["/items length"]),
        (body([0] + (2...10)), ["/items/0/item range"]),
        (body((1...9) + [11]), ["/items/9/item range"]),
        (body([2] + (2...10)), ["/items/1/item format"]),
        (whole.replacing("stelling 3", with: ""), ["/items/2/labelNl length"]),
        (whole.replacing("item 3", with: " "), ["/items/2/labelEn format"]),
        (whole.replacing("MDG I-F 2026", with: ""), ["/source length"]),
        (
            whole.replacing(#""item": 1,"#, with: #""item": 1, "dimension": "intentional","#),
            ["/items/0/dimension unknown-member"]
        ),
    ]

    private static func body(_ numbers: [Int]) -> String { body(numbers.map(item)) }

    @Test(arguments: wrong.indices)
    func `are refused when they are wrong in themselves`(index: Int) async throws {
        try await withSharedAPI { api in
            let (body, places) = Self.wrong[index]
            let answer = try await api.send(.post, Self.path, json: body)
            #expect(answer.status == 400)
            #expect(answer.places == places)
        }
    }
}
