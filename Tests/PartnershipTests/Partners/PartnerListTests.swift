import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `The list of partners` {
    @Test func `is in the order in which they were added, each once`() async throws {
        try await withAPI { api in
            var made: [Identifier] = []
            for number in 0..<7 {
                // Ids of one millisecond are in no order; a page does not depend on it.
                made.append(try await api.makePartner(name: "P\(number)"))
            }
            var target: String? = "/v1/partners?limit=3&count=true"
            var found: [Identifier] = []
            while let current = target {
                let answer = try await api.send(.get, current, as: .role(.auditor))
                #expect(answer.json["total"].number == 7)
                found += answer.json["items"].elements.compactMap { $0["id"].identifier }
                target = answer.json["next"].text
            }
            #expect(found == made.sorted())
        }
    }

    @Test func `stays right while partners are added`() async throws {
        try await withAPI { api in
            for _ in 0..<3 { _ = try await api.makePartner() }
            let first = try await api.send(.get, "/v1/partners?limit=2")
            let last = try await api.makePartner()
            let second = try await api.send(.get, try #require(first.json["next"].text))
            let ids = second.json["items"].elements.compactMap { $0["id"].identifier }
            #expect(ids.count == 2)
            #expect(ids.contains(last))
        }
    }

    @Test func `can be limited to a status`() async throws {
        let counts = ["active": 1, "candidate": 2, "ended": 0, "excluded": 0, "notice": 0]
        try await withAPI { api in
            _ = try await api.makeActivePartner()
            _ = try await api.makePartner()
            _ = try await api.makePartner()
            for (status, count) in counts {
                let answer = try await api.send(.get, "/v1/partners?count=true&status=\(status)")
                #expect(answer.json["items"].count == count)
                #expect(answer.json["total"].number == count)
                #expect(answer.json["items"].elements.allSatisfy { $0["status"].text == status })
            }
        }
    }

    @Test func `shows everybody the active partners, and of them four things`() async throws {
        try await withAPI { api in
            _ = try await api.makePartner(name: "Kandidaat")
            _ = try await api.makeActivePartner(name: "Een")
            _ = try await api.makeActivePartner(name: "Twee")
            let answer = try await api.send(
                .get,
                "/v1/partners?status=active&limit=1&count=true",
                as: .nobody
            )
            #expect(answer.status == 200)
            #expect(answer.json["total"].number == 2)
            let item = answer.json["items"][0]
            #expect(item.names == ["name", "kvkNumber", "expertise", "since"])
            #expect(item["since"].text == "2026-01-01")
            let next = try await api.send(.get, try #require(answer.json["next"].text), as: .nobody)
            #expect(next.json["items"].count == 1)
            #expect(next.json["next"].isNull)
        }
    }

    @Test(arguments: [
        "/v1/partners", "/v1/partners?status=candidate", "/v1/partners?limit=1",
        "/v1/partners?count=true",
    ])
    func `shows nothing else without a token`(target: String) async throws {
        try await withSharedAPI { api in
            let answer = try await api.send(.get, target, as: .nobody)
            #expect(answer.summary == "401 access.token-missing")
            #expect(answer.headers["www-authenticate"] == "Bearer")
        }
    }

    @Test func `shows a holder of a token everything of active partners`() async throws {
        try await withAPI { api in
            let id = try await api.makeActivePartner()
            let answer = try await api.send(.get, "/v1/partners?status=active", as: .partner(id))
            #expect(answer.json["items"][0]["id"].identifier == id)
            #expect(answer.json["items"][0]["agbCode"].isThere)
        }
    }

    @Test(arguments: [
        ("status=ACTIVE", "status format"), ("status=", "status format"),
        ("limit=0", "limit format"), ("limit=201", "limit format"), ("limit=x", "limit format"),
        ("cursor=zz", "cursor format"), ("cursor=2D", "cursor format"),
        ("count=1", "count format"),
    ])
    func `refuses values it does not know`(query: String, place: String) async throws {
        try await withSharedAPI { api in
            let answer = try await api.send(.get, "/v1/partners?\(query)")
            #expect(answer.summary == "400 request.invalid")
            #expect(answer.places == [place])
        }
    }
}
