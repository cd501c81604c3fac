import HTTP
@testable import Partnership
import Postgres
import TestSupport

/// The municipality's office for tests, on a day that a test can choose.
struct Office: Sendable {
    let api: TestAPI

    init(_ api: TestAPI) {
        self.api = api
    }

    /// Makes it a day in this test's own database.
    func stopToday(at day: Day) throws {
        try api.database.connection().run(
            script: """
                create or replace function today() returns date
                language sql stable parallel safe
                as $$ select date '\(day)' $$
                """
        )
    }

    /// A partner with its two agreements.
    struct Member: Sendable {
        let partner: Identifier
        let process: Identifier
        let assignment: Identifier
    }

    func makeMember(from startsOn: String = "2026-01-01") async throws -> Member {
        let partner = try await api.makePartner()
        return Member(
            partner: partner,
            process: try await api.makeAgreement("process", of: partner, from: startsOn),
            assignment: try await api.makeAgreement("assignment", of: partner, from: startsOn)
        )
    }

    static func notice(
        _ receivedOn: String,
        endsOn: String? = nil,
        reference: String = "BRIEF-1"
    ) -> String {
        """
        {"kind": "notice-by-partner", "receivedOn": "\(receivedOn)",
         "endsOn": \(endsOn.map { "\"\($0)\"" } ?? "null"), "documentReference": "\(reference)"}
        """
    }

    static func municipalNotice(_ receivedOn: String, _ scope: String) -> String {
        """
        {"kind": "notice-by-municipality", "scope": "\(scope)", "receivedOn": "\(receivedOn)",
         "documentReference": "BRIEF-2"}
        """
    }

    static func mutual(_ endsOn: String) -> String {
        """
        {"kind": "mutual", "endsOn": "\(endsOn)", "documentReference": "VSO-1"}
        """
    }

    static func dissolution(
        _ endsOn: String,
        _ ground: String = "shortcoming",
        advice: Identifier? = nil,
        decision: Identifier? = nil
    ) -> String {
        """
        {"kind": "dissolution", "ground": "\(ground)", "endsOn": "\(endsOn)",
         "documentReference": "BRIEF-3", "adviceId": \(advice.map { "\"\($0)\"" } ?? "null"),
         "decisionId": \(decision.map { "\"\($0)\"" } ?? "null")}
        """
    }

    static func advice(
        _ partner: Identifier,
        _ body: String = "trust-body",
        _ conclusion: String = "terminate"
    ) -> String {
        """
        {"partnerId": "\(partner)", "body": "\(body)", "conclusion": "\(conclusion)",
         "documentReference": "ADVIES-1"}
        """
    }

    static func decision(
        _ partner: Identifier,
        _ ground: String = "trust",
        _ outcome: String = "terminate",
        advice: Identifier? = nil,
        agreement: Identifier? = nil,
        reasons: String? = nil
    ) -> String {
        """
        {"partnerId": "\(partner)", "ground": "\(ground)", "outcome": "\(outcome)",
         "agreementId": \(agreement.map { "\"\($0)\"" } ?? "null"),
         "adviceId": \(advice.map { "\"\($0)\"" } ?? "null"), "decidedOn": "2026-05-12",
         "documentReference": "B&W 2026-0201",
         "reasonsForDeviating": \(reasons.map { "\"\($0)\"" } ?? "null")}
        """
    }

    /// Records the end of an agreement.
    func end(
        _ agreement: Identifier,
        _ body: String,
        headers: Headers = ["If-None-Match": "*"]
    ) async throws -> Response {
        try await api.send(
            .put,
            "/v1/agreements/\(agreement)/termination",
            json: body,
            headers: headers
        )
    }

    func file(_ advice: String, as role: Role = .trustBody) async throws -> Response {
        try await api.send(.post, "/v1/advices", as: .role(role), json: advice)
    }

    func decide(_ decision: String) async throws -> Response {
        try await api.send(.post, "/v1/decisions", as: .role(.college), json: decision)
    }

    func partner(_ id: Identifier) async throws -> TestJSON {
        try await api.send(.get, "/v1/partners/\(id)").json
    }

    func agreement(_ id: Identifier) async throws -> TestJSON {
        try await api.send(.get, "/v1/agreements/\(id)").json
    }
}
