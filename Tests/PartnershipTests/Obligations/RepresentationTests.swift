import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `Representatives` {
    private static func text(_ day: Day, _ functions: String = #""owner""#) -> String {
        """
        {"validFrom": "\(day)", "functions": [\(functions)]}
        """
    }

    @Test(arguments: [("2026-04-30", false), ("2026-05-01", true), ("2026-05-02", true)])
    func `do not change days before the last ones`(day: Day, isTaken: Bool) {
        let new = Representation(validFrom: day, functions: [.owner])
        #expect(throws: Never.self) { try new.check(after: nil) }
        let refusal = RepresentationRefusal.beforeLast("2026-05-01")
        if isTaken {
            #expect(throws: Never.self) { try new.check(after: "2026-05-01") }
        } else {
            #expect(throws: refusal) { try new.check(after: "2026-05-01") }
        }
    }

    @Test func `are appointed and replaced, by the partner itself too`() async throws {
        try await withSharedAPI { api in
            let partner = try await api.makePartner()
            let path = "/v1/partners/\(partner)/representatives"
            func put(_ body: String, _ headers: Headers) async throws -> Response {
                try await api.send(
                    .put,
                    path,
                    as: .partner(partner),
                    json: body,
                    headers: headers
                )
            }
            let none: Headers = ["If-None-Match": "*"]
            let star: Headers = ["If-Match": "*"]
            #expect(try await api.send(.get, path).status == 404)
            #expect(try await put(Self.text("2026-01-01"), [:]).status == 428)
            #expect(try await put(Self.text("2026-01-01"), star).status == 412)
            let made = try await put(Self.text("2026-01-01"), none)
            #expect(made.status == 201)
            #expect(made.headers["location"] == path)
            #expect(made.json["id"].identifier == partner)
            #expect(try await api.send(.get, path, as: .role(.college)).body == made.body)
            #expect(try await put(Self.text("2026-01-01"), none).status == 412)
            let corrected = try await put(Self.text("2026-01-01", #""manager", "owner""#), star)
            #expect(corrected.json["functions"].texts == ["manager", "owner"])
            #expect(corrected.json["version"].number == 2)
            let early = try await put(Self.text("2025-12-31"), star)
            #expect(early.summary == "409 representatives.before-last")
            #expect(early.json["grounds"][0]["article"].text == "4.1")
            let tag = try #require(corrected.headers["etag"])
            let later = try await put(Self.text("2026-05-01"), ["If-Match": tag])
            #expect(later.json["validFrom"].text == "2026-05-01")
            #expect(later.json["version"].number == 3)
            #expect(try await api.send(.get, path).body == later.body)
            let other = try await api.makePartner()
            let theirs = try await api.send(
                .put,
                path,
                as: .partner(other),
                json: Self.text("2026-06-01"),
                headers: star
            )
            #expect(theirs.status == 404)
        }
    }

    @Test func `that are appointed 64 times at once are appointed once`() async throws {
        try await withAPI(loops: 2) { api in
            let path = "/v1/partners/\(try await api.makePartner())/representatives"
            let answers = try await api.sendAtOnce(
                64,
                .put,
                path,
                json: Self.text("2026-01-01"),
                headers: ["If-None-Match": "*"]
            )
            #expect(answers.count { $0.status == 201 } == 1)
            #expect(answers.count { $0.status == 412 } == 63)
            #expect(try await api.send(.get, path).json["version"].number == 1)
        }
    }

    @Test func `are functions and never names`() async throws {
        try await withSharedAPI { api in
            let path = "/v1/partners/\(try await api.makePartner())/representatives"
            for (functions, place) in [
                ("", "/functions length"), (#""J. de Vries""#, "/functions/0 enum"),
                (#""owner", "owner""#, "/functions/1 format"),
            ] {
                let answer = try await api.send(
                    .put,
                    path,
                    json: Self.text("2026-01-01", functions),
                    headers: ["If-None-Match": "*"]
                )
                #expect(answer.places == [place])
            }
            let nobodys = try await api.send(
                .put,
                "/v1/partners/019afd3c-0728-709a-bf2a-74de452e6b43/representatives",
                json: Self.text("2026-01-01"),
                headers: ["If-None-Match": "*"]
            )
            #expect(nobodys.status == 404)
        }
    }
}
