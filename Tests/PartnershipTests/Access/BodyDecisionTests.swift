import HTTP
import Partnership
import TestSupport
import Testing

@Suite struct `The body of a request` {
    private static let ordinary = 1_048_576

    @Test(arguments: [
        ("/v1/nowhere", HTTP.Method.post, TestAPI.Sender.role(.municipality), 404),
        ("/v1/products", .get, .role(.municipality), 200),
        ("/v1/products", .delete, .role(.municipality), 405),
        ("/v1/products", .post, .nobody, 401),
    ])
    func `is passed over when the head alone tells that it is for nothing`(
        _ path: String,
        _ method: HTTP.Method,
        _ sender: TestAPI.Sender,
        _ status: Int
    ) async throws {
        try await withSharedAPI { api in
            let decision = try await api.bodyDecision(method, path, as: sender)
            #expect(decision.atOnce == .decline)
            #expect(decision.verdict.status == status)
        }
    }

    @Test(arguments: [
        ("/v1/products", TestAPI.Sender.role(.municipality), ordinary),
        ("/v1/declaration-batches", .role(.caseSystem), 25 * ordinary),
    ])
    func `is read when its caller turns out to be allowed it`(
        _ path: String,
        _ sender: TestAPI.Sender,
        _ limit: Int
    ) async throws {
        try await withAPI { api in
            let decision = try await api.bodyDecision(.post, path, as: sender)
            #expect(decision.atOnce == .ask)
            #expect(decision.verdict.maximumBytes == limit)
            #expect(decision.thereafter == .read(maximumBytes: limit))
        }
    }

    @Test(arguments: [
        (TestAPI.Sender.role(.auditor), 403, BodyDecision.decline),
        // Whoever is unknown is looked up every time.
        (.token("unknown-token-0123456789"), 401, .ask), (.token(""), 401, .ask),
    ])
    func `is answered without being read when its caller may not send it`(
        _ sender: TestAPI.Sender,
        _ status: Int,
        _ thereafter: BodyDecision
    ) async throws {
        try await withAPI { api in
            let decision = try await api.bodyDecision(.post, "/v1/products", as: sender)
            #expect(decision.atOnce == .ask)
            #expect(decision.verdict.status == status)
            #expect(decision.thereafter == thereafter)
        }
    }
}

extension BodyVerdict {
    fileprivate var maximumBytes: Int? {
        if case .read(let maximumBytes) = self { maximumBytes } else { nil }
    }

    fileprivate var status: Int? {
        if case .answer(let response) = self { response.status.code } else { nil }
    }
}
