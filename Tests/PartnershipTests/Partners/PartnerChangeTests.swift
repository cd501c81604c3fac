import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `A change of a partner` {
    @Test func `changes what it names and nothing else`() async throws {
        try await withSharedAPI { api in
            let id = try await api.makePartner(name: "Oud")
            let target = "/v1/partners/\(id)"
            let before = try await api.send(.get, target)
            let tag = try #require(before.headers["etag"])
            let changed = try await api.send(
                .patch,
                target,
                json: """
                    {"name": "Nieuw", "expertise": ["rouw", "trauma"], "pillars": ["adult"]}
                    """,
                headers: ["If-Match": tag]
            )
            #expect(changed.status == 200)
            #expect(changed.json["name"].text == "Nieuw")
            #expect(changed.json["expertise"].texts == ["rouw", "trauma"])
            #expect(changed.json["pillars"].texts == ["adult"])
            #expect(changed.json["size"].text == "small")
            #expect(changed.json["agbCode"].text == before.json["agbCode"].text)
            #expect(changed.json["version"].number == 2)
            let after = try await api.send(.get, target)
            #expect(after.body == changed.body)
            #expect(after.headers["etag"] == changed.headers["etag"])
            #expect(after.headers["etag"] != tag)
        }
    }

    @Test func `needs the tag of what it changes`() async throws {
        try await withSharedAPI { api in
            let target = "/v1/partners/\(try await api.makePartner())"
            let tag = try #require(try await api.send(.get, target).headers["etag"])
            let body = "{\"size\": \"large\"}"
            let without = try await api.send(.patch, target, json: body)
            #expect(without.summary == "428 resource.precondition-required")
            for stale in ["\"other\"", "W/\(tag)", "nonsense"] {
                let answer = try await api.send(
                    .patch,
                    target,
                    json: body,
                    headers: ["If-Match": stale]
                )
                #expect(answer.summary == "412 resource.precondition-failed")
            }
            #expect(try await api.send(.get, target).headers["etag"] == tag)
            for good in ["\"other\", \(tag)", "*"] {
                let answer = try await api.send(
                    .patch,
                    target,
                    json: body,
                    headers: ["If-Match": good]
                )
                #expect(answer.status == 200)
            }
        }
    }

    @Test func `without members leaves everything as it is`() async throws {
        try await withSharedAPI { api in
            let target = "/v1/partners/\(try await api.makePartner())"
            let before = try await api.send(.get, target)
            let tag = try #require(before.headers["etag"])
            let answer = try await api.send(
                .patch,
                target,
                json: "{}",
                headers: ["If-Match": tag]
            )
            #expect(answer.status == 200)
            #expect(answer.body == before.body)
        }
    }

    @Test func `is refused with every error at once`() async throws {
        try await withSharedAPI { api in
            let target = "/v1/partners/\(try await api.makePartner())"
            let answer = try await api.send(
                .patch,
                target,
                json: """
                    {"name": null, "agbCode": "1", "size": null, "pillars": [], "expertise": "a",
                     "kvkNumber": "01234567", "status": "active"}
                    """,
                headers: ["If-Match": "*"]
            )
            #expect(answer.status == 400)
            #expect(
                Set(answer.places) == [
                    "/name type", "/agbCode format", "/size type", "/pillars length",
                    "/expertise type", "/kvkNumber unknown-member", "/status unknown-member",
                ]
            )
        }
    }

    @Test func `cannot take another's AGB code`() async throws {
        try await withSharedAPI { api in
            let first = try await api.makePartner()
            let taken = try await api.send(.get, "/v1/partners/\(first)").json["agbCode"].text
            let target = "/v1/partners/\(try await api.makePartner())"
            let before = try await api.send(.get, target)
            let answer = try await api.send(
                .patch,
                target,
                json: "{\"agbCode\": \"\(taken ?? "")\", \"name\": \"Nieuw\"}",
                headers: ["If-Match": "*"]
            )
            #expect(answer.summary == "409 partner.agb-code-taken")
            #expect(try await api.send(.get, target).body == before.body)
        }
    }

    @Test func `needs a partner and a merge patch`() async throws {
        try await withSharedAPI { api in
            let nobody = try await api.send(
                .patch,
                "/v1/partners/019afd3c-0728-709a-bf2a-74de452e6b43",
                json: "{}",
                headers: ["If-Match": "*"]
            )
            #expect(nobody.status == 404)
            let other = try await api.send(
                .patch,
                "/v1/partners/019afd3c-0728-709a-bf2a-74de452e6b43",
                json: "{}",
                headers: ["If-Match": "*", "Content-Type": "application/json"]
            )
            #expect(other.summary == "415 request.unsupported-media-type")
        }
    }

    @Test func `wins alone when many come at once`() async throws {
        try await withAPI(loops: 2) { api in
            let target = "/v1/partners/\(try await api.makePartner())"
            let tag = try #require(try await api.send(.get, target).headers["etag"])
            let answers = try await api.sendAtOnce(
                16,
                .patch,
                target,
                json: "{\"size\": \"large\"}",
                headers: ["If-Match": tag]
            )
            #expect(answers.filter { $0.status == 200 }.count == 1)
            #expect(answers.filter { $0.status == 412 }.count == 15)
            #expect(try await api.send(.get, target).json["version"].number == 2)
        }
    }
}
