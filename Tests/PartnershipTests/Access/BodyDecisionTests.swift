import HTTP
import Partnership
import TestSupport
import Testing

@Suite struct `The body of a request` {
    private static let ordinary = 1_048_576

    @Test(arguments: [
        ("/v1/nowhere", HTTP.Method.post, TestAPI.Sender.role(.municipality)),
        ("/v1/products", .get, .role(.municipality)),
        ("/v1/products", .delete, .role(.municipality)),
        ("/v1/products", .post, .nobody),
    ])
    func `is passed over when the head alone tells that it is for nothing`(
        _ path: String,
        _ method: HTTP.Method,
        _ sender: TestAPI.Sender
    ) async throws {
        try await withSharedAPI { api in
            let decision = try await api.bodyDecision(method, path, as: sender)
            #expect(decision.atOnce == .decline)
            #expect(decision.lookedUp == nil)
        }
    }

    @Test(arguments: [
        ("/v1/products", TestAPI.Sender.role(.municipality), Int?.some(ordinary)),
        ("/v1/declaration-batches", .role(.caseSystem), 25 * ordinary),
        ("/v1/products", .role(.auditor), nil),
        ("/v1/products", .token("unknown-token-0123456789"), nil),
    ])
    func `waits until its caller is known to be allowed it`(
        _ path: String,
        _ sender: TestAPI.Sender,
        _ limit: Int?
    ) async throws {
        try await withAPI { api in
            let decision = try await api.bodyDecision(.post, path, as: sender)
            #expect(decision.atOnce == .ask)
            #expect(decision.lookedUp == limit)
            // Whoever is unknown is asked about every time.
            guard case .role = sender else { return #expect(decision.thereafter == .ask) }
            let known = limit.map { BodyDecision.read(maximumBytes: $0) } ?? .decline
            #expect(decision.thereafter == known)
        }
    }

    @Test func `of the wrong kind of credentials is passed over`() async throws {
        try await withSharedAPI { api in
            let decision = try await api.bodyDecision(.post, "/v1/products", as: .token(""))
            #expect(decision.lookedUp == nil)
        }
    }
}
