import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `A document` {
    private static let hash = String(repeating: "0123456789abcdef", count: 4)

    private static func body(
        _ reference: String,
        title: String = "Verslag",
        datedOn: String = "2026-02-01",
        sha256: String = "\"\(hash)\""
    ) -> String {
        """
        {"reference": "\(reference)", "title": "\(title)", "kind": "other",
         "datedOn": "\(datedOn)", "documentVersion": null, "sha256": \(sha256)}
        """
    }

    @Test func `reads as it was added`() async throws {
        try await withSharedAPI { api in
            let reference = "V-\(api.nextNumber())"
            let made = try await api.send(
                .post,
                "/v1/documents",
                json: Self.body(reference, title: reference)
            )
            let id = try made.madeIdentifier
            #expect(made.headers["location"] == "/v1/documents/\(id)")
            let read = try await api.send(.get, "/v1/documents/\(id)", as: .role(.frontend))
            #expect(read.body == made.body)
            #expect(
                read.json.names == [
                    "id", "reference", "title", "kind", "datedOn", "documentVersion", "sha256",
                    "signals", "createdAt", "version",
                ]
            )
            #expect(read.json["sha256"].text == Self.hash)
            #expect(read.json["signals"].count == 0)
            let missing = try await api.send(.get, "/v1/documents/\(Identifier(high: 1, low: 1))")
            #expect(missing.status == 404)
        }
    }

    @Test(arguments: [
        ("\"\(hash.dropLast())\"", false), ("\"\(hash)0\"", false),
        ("\"\(hash.uppercased())\"", false), ("\"\(hash.dropLast())g\"", false),
        ("\"\(hash)\"", true), ("null", true),
    ])
    func `has a SHA-256 or none`(sha256: String, isGood: Bool) async throws {
        try await withSharedAPI { api in
            let reference = "V-\(api.nextNumber())"
            let body = Self.body(reference, title: reference, sha256: sha256)
            let answer = try await api.send(.post, "/v1/documents", json: body)
            #expect(answer.status == (isGood ? 201 : 400))
            #expect(answer.places == (isGood ? [] : ["/sha256 format"]))
        }
    }

    @Test func `is alone with its reference, also when 64 come at once`() async throws {
        try await withAPI(loops: 2) { api in
            let body = Self.body("V-1")
            let answers = try await api.sendAtOnce(64, .post, "/v1/documents", json: body)
            #expect(answers.count { $0.status == 201 } == 1)
            #expect(answers.count { $0.summary == "409 document.reference-taken" } == 63)
            let list = try await api.send(.get, "/v1/documents?count=true&limit=5")
            #expect(list.json["total"].number == 5)
            #expect(list.json["items"].count == 5)
        }
    }

    @Test func `of the agreement stands there from the start, with its doubt`() async throws {
        try await withAPI { api in
            let list = try await api.send(.get, "/v1/documents").json["items"].elements
            #expect(
                list.map { $0["reference"].text } == [
                    "PO-v0.6", "BK-2025-06-05", "UK-2025-06-10", "UK-2025-07-31",
                ]
            )
            #expect(list.allSatisfy { $0["sha256"].isNull })
            #expect(list.map { $0["signals"].count } == [0, 0, 1, 1])
            let signal = list[2]["signals"][0]
            #expect(signal["code"].text == "document.other-version")
            #expect(signal["detail"].text?.contains("UK-2025-07-31") == true)
            #expect(signal["source"].text == "PO 2.2")
        }
    }

    @Test func `of the same title and another day tells of the other`() async throws {
        try await withSharedAPI { api in
            let title = "T-\(api.nextNumber())"
            let bodies = [("2026-02-01", "A"), ("2026-02-01", "B"), ("2026-03-01", "C")].map {
                Self.body("\(title)\($1)", title: title, datedOn: $0)
            }
            var last: Response?
            for body in bodies { last = try await api.send(.post, "/v1/documents", json: body) }
            #expect(last?.json["signals"].count == 2)
        }
    }

    @Test(arguments: [
        ("A", ["B", "C", "D"]), ("B", ["A", "C", "D"]), ("C", ["A", "B", "D"]),
        ("D", ["B", "C", "E"]), ("E", ["B", "C", "D"]),
    ])
    func `tells of the three nearest alone`(name: String, near: [String]) async throws {
        // C is as far from D as B from C; two of one day say nothing of each other.
        let days = [
            ("A", "2026-01-01"), ("B", "2026-01-10"), ("C", "2026-01-20"), ("D", "2026-01-30"),
            ("E", "2026-02-14"),
        ]
        try await withSharedAPI { api in
            let title = "T-\(api.nextNumber())-"
            var made: [String: Identifier] = [:]
            for (name, day) in days {
                let body = Self.body(title + name, title: title, datedOn: day)
                made[name] = try await api.send(.post, "/v1/documents", json: body).madeIdentifier
            }
            let id = try #require(made[name])
            let signals = try await api.send(.get, "/v1/documents/\(id)").json["signals"].elements
            let details = signals.compactMap { $0["detail"].text }
            #expect(details.count == 3)
            for (detail, name) in zip(details, near) {
                #expect(detail.hasPrefix("There is also \(title)\(name),"), "\(detail)")
            }
        }
    }
}
