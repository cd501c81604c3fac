import HTTP
@testable import Partnership
import Postgres
import TestSupport
import Testing

@Suite struct `A batch of declarations` {
    /// In what form a batch is sent.
    enum Form: Sendable, CaseIterable { case array, lines }

    private static func send(
        _ api: TestAPI,
        _ messages: [String],
        in form: Form,
        as sender: TestAPI.Sender = .role(.municipality),
        key: String? = nil
    ) async throws -> Response {
        var headers: Headers = [:]
        if let key { headers.append("Idempotency-Key", key) }
        if form == .lines { headers.append("Content-Type", "application/x-ndjson") }
        let body =
            form == .array
            ? "[" + messages.joined(separator: ",") + "]"
            : messages.joined(separator: "\n") + "\n"
        return try await api.send(
            .post,
            "/v1/declaration-batches",
            as: sender,
            json: body,
            headers: headers
        )
    }

    private static func results(_ answer: Response, in form: Form) throws -> [TestJSON] {
        guard form == .lines else { return answer.json.elements }
        return try answer.text.split(separator: "\n").map { try TestJSON(String($0)) }
    }

    private static func count(_ results: [TestJSON], accepted: Bool) -> Int {
        results.count { $0["answer"]["accepted"].boolean == accepted }
    }

    @Test(arguments: Form.allCases)
    func `answers each message, good or bad, in its place`(form: Form) async throws {
        try await withSharedAPI { api in
            let wilg = try await Declarant(api)
            let care = try await wilg.allocate()
            let messages = [
                MessageText.start("S1", of: care.number).json(wilg.agbCode),
                MessageText.start("", of: care.number).json(wilg.agbCode),
                MessageText.start("S1", of: care.number).json(wilg.agbCode),
                MessageText.start("S2", of: 1).json("00000000"),
                "{}",
                MessageText.stop("P1", of: care.number).json(wilg.agbCode),
                MessageText.claim("D1", .debit("L1", of: care.number)).json(wilg.agbCode),
                "3",
            ]
            let answer = try await Self.send(api, messages, in: form)
            #expect(answer.status == 200)
            let type = form == .array ? "application/json" : "application/x-ndjson"
            #expect(answer.headers["content-type"] == type)
            let results = try Self.results(answer, in: form)
            #expect(results.map { $0["line"].number } == Array(1...8))
            #expect(
                results.map { $0["status"].number } == [201, 400, 201, 409, 400, 201, 201, 400]
            )
            #expect(
                results.map { $0["answer"]["accepted"].boolean }
                    == [true, nil, false, nil, nil, true, true, nil]
            )
            #expect(results[2]["answer"]["codes"].texts == ["9056"])
            #expect(results[3]["problem"]["code"].text == "declaration.unknown-partner")
            #expect(results[4]["problem"]["errors"].count == 4)
            #expect(results[6]["answer"]["totalGrantedCents"].number == 96_000)
            for result in results {
                let isProblem = result["status"].number != 201
                #expect(
                    result.names
                        == ["line", "status"] + (isProblem ? ["problem"] : ["id", "answer"])
                )
                guard let id = result["id"].text else { continue }
                let kept = try await api.send(.get, "/v1/declarations/\(id)/answer")
                #expect(kept.text == result["answer"].description)
            }
            #expect(try await wilg.count() == 4)
            #expect(try await wilg.state(of: care) == "ended")
        }
    }

    @Test func `goes on after a line that is no JSON`() async throws {
        try await withSharedAPI { api in
            let wilg = try await Declarant(api)
            let care = try await wilg.allocate()
            let start = MessageText.start("S1", of: care.number).json(wilg.agbCode)
            let answer = try await Self.send(
                api,
                ["{\"kind\":", "nope", "{} {}", start],
                in: .lines
            )
            let results = try Self.results(answer, in: .lines)
            #expect(results.last?["answer"]["accepted"].boolean == true)
            let codes = results.dropLast().map { $0["problem"]["code"].text }
            #expect(Set(codes) == ["request.invalid-json"])
        }
    }

    @Test(arguments: Form.allCases)
    func `takes 10,000 messages`(form: Form) async throws {
        try await withAPI { api in
            let wilg = try await Declarant(api)
            let care = try await wilg.allocate()
            // The first starts the care, the last stops it, and all between are one start too many.
            let messages = (0..<10_000).map { number -> String in
                let message: MessageText =
                    switch number {
                    case 0: .start("S", of: care.number)
                    case 9_999: .stop("P", of: care.number)
                    default: .start("S\(number)", of: care.number, on: "2025-05-01")
                    }
                return message.json(wilg.agbCode)
            }
            let answer = try await Self.send(api, messages, in: form)
            let results = try Self.results(answer, in: form)
            #expect(results.map { $0["line"].number } == Array(1...10_000))
            #expect(results.allSatisfy { $0["status"].number == 201 })
            #expect(Self.count(results, accepted: true) == 2)
            #expect(results.first?["answer"]["accepted"].boolean == true)
            #expect(results.last?["answer"]["accepted"].boolean == true)
            #expect(try await wilg.count() == 10_000)
            #expect(try await wilg.state(of: care) == "ended")
        }
    }

    @Test(arguments: Form.allCases)
    func `refuses 10,001 messages and none at all`(form: Form) async throws {
        try await withSharedAPI { api in
            let many = try await Self.send(
                api,
                Array(repeating: "{}", count: 10_001),
                in: form
            )
            #expect(many.summary == "400 request.invalid-json")
            #expect(many.places == [" too-many"])
            let type = form == .array ? "application/json" : "application/x-ndjson"
            let none = try await api.send(
                .post,
                "/v1/declaration-batches",
                json: form == .array ? "[]" : "",
                headers: ["Content-Type": type]
            )
            #expect(none.summary == "400 request.invalid-json")
            #expect(none.places == [" length"])
        }
    }

    @Test func `has no empty line, since its answers are numbered by line`() async throws {
        try await withSharedAPI { api in
            let answer = try await Self.send(api, ["{}", "", "{}"], in: .lines)
            #expect(answer.summary == "400 request.invalid-json")
            #expect(answer.places == [" syntax"])
            #expect(answer.json["errors"][0]["detail"].text == "must not be empty at line 2")
        }
    }

    @Test func `is an array or lines`() async throws {
        try await withSharedAPI { api in
            let object = try await api.send(.post, "/v1/declaration-batches", json: "{}")
            #expect(object.summary == "400 request.invalid-json")
            #expect(object.places == [" type"])
            let cut = try await api.send(.post, "/v1/declaration-batches", json: "[{}")
            #expect(cut.summary == "400 request.invalid-json")
            let text = try await api.send(
                .post,
                "/v1/declaration-batches",
                json: "[]",
                headers: ["Content-Type": "text/plain"]
            )
            #expect(text.summary == "415 request.unsupported-media-type")
        }
    }

    @Test(arguments: Form.allCases)
    func `sent twice with one key doubles nothing`(form: Form) async throws {
        try await withSharedAPI { api in
            let wilg = try await Declarant(api)
            let care = try await wilg.allocate()
            let messages = (0..<300).map { number -> String in
                switch number {
                case 0: MessageText.start("S", of: care.number).json(wilg.agbCode)
                case 1: "{}"
                case 2: MessageText.start("S2", of: 1).json("00000000")
                case 299:
                    MessageText.claim("D", .debit("L", of: care.number)).json(wilg.agbCode)
                default: MessageText.start("S\(number)", of: 1).json(wilg.agbCode)
                }
            }
            let key = "batch-\(wilg.agbCode)-\(form)"
            let first = try await Self.send(api, messages, in: form, key: key)
            let second = try await Self.send(api, messages, in: form, key: key)
            #expect(first.status == 200)
            #expect(second.text == first.text)
            #expect(try await wilg.count() == 298)
            #expect(try await wilg.ledgerCents() == 96_000)
            let other = try await Self.send(api, Array(messages.dropLast()), in: form, key: key)
            #expect(other.summary == "422 idempotency.key-reused")
            #expect(try await wilg.count() == 298)
        }
    }

    @Test func `with a key that a single message used is another request`() async throws {
        try await withSharedAPI { api in
            let wilg = try await Declarant(api)
            let care = try await wilg.allocate()
            let start = MessageText.start("S1", of: care.number)
            let json = start.json(wilg.agbCode)
            let key = "mixed-\(wilg.agbCode)"
            _ = try await wilg.declare(start, key: key)
            let batch = try await Self.send(api, [json], in: .array, key: key)
            #expect(batch.summary == "422 idempotency.key-reused")
            _ = try await Self.send(api, [json], in: .array, key: key + "-2")
            let single = try await wilg.declare(start, key: key + "-2")
            #expect(single.summary == "422 idempotency.key-reused")
        }
    }

    @Test func `cut off goes on where it was when it is sent again`() async throws {
        try await withAPI { api in
            let wilg = try await Declarant(api)
            var messages: [String] = []
            for number in 0..<40 {
                let care = try await wilg.allocate()
                messages.append(
                    MessageText.start("S\(number)", of: care.number).json(wilg.agbCode)
                )
            }
            // From the 20th on the database refuses, as if the service had ended there.
            let connection = try api.database.connection()
            try connection.run(
                script: """
                    create function refuse() returns trigger language plpgsql as
                        $$ begin raise exception using errcode = '57014'; end $$;
                    create trigger refused before insert on declaration for each row
                        when (substr(new.message_id, 2)::integer >= 20) execute function refuse();
                    """
            )
            let first = try await Self.send(api, messages, in: .array, key: "a")
            let statuses = first.json.elements.map { $0["status"].number }
            #expect(statuses == Array(repeating: 201, count: 20) + Array(repeating: 503, count: 20))
            try connection.run(script: "drop trigger refused on declaration")
            let second = try await Self.send(api, messages, in: .array, key: "a")
            #expect(Self.count(second.json.elements, accepted: true) == 40)
            #expect(
                second.json.elements.prefix(20).map(\.description)
                    == first.json.elements.prefix(20).map(\.description)
            )
            #expect(try await wilg.count() == 40)
        }
    }

    @Test func `of a partner holds its own messages alone`() async throws {
        try await withSharedAPI { api in
            let wilg = try await Declarant(api)
            let maasoever = try await Declarant(api)
            let answer = try await Self.send(
                api,
                [
                    MessageText.start("S1", of: 1).json(wilg.agbCode),
                    MessageText.start("S1", of: 1).json(maasoever.agbCode),
                ],
                in: .array,
                as: wilg.sender
            )
            #expect(answer.json.elements.map { $0["status"].number } == [201, 403])
            #expect(answer.json[1]["problem"]["code"].text == "access.not-yours")
            #expect(try await maasoever.count() == 0)
        }
    }
}
