import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `A token` {
    @Test func `is asked for, with the way to give it`() async throws {
        try await withSharedAPI { api in
            let answer = try await api.send(.get, "/v1/products", as: .nobody)
            #expect(answer.summary == "401 access.token-missing")
            #expect(answer.headers["www-authenticate"] == "Bearer")
            #expect(answer.headers["content-type"] == "application/problem+json")
            #expect(answer.json["status"].number == 401)
        }
    }

    @Test(arguments: [
        "Bearer wrong", "Bearer ", "Bearer", "Basic YTpi", "token-of-role", "",
        "Bearer token'; drop table token; --",
    ])
    func `of another kind is refused`(value: String) async throws {
        try await withSharedAPI { api in
            let answer = try await api.send(
                .get,
                "/v1/products",
                as: .nobody,
                headers: ["Authorization": value]
            )
            #expect(answer.summary == "401 access.token-invalid")
            #expect(answer.headers["www-authenticate"] == "Bearer error=\"invalid_token\"")
        }
    }

    @Test(arguments: ["Bearer", "bearer", "BEARER"])
    func `may have its scheme written in any case`(scheme: String) async throws {
        try await withSharedAPI { api in
            try api.issueToken("secret-\(scheme)", to: .role(.finance))
            let answer = try await api.send(
                .get,
                "/v1/products",
                as: .nobody,
                headers: ["Authorization": "\(scheme) secret-\(scheme)"]
            )
            #expect(answer.status == 200)
        }
    }

    @Test func `without the scope is told which one it lacks`() async throws {
        try await withSharedAPI { api in
            let answer = try await api.send(
                .post,
                "/v1/partners",
                as: .role(.caseSystem),
                json: "{}"
            )
            #expect(answer.summary == "403 access.scope-missing")
            #expect(answer.json["detail"].text?.contains("partners:write") == true)
            let challenge = answer.headers["www-authenticate"] ?? ""
            #expect(challenge.contains("scope=\"partners:write\""))
        }
    }

    @Test func `that has expired is none`() async throws {
        try await withSharedAPI { api in
            try api.issueToken("old", to: .role(.municipality), days: 0)
            let answer = try await api.send(.get, "/v1/products", as: .token("old"))
            #expect(answer.summary == "401 access.token-invalid")
        }
    }

    @Test func `that was revoked ends within a second`() async throws {
        try await withAPI { api in
            let sender = TestAPI.Sender.role(.auditor)
            #expect(try await api.send(.get, "/v1/products", as: sender).status == 200)
            try api.revokeToken(of: sender)
            try await Task.sleep(for: .milliseconds(1_000))
            let answer = try await api.send(.get, "/v1/products", as: sender)
            #expect(answer.summary == "401 access.token-invalid")
        }
    }

    @Test func `is kept as a digest alone`() async throws {
        try await withAPI { api in
            try api.issueToken("a-very-secret-token", to: .role(.finance))
            let lines = try TokenRegister(api.database.connection()).list()
            #expect(lines.count == 1)
            #expect(lines[0].contains("finance"))
            #expect(lines[0].hasSuffix("in force"))
            #expect(!lines[0].contains("secret"))
        }
    }

    @Test func `of a partner belongs to one, and of no other role`() async throws {
        try await withSharedAPI { api in
            let partner = try await api.makePartner()
            #expect(try await api.send(.get, "/v1/agreements", as: .partner(partner)).status == 200)
            #expect(throws: (any Error).self) {
                try api.issueToken("orphan", to: .role(.partner))
            }
        }
    }

    @Test func `is asked for before anything else is looked at`() async throws {
        try await withSharedAPI { api in
            let answer = try await api.send(
                .post,
                "/v1/partners?colour=red",
                as: .nobody,
                json: "nonsense",
                headers: ["Content-Type": "text/plain"]
            )
            #expect(answer.status == 401)
        }
    }
}
