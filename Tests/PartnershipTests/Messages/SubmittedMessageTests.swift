import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `A message in XML that is sent` {
    /// A sample about an allocation of a declarant, in 2025.
    private static func sample(
        _ name: String,
        _ declarant: Declarant,
        _ number: Int,
        id: String = "X1"
    ) -> MessageSample {
        let kind = ["start": "jw305", "stop": "jw307", "claim": "jw323"][name] ?? ""
        return MessageSample.named(name).with("\(kind):Afzender", declarant.agbCode)
            .with("ijw:Identificatie", id).replacing("300201", "\(number)")
            .replacing("2026-", "2025-")
    }

    private static func send(
        _ sample: MessageSample,
        of declarant: Declarant,
        as sender: TestAPI.Sender = .role(.municipality),
        headers: Headers = [:]
    ) async throws -> Response {
        try await declarant.api.send(
            .post,
            "/v1/declarations",
            as: sender,
            xml: sample.bytes,
            headers: headers
        )
    }

    @Test func `is kept as the JSON it stands for, and says that it came as XML`() async throws {
        try await withSharedAPI { api in
            let declarant = try await Declarant(api)
            let care = try await declarant.allocate()
            let answer = try await Self.send(
                Self.sample("start", declarant, care.number),
                of: declarant
            )
            #expect(answer.verdict == "accepted")
            #expect(answer.json["channel"].text == "xml")
            let message = answer.json["message"]
            #expect(message["kind"].text == "start")
            #expect(message["products"][0]["allocationNumber"].number == care.number)
            #expect(message["products"][0]["startedOn"].text == "2025-04-03")
            let id = try answer.madeIdentifier
            let again = try await api.send(.get, "/v1/declarations/\(id)")
            #expect(again.json["message"].description == message.description)
            #expect(try await declarant.state(of: care) == "running")
            let stop = Self.sample("stop", declarant, care.number, id: "X2")
            #expect(
                try await Self.send(stop, of: declarant, as: declarant.sender).verdict == "accepted"
            )
            let json = MessageText.start("X1", of: care.number)
            #expect(try await declarant.declare(json).verdict.contains("9056"))
        }
    }

    @Test func `may be a claim with lines of several clients`() async throws {
        try await withSharedAPI { api in
            let declarant = try await Declarant(api)
            let care = try await declarant.allocate()
            let claim = Self.sample("claim", declarant, care.number)
            let answer = try await Self.send(claim, of: declarant)
            #expect(answer.status == 201)
            #expect(answer.json["message"]["lines"].count == 3)
            #expect(answer.json["message"]["declarationNumber"].text == "DN202604")
        }
    }

    @Test func `tells nothing of its client in its answer`() async throws {
        try await withSharedAPI { api in
            let declarant = try await Declarant(api)
            let care = try await declarant.allocate()
            let start = Self.sample("start", declarant, care.number)
            let broken = start.with("jw305:Geslacht", "x").with("ijw:Achternaam", "")
            for sample in [start, broken, start.with("jw305:Bsn", "99990000")] {
                let answer = try await Self.send(sample, of: declarant)
                for secret in ["999900006", "99990000", "Voorbeeld", "2014-02-14"] {
                    #expect(!answer.text.contains(secret), "\(secret)")
                }
            }
        }
    }

    @Test func `that is no message is a 400 with every place, and is not kept`() async throws {
        try await withSharedAPI { api in
            let declarant = try await Declarant(api)
            let sample = Self.sample("start", declarant, 1)
                .with("jw305:Begindatum", "2025-02-30").without("jw305:Geslacht")
            let answer = try await Self.send(sample, of: declarant)
            #expect(answer.summary == "400 message.invalid-xml")
            let product = "/Bericht/Client/StartProducten/StartProduct[1]"
            #expect(
                answer.places == [
                    "/Bericht/Client/Geslacht required", "\(product)/Begindatum format",
                ]
            )
            #expect(answer.json["errors"][0]["in"].text == "body")
            #expect(try await declarant.count() == 0)
        }
    }

    @Test(arguments: [
        ("document-type", "400 message.invalid-xml"), ("latin-1", "400 message.invalid-xml"),
        ("byte-order-mark", "400 message.invalid-xml"), ("entity", "400 message.invalid-xml"),
        ("broken-off", "400 message.invalid-xml"), ("nothing", "400 message.invalid-xml"),
        ("other-release", "415 message.other-release"),
    ])
    func `is refused`(name: String, outcome: String) async throws {
        try await withSharedAPI { api in
            let answer = try await api.send(
                .post,
                "/v1/declarations",
                xml: MessageSample.named(name).bytes
            )
            #expect(answer.summary == outcome)
        }
    }

    @Test(arguments: [
        ("application/xml", "409 declaration.unknown-partner"),
        ("application/xml; charset=UTF-8", "409 declaration.unknown-partner"),
        ("application/xml; charset=iso-8859-1", "400 message.invalid-xml"),
        ("text/xml", "415 request.unsupported-media-type"),
        ("application/json", "400 request.invalid-json"),
    ])
    func `says so in the type of its body`(type: String, outcome: String) async throws {
        try await withSharedAPI { api in
            let answer = try await api.send(
                .post,
                "/v1/declarations",
                xml: MessageSample.start.bytes,
                headers: ["Content-Type": type]
            )
            #expect(answer.summary == outcome)
        }
    }

    @Test func `is not taken without a vault key`() async throws {
        try await withAPI(settings: API.Settings()) { api in
            let answer = try await api.send(
                .post,
                "/v1/declarations",
                xml: MessageSample.start.bytes
            )
            #expect(answer.summary == "503 vault.no-key")
            let json = MessageText.start("J1", of: 1).json("94999999")
            let other = try await api.send(.post, "/v1/declarations", json: json)
            #expect(other.summary == "409 declaration.unknown-partner")
        }
    }

    @Test func `may be sent again with its key, and not another with that key`() async throws {
        try await withSharedAPI { api in
            let declarant = try await Declarant(api)
            let care = try await declarant.allocate()
            let key: Headers = ["Idempotency-Key": "\(api.nextNumber())"]
            let sample = Self.sample("start", declarant, care.number)
            let first = try await Self.send(sample, of: declarant, headers: key)
            let crlf = sample.replacing("\n", "\r\n")
            for same in [sample, crlf] {
                let second = try await Self.send(same, of: declarant, headers: key)
                #expect(second.status == 201)
                #expect(try second.madeIdentifier == first.madeIdentifier)
            }
            for other in [
                sample.with("jw305:Bsn", "123456782"), sample.with("jw305:Ontvanger", "1895"),
                sample.with("jw305:Begindatum", "2025-04-04"), sample.with("ijw:Achternaam", "X"),
                sample.with("ijw:BerichtXsdVersie", "1.0.1"),
            ] {
                let answer = try await Self.send(other, of: declarant, headers: key)
                #expect(answer.summary == "422 idempotency.key-reused")
            }
            #expect(try await declarant.count() == 1)
        }
    }

    @Test func `may be large as a file is, where JSON is small`() async throws {
        try await withSharedAPI { api in
            let route = try #require(
                API.declarationRoutes.first { $0.operation == .createDeclaration }
            )
            func limit(_ type: String) -> Int {
                let headers: Headers = ["Content-Type": type]
                return route.bodyLimitBytes(
                    for: Request(.post, "/v1/declarations", headers: headers)
                )
            }
            #expect(limit("application/xml") == 26_214_400)
            #expect(limit("application/xml; charset=utf-8") == 26_214_400)
            #expect(limit("application/json") == 1_048_576)
            #expect(limit("text/plain") == 1_048_576)
            let answer = try await api.bodyDecision(.post, "/v1/declarations", as: .nobody)
            #expect(answer.thereafter == .decline)
        }
    }

    @Test func `is decided once among many at once`() async throws {
        try await withAPI(loops: 2) { api in
            let declarant = try await Declarant(api)
            let care = try await declarant.allocate()
            let sample = Self.sample("start", declarant, care.number)
            let answers = try await withThrowingTaskGroup(of: String.self) { group in
                for number in 0..<64 {
                    group.addTask {
                        try await api.send(
                            .post,
                            "/v1/declarations",
                            xml: sample.bytes,
                            loop: number
                        ).verdict
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.count { $0 == "accepted" } == 1)
            #expect(answers.count { $0.contains("9056") } == 63)
        }
    }
}
