import HTTP
import JSON
@testable import Partnership
import Postgres
import TestSupport
import Testing

@Suite struct `A key in armour` {
    private static let begin = "-----BEGIN PGP PUBLIC KEY BLOCK-----"
    private static let end = "-----END PGP PUBLIC KEY BLOCK-----"

    @Test(arguments: [
        ("\(begin)\n\nmQGN\n\(end)\n", true), ("\(begin)\n\nmQGN\n\(end)", true),
        ("\(begin)\r\n\r\nmQGN\r\n\(end)\r\n", true),
        (" \(begin)\n\nmQGN\n\(end)\n", false), ("\(begin)\n\nmQGN\n\(end)\n\n", false),
        ("\(begin)\n\nmQGN\n", false), ("mQGN\n\(end)", false), ("", false),
        ("\(begin)\n\(begin)\n\nmQGN\n\(end)\n", false),
        ("\(begin)\n\nmQGN\n\(end)\n\(begin)\n\nmQGN\n\(end)\n", false),
        ("\(begin)\n\nmQGN\n-----BEGIN PGP PRIVATE KEY BLOCK-----\n\(end)\n", false),
        ("-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nmQGN\n\(end)\n", false),
    ])
    func `is one public key and nothing more`(text: String, isArmour: Bool) {
        #expect(TrustKey.isArmour(text) == isArmour)
    }
}

@Suite struct `Keys of the trust body` {
    private static let path = "/v1/trust-keys"

    private static func armour(_ half: String) throws -> String {
        String(
            decoding: try DemoFacts.contents(of: "db/demo/trust-body-\(half).asc"),
            as: UTF8.self
        )
    }

    private static func body(_ armour: String, label: String = "2026") -> String {
        var writer = JSONWriter()
        writer.object {
            $0.member("publicKey", armour)
            $0.member("label", label)
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private func file(
        _ api: TestAPI,
        _ armour: String,
        as sender: TestAPI.Sender = .role(.trustBody)
    ) async throws -> Response {
        try await api.send(.post, Self.path, as: sender, json: Self.body(armour))
    }

    /// What PostgreSQL makes of some armours, as text.
    private static func value(_ api: TestAPI, _ sql: Statement, _ armours: String...) throws
        -> String
    {
        try api.database.connection().rows(sql) {
            for armour in armours { $0.add(armour) }
        }[0].text(0)
    }

    private static let together = Statement(
        "test.armour",
        "select armor(dearmor($1) || dearmor($2))"
    )
    private static let part = Statement("test.armour", "select armor(substr(dearmor($1), 1, 300))")
    private static let again = Statement("test.armour", "select armor(dearmor($1))")
    private static let digest = Statement(
        "test.digest",
        "select encode(sha256(convert_to($1, 'UTF8')), 'hex')"
    )
    private static let relabelled = Statement(
        "test.armour",
        "select armor(set_byte(dearmor($1), 0, get_byte(dearmor($1), 0) + 4))"
    )

    @Test func `read as they were filed, with the id and the digest that others compare`()
        async throws
    {
        try await withAPI { api in
            let armour = try Self.armour("public")
            let made = try await file(api, armour)
            #expect(made.status == 201)
            #expect(
                made.json.names == [
                    "id", "label", "keyId", "sha256", "publicKey", "createdAt", "version",
                ]
            )
            #expect(made.json["publicKey"].text == armour)
            #expect(made.json["keyId"].text == "E663935E2B37E384")
            #expect(try made.json["sha256"].text == Self.value(api, Self.digest, armour))
            let path = "\(Self.path)/\(try made.madeIdentifier)"
            #expect(made.headers["location"] == path)
            let list = try await api.send(.get, Self.path + "?count=true", as: .role(.auditor))
            #expect(list.json["items"][0].description == made.json.description)
            #expect(list.json["total"].number == 1)
            let partner = try await api.makePartner()
            #expect(try await api.send(.get, path, as: .partner(partner)).body == made.body)
        }
    }

    @Test func `are filed once, in whatever armour`() async throws {
        try await withAPI { api in
            let armour = try Self.armour("public")
            #expect(try await file(api, armour).status == 201)
            let unsealed = try Self.value(api, Self.again, armour)
                .replacing("PGP MESSAGE", with: "PGP PUBLIC KEY BLOCK")
            #expect(unsealed != armour)
            for text in [armour, unsealed] {
                let again = try await file(api, text)
                #expect(again.summary == "409 trust-key.filed")
                #expect(again.json["grounds"][0]["article"].text == "7.2")
            }
        }
    }

    @Test func `that come at once are one`() async throws {
        try await withAPI(loops: 2) { api in
            let armour = try Self.armour("public")
            let answers = try await withThrowingTaskGroup(of: Response.self) { group in
                for number in 0..<64 {
                    group.addTask {
                        try await api.send(
                            .post,
                            Self.path,
                            as: .role(.trustBody),
                            json: Self.body(armour),
                            loop: number
                        )
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.count { $0.status == 201 } == 1)
            #expect(answers.count { $0.summary == "409 trust-key.filed" } == 63)
        }
    }

    @Test func `are not filed by anybody else`() async throws {
        try await withSharedAPI { api in
            let answer = try await file(api, Self.armour("public"), as: .role(.municipality))
            #expect(answer.summary == "403 access.scope-missing")
        }
    }

    /// A private key, in its own armour, in that of a public one, behind one and before one; one
    /// that says it is public; a part of a key; two keys; and no key.
    @Test func `are refused when they are private or cannot be sealed to, and kept nowhere`()
        async throws
    {
        try await withAPI { api in
            let publicKey = try Self.armour("public")
            let privateKey = try Self.armour("private")
            let made = try [
                Self.value(api, Self.together, privateKey, publicKey),
                Self.value(api, Self.together, publicKey, privateKey),
                Self.value(api, Self.together, publicKey, publicKey),
                Self.value(api, Self.relabelled, privateKey),
                Self.value(api, Self.again, privateKey), Self.value(api, Self.part, publicKey),
            ].map { $0.replacing("PGP MESSAGE", with: "PGP PUBLIC KEY BLOCK") }
            let empty = """
                -----BEGIN PGP PUBLIC KEY BLOCK-----

                =twTO
                -----END PGP PUBLIC KEY BLOCK-----
                """
            let disguised = privateKey.replacing("PRIVATE KEY", with: "PUBLIC KEY")
            let secret = privateKey.split(separator: "\n")[4]
            for armour in made + [privateKey, publicKey + privateKey, disguised, empty, "x"] {
                let answer = try await file(api, armour)
                #expect(answer.status == 400)
                #expect(answer.places == ["/publicKey format"])
                #expect(!answer.text.contains(secret) && answer.text.utf8.count < 600)
            }
            let list = try await api.send(.get, Self.path)
            #expect(list.json["items"].count == 0)
        }
    }

    @Test(arguments: [
        (#"{"publicKey": 1, "label": "2026"}"#, ["/publicKey type"]),
        (#"{"publicKey": "x", "label": ""}"#, ["/label length", "/publicKey format"]),
        (#"{"label": "2026"}"#, ["/publicKey required"]),
        (
            #"{"publicKey": "x", "label": "a", "keyId": "1"}"#,
            ["/publicKey format", "/keyId unknown-member"]
        ),
    ])
    func `are refused when they are wrong in themselves`(
        body: String,
        places: [String]
    ) async throws {
        try await withSharedAPI { api in
            let answer = try await api.send(.post, Self.path, as: .role(.trustBody), json: body)
            #expect(answer.status == 400)
            #expect(Set(answer.places) == Set(places))
        }
    }

    @Test func `are shown with rounds: the newest until tickets were sealed to another`()
        async throws
    {
        try await withAPI { api in
            let rounds = Rounds(api)
            try rounds.stopClock(at: "2026-09-01T08:00:00Z")
            let made = try await rounds.plan([try await rounds.cluster()])
            #expect(made.json["trustKeyId"].isNull && made.json["keyId"].isNull)
            let key = try await file(api, Self.armour("public")).madeIdentifier
            let read = try await rounds.read(made.madeIdentifier)
            #expect(read["trustKeyId"].identifier == key)
            #expect(read["keyId"].text == "E663935E2B37E384")
            // An older one that tickets were given out under.
            let older = Identifier(high: 1, low: 1)
            try api.database.connection().run(
                script: """
                    insert into trust_key (id, public_key, key_id, label, created_at)
                    select '\(older)', replace(armor(dearmor(public_key) || '\\xb400'), 'MESSAGE',
                        'PUBLIC KEY BLOCK'), '0123456789ABCDEF', 'older', '2026-01-01'
                    from trust_key;
                    """
            )
            let still = try await rounds.read(made.madeIdentifier)
            #expect(still["trustKeyId"].identifier == key)
            try api.database.connection().run(
                script: "update trust_measurement set key_id = '\(older)'"
            )
            let fixed = try await rounds.read(made.madeIdentifier)
            #expect(fixed["trustKeyId"].identifier == older)
            #expect(fixed["keyId"].text == "0123456789ABCDEF")
        }
    }
}
