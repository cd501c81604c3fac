import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `A declaration in XML` {
    private static let part = MessageEnvelope.Part(client: .sample, items: 1)
    private static let claimed = MessageEnvelope.Part(client: .claimed, items: 1)

    /// A message of a partner, answered, and then as if it had come as XML.
    private static func sent(
        _ api: TestAPI,
        _ wilg: Declarant,
        _ message: MessageText,
        from part: MessageEnvelope.Part = part
    ) async throws -> Identifier {
        let id = try await wilg.declare(message).madeIdentifier
        try api.makeXML(id, from: [part])
        return id
    }

    private static func read(
        _ api: TestAPI,
        _ path: String,
        as sender: TestAPI.Sender = .role(.municipality)
    ) async throws -> Response {
        try await api.send(.get, "/v1/declarations/\(path)", as: sender, headers: .acceptXML)
    }

    @Test func `is answered by its header alone when all of it is accepted`() async throws {
        try await withAPI(settings: SealedCase.settings) { api in
            let wilg = try await Declarant(api)
            let care = try await wilg.allocate()
            let id = try await Self.sent(api, wilg, .start("S1", of: care.number))
            let answer = try await Self.read(api, "\(id)/answer", as: wilg.sender)
            #expect(answer.status == 200)
            #expect(answer.headers["content-type"] == "application/xml")
            #expect(answer.headers["vary"]?.contains("Accept") == true)
            #expect(answer.headers["etag"] != nil)
            #expect(answer.headers["cache-control"] == "no-store")
            let root = try ParsedElement(answer.body)
            #expect(root.namespace.hasSuffix("/jw306/schema"))
            #expect(root.children.map(\.name) == ["Header"])
            #expect(root["Header"].codes == [])
            #expect(root["Header"].textOf("Afzender") == wilg.agbCode)
            #expect(root["Header"]["XsdVersie"].children.map(\.text) == ["1.0.2", "1.0.3"])
            let json = try await api.send(.get, "/v1/declarations/\(id)/answer").json
            #expect(root["Header"].textOf("IdentificatieRetour") == json["messageId"].text)
            let again = try await Self.read(api, "\(id)/answer")
            #expect(again.body == answer.body)
        }
    }

    @Test func `is dated on the day in Amsterdam on which it came`() async throws {
        try await withAPI(settings: SealedCase.settings) { api in
            let wilg = try await Declarant(api)
            let care = try await wilg.allocate()
            let id = try await Self.sent(api, wilg, .start("S1", of: care.number))
            for (moment, day) in [
                ("2025-06-30 21:59:59+00", "2025-06-30"), ("2025-06-30 22:00:00+00", "2025-07-01"),
                ("2025-12-31 22:59:59+00", "2025-12-31"), ("2025-12-31 23:00:00+00", "2026-01-01"),
            ] {
                try api.run("update declaration set received_at = '\(moment)' where id = '\(id)'")
                let root = try ParsedElement(try await Self.read(api, "\(id)/answer").body)
                #expect(root["Header"].textOf("DagtekeningRetour") == day)
            }
        }
    }

    @Test func `is answered with its client when a product is refused`() async throws {
        try await withAPI(settings: SealedCase.settings) { api in
            let wilg = try await Declarant(api)
            let id = try await Self.sent(api, wilg, .start("S1", of: 1))
            for sender in [TestAPI.Sender.role(.municipality), .role(.caseSystem), wilg.sender] {
                let answer = try await Self.read(api, "\(id)/answer", as: sender)
                let root = try ParsedElement(answer.body)
                #expect(root["Header"].codes == ["0200"])
                #expect(MessageEnvelope.Part(root["Client"]) == Self.part)
                let product = root["Client"]["StartProducten"]["StartProduct"]
                #expect(product.codes == ["9019"])
            }
        }
    }

    @Test func `gives a claim's refused lines back with their client`() async throws {
        try await withAPI(settings: SealedCase.settings) { api in
            let wilg = try await Declarant(api)
            let id = try await Self.sent(
                api,
                wilg,
                .claim("D1", .debit("L1", of: 1)),
                from: Self.claimed
            )
            let root = try ParsedElement(try await Self.read(api, "\(id)/answer").body)
            #expect(root.namespace.hasSuffix("/jw325/schema"))
            #expect(root["Header"].textOf("Afzender") == "1894")
            let client = root["DeclaratieAntwoord"]["Clienten"]["Client"]
            #expect(client.textOf("Bsn") == "999900006")
            #expect(client["Prestaties"]["Prestatie"].codes == ["9338"])
        }
    }

    @Test func `is given back as it came`() async throws {
        try await withAPI(settings: SealedCase.settings) { api in
            let wilg = try await Declarant(api)
            let care = try await wilg.allocate()
            for (message, part) in [
                (MessageText.start("S1", of: care.number), Self.part),
                (.stop("P1", of: care.number), Self.part),
                (.claim("D1", .debit("L1", of: care.number)), Self.claimed),
            ] {
                let id = try await Self.sent(api, wilg, message, from: part)
                let answer = try await Self.read(api, "\(id)", as: wilg.sender)
                let sent = try #require(SentMessage(try ParsedElement(answer.body), pillar: .youth))
                let json = try await api.send(.get, "/v1/declarations/\(id)").json["message"]
                #expect(sent.envelope.clients == [part])
                let kept = Array(json.description.utf8)
                #expect(Message(kept: kept, pillar: .youth) == sent.message)
            }
        }
    }

    @Test func `names its client to nobody else`() async throws {
        try await withAPI(settings: SealedCase.settings) { api in
            let wilg = try await Declarant(api)
            let other = try await Declarant(api)
            let care = try await wilg.allocate()
            let accepted = try await Self.sent(api, wilg, .start("S1", of: care.number))
            let refused = try await Self.sent(api, wilg, .start("S2", of: 1))
            let auditor = TestAPI.Sender.role(.auditor)
            for path in ["\(accepted)", "\(refused)", "\(refused)/answer"] {
                let answer = try await Self.read(api, path, as: auditor)
                #expect(answer.summary == "403 access.clients-withheld")
            }
            #expect(try await Self.read(api, "\(accepted)/answer", as: auditor).status == 200)
            for path in ["\(refused)", "\(refused)/answer"] {
                let json = try await api.send(.get, "/v1/declarations/\(path)", as: auditor)
                #expect(json.status == 200)
                #expect(!json.text.contains("999900006") && !json.text.contains("Voorbeeld"))
                let answer = try await Self.read(api, path, as: other.sender)
                #expect(answer.summary == "404 resource.not-found")
            }
        }
    }

    @Test func `that came as JSON has no client to name`() async throws {
        try await withAPI(settings: SealedCase.settings) { api in
            let wilg = try await Declarant(api)
            let care = try await wilg.allocate()
            let accepted = try await wilg.declare(.start("S1", of: care.number)).madeIdentifier
            let repeated = try await wilg.declare(.start("S1", of: care.number)).madeIdentifier
            let refused = try await wilg.declare(.start("S2", of: 1)).madeIdentifier
            for (id, codes) in [(accepted, [String]()), (repeated, ["9056"])] {
                let root = try ParsedElement(try await Self.read(api, "\(id)/answer").body)
                #expect(root["Header"].textOf("Ontvanger") == "1894")
                #expect(root["Header"].codes == codes)
            }
            let none = try await Self.read(api, "\(refused)/answer")
            #expect(none.summary == "406 answer.no-client")
            let itself = try await Self.read(api, "\(accepted)")
            #expect(itself.summary == "406 declaration.came-as-json")
        }
    }

    @Test func `of an erased case is gone, and its JSON is not`() async throws {
        try await withAPI(settings: SealedCase.settings) { api in
            let wilg = try await Declarant(api)
            let care = try await wilg.allocate()
            let accepted = try await Self.sent(api, wilg, .start("S1", of: care.number))
            let refused = try await Self.sent(api, wilg, .start("S2", of: 1))
            for id in [accepted, refused] { try api.eraseClients(of: id) }
            for path in ["\(accepted)", "\(refused)", "\(refused)/answer"] {
                #expect(try await Self.read(api, path).summary == "410 case.erased")
                #expect(try await api.send(.get, "/v1/declarations/\(path)").status == 200)
            }
            #expect(try await Self.read(api, "\(accepted)/answer").status == 200)
        }
    }

    @Test func `stays sealed without the key`() async throws {
        try await withAPI(settings: API.Settings()) { api in
            let wilg = try await Declarant(api)
            let id = try await Self.sent(api, wilg, .start("S1", of: 1))
            for path in ["\(id)", "\(id)/answer"] {
                #expect(try await Self.read(api, path).summary == "503 vault.no-key")
            }
        }
    }

    @Test func `is not there`() async throws {
        try await withSharedAPI { api in
            for path in [Identifier.random().description, "\(Identifier.random())/answer", "7"] {
                let answer = try await Self.read(api, path)
                #expect(answer.summary == "404 resource.not-found")
            }
        }
    }
}

@Suite struct `Who sends a message and accepts XML` {
    @Test func `is answered with the return message, and finds it again`() async throws {
        try await withSharedAPI { api in
            let wilg = try await Declarant(api)
            let care = try await wilg.allocate()
            let headers: Headers = ["Accept": "application/xml", "Idempotency-Key": "once"]
            var bodies: [[UInt8]] = []
            for _ in 0..<2 {
                let made = try await api.send(
                    .post,
                    "/v1/declarations",
                    json: MessageText.start("S1", of: care.number).json(wilg.agbCode),
                    headers: headers
                )
                #expect(made.status == 201)
                #expect(made.headers["content-type"] == "application/xml")
                let place = try #require(made.headers["location"])
                let answer = try await api.send(.get, place + "/answer", headers: .acceptXML)
                #expect(answer.body == made.body)
                bodies.append(made.body)
            }
            #expect(bodies[0] == bodies[1])
            #expect(try ParsedElement(bodies[0])["Header"].codes == [])
            #expect(try await wilg.count() == 1)
        }
    }

    @Test func `gets JSON where the return message would name a client we do not know`()
        async throws
    {
        try await withSharedAPI { api in
            let wilg = try await Declarant(api)
            let made = try await api.send(
                .post,
                "/v1/declarations",
                json: MessageText.start("S1", of: 1).json(wilg.agbCode),
                headers: .acceptXML
            )
            #expect(made.verdict == "refused 0200 9019")
            #expect(made.headers["content-type"] == "application/json")
            #expect(try await wilg.count() == 1)
        }
    }

    @Test func `is refused as anybody`() async throws {
        try await withSharedAPI { api in
            let answer = try await api.send(
                .post,
                "/v1/declarations",
                json: "{}",
                headers: .acceptXML
            )
            #expect(answer.summary == "400 request.invalid")
            #expect(answer.headers["content-type"] == "application/problem+json")
        }
    }
}
