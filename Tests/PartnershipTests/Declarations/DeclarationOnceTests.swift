import HTTP
@testable import Partnership
import Postgres
import TestSupport
import Testing

@Suite struct `Declarations at once` {
    private static let count = 64

    /// Sends messages at once, to two loops in turn.
    private static func declare(
        _ wilg: Declarant,
        _ message: @escaping @Sendable (Int) -> MessageText,
        key: String? = nil
    ) async throws -> [Response] {
        // Before the rush, so that the requests do not wait for each other's token.
        _ = try await wilg.count()
        return try await withThrowingTaskGroup(of: Response.self) { group in
            for number in 0..<count {
                group.addTask {
                    try await wilg.declare(message(number), key: key, loop: number)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    private static func counts(_ answers: [Response]) -> [String: Int] {
        answers.reduce(into: [:]) { $0[$1.verdict, default: 0] += 1 }
    }

    @Test(arguments: [1, 2])
    func `that are equal count once and are refused with 9056 else`(loops: Int) async throws {
        try await withAPI(loops: loops) { api in
            let wilg = try await Declarant(api)
            let care = try await wilg.allocate()
            let answers = try await Self.declare(wilg) { _ in .start("S1", of: care.number) }
            #expect(Self.counts(answers) == ["accepted": 1, "refused 9056": 63])
            #expect(try await wilg.count() == 64)
            #expect(try await wilg.count("&accepted=true") == 1)
            #expect(try await wilg.state(of: care) == "running")
        }
    }

    @Test(arguments: [1, 2])
    func `with one idempotency key are one declaration`(loops: Int) async throws {
        try await withAPI(loops: loops) { api in
            let wilg = try await Declarant(api)
            let care = try await wilg.allocate()
            let claim = MessageText.claim("D1", .debit("L1", of: care.number))
            let answers = try await Self.declare(wilg, { _ in claim }, key: "a")
            #expect(Self.counts(answers) == ["accepted 8001": 64])
            #expect(Set(answers.map(\.text)).count == 1)
            #expect(Set(answers.map { $0.headers["location"] }).count == 1)
            #expect(Set(answers.map { $0.headers["etag"] }).count == 1)
            #expect(try await wilg.count() == 1)
            #expect(try await wilg.ledgerCents() == 96_000)
        }
    }

    @Test func `start a care once, whatever their ids`() async throws {
        try await withAPI(loops: 2) { api in
            let wilg = try await Declarant(api)
            let care = try await wilg.allocate()
            let answers = try await Self.declare(wilg) { number in
                .start("S\(number)", of: care.number, on: "2025-04-\(10 + number % 20)")
            }
            let accepted = try #require(answers.first { $0.verdict == "accepted" })
            #expect(answers.count { $0.verdict == "accepted" } == 1)
            // One with the same day is a repetition, one with another day a second start.
            let day = accepted.json["message"]["products"][0]["startedOn"].text
            for answer in answers where answer.verdict != "accepted" {
                let own = answer.json["message"]["products"][0]["startedOn"].text
                #expect(answer.verdict == "refused 0200 \(own == day ? "9074" : "9326")")
            }
            #expect(try await wilg.state(of: care) == "running")
        }
    }

    @Test func `claim a month once`() async throws {
        try await withAPI(loops: 2) { api in
            let wilg = try await Declarant(api)
            let care = try await wilg.allocate()
            let answers = try await Self.declare(wilg) { number in
                .claim("D\(number)", .debit("L\(number)", of: care.number, hours: 1 + number))
            }
            #expect(Self.counts(answers) == ["accepted 8001": 1, "refused 9389": 63])
            let granted = answers.reduce(0) {
                $0 + ($1.json["answer"]["totalGrantedCents"].number ?? 0)
            }
            #expect(try await wilg.ledgerCents() == granted)
        }
    }

    @Test func `use a claim's number and a line's reference once`() async throws {
        try await withAPI(loops: 2) { api in
            let wilg = try await Declarant(api)
            var numbers: [Int] = []
            for _ in 0..<Self.count { numbers.append(try await wilg.allocate().number) }
            let cares = numbers
            let same = try await Self.declare(wilg) { number in
                .claim("A\(number)", .debit("L\(number)", of: cares[number]), number: "X")
            }
            #expect(Self.counts(same) == ["accepted 8001": 1, "refused 9333 0233": 63])
            let lines = try await Self.declare(wilg) { number in
                .claim("B\(number)", .debit("Z", of: cares[number]), month: "2025-06")
            }
            #expect(Self.counts(lines) == ["accepted 8001": 1, "refused 8021": 63])
            #expect(try await wilg.ledgerCents() == 192_000)
        }
    }

    @Test func `about many cares in any order do not hold each other up`() async throws {
        try await withAPI(loops: 2) { api in
            let wilg = try await Declarant(api)
            let cares = [
                try await wilg.allocate().number, try await wilg.allocate().number,
                try await wilg.allocate().number,
            ]
            let answers = try await Self.declare(wilg) { number in
                let turned = number % 2 == 0 ? cares : cares.reversed()
                let month = ["2025-04", "2025-06", "2025-09", "2025-11"][number % 4]
                let lines = turned.enumerated().map { index, care in
                    LineText.debit("\(number)-\(index)", of: care, hours: 1)
                }
                return .claim("D\(number)", lines[0], lines[1], lines[2], month: month)
            }
            #expect(
                Self.counts(answers) == ["accepted 8001": 4, "refused 9389 9389 9389": 60]
            )
            #expect(try await wilg.ledgerCents() == 12 * 8_000)
        }
    }

    @Test func `do not fail each other when the database refuses one`() async throws {
        try await withAPI(loops: 1) { api in
            let wilg = try await Declarant(api)
            var numbers: [Int] = []
            for _ in 0..<Self.count { numbers.append(try await wilg.allocate().number) }
            let cares = numbers
            // A rule that the service does not know, so that one message of a group breaks.
            try api.database.connection().run(
                script: """
                    alter table delivery add constraint delivery_not_this_one
                        check (allocation_number <> \(cares[13]))
                    """
            )
            let answers = try await Self.declare(wilg) { .start("S\($0)", of: cares[$0]) }
            #expect(
                Self.counts(answers) == ["accepted": 63, "500 service.internal": 1]
            )
            #expect(try await wilg.count() == 63)
        }
    }
}

@Suite struct `A declaration with an idempotency key` {
    @Test func `gets its first answer again, whatever happened since`() async throws {
        try await withSharedAPI { api in
            let wilg = try await Declarant(api)
            let care = try await wilg.allocate()
            let start = MessageText.start("S1", of: care.number)
            let key = "again-\(wilg.agbCode)"
            let first = try await wilg.declare(start, key: key)
            #expect(first.verdict == "accepted")
            _ = try await wilg.declare(.stop("P1", of: care.number))
            let second = try await wilg.declare(start, key: key)
            #expect(second.text == first.text)
            for name in ["location", "etag", "content-type"] {
                #expect(second.headers[name] == first.headers[name])
            }
            #expect(try await wilg.state(of: care) == "ended")
            #expect(try await wilg.count() == 2)
        }
    }

    @Test func `keeps a refusal of the standard`() async throws {
        try await withSharedAPI { api in
            let wilg = try await Declarant(api)
            let key = "refused-\(wilg.agbCode)"
            let number = api.nextNumber()
            let first = try await wilg.declare(.start("S1", of: number), key: key)
            #expect(first.verdict == "refused 0200 9019")
            let second = try await wilg.declare(.start("S1", of: number), key: key)
            #expect(second.text == first.text)
            #expect(try await wilg.count() == 1)
            let third = try await wilg.declare(.start("S1", of: number))
            #expect(third.text != first.text)
        }
    }

    @Test func `keeps the refusal of a partner that came later`() async throws {
        try await withSharedAPI { api in
            let code = "\(api.nextNumber())"
            let start = MessageText.start("S1", of: 1).json(code)
            func send() async throws -> Response {
                try await api.send(
                    .post,
                    "/v1/declarations",
                    json: start,
                    headers: ["Idempotency-Key": "late-\(code)"]
                )
            }
            let first = try await send()
            #expect(first.summary == "409 declaration.unknown-partner")
            _ = try await api.send(
                .post,
                "/v1/partners",
                json: """
                    {"name": "Later", "kvkNumber": "\(code)", "agbCode": "\(code)",
                     "size": "solo", "pillars": ["youth"], "expertise": []}
                    """
            )
            let second = try await send()
            #expect(second.text == first.text)
            #expect(second.headers["content-type"] == "application/problem+json")
        }
    }

    @Test func `refuses another message under the same key`() async throws {
        try await withSharedAPI { api in
            let wilg = try await Declarant(api)
            let care = try await wilg.allocate()
            let key = "other-\(wilg.agbCode)"
            _ = try await wilg.declare(.start("S1", of: care.number), key: key)
            let other = try await wilg.declare(.start("S2", of: care.number), key: key)
            #expect(other.summary == "422 idempotency.key-reused")
            #expect(try await wilg.count() == 1)
            // Another caller's key is another key.
            let own = try await wilg.declare(
                .start("S2", of: care.number),
                as: wilg.sender,
                key: key
            )
            #expect(own.verdict == "refused 0200 9074")
        }
    }

    @Test func `is free again after a message that was not understood`() async throws {
        try await withSharedAPI { api in
            let wilg = try await Declarant(api)
            let care = try await wilg.allocate()
            let key = "free-\(wilg.agbCode)"
            let wrong = try await wilg.declare(.start("", of: care.number), key: key)
            #expect(wrong.status == 400)
            let right = try await wilg.declare(.start("S1", of: care.number), key: key)
            #expect(right.verdict == "accepted")
        }
    }
}
