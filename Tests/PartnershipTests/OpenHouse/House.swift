import HTTP
@testable import Partnership
import Postgres
import TestSupport

/// An open house for tests, with a clock that a test can stop.
struct House: Sendable {
    let api: TestAPI

    init(_ api: TestAPI) {
        self.api = api
    }

    /// Stops the clock of the open house in this test's own database.
    func stopClock(at moment: String) throws {
        try api.database.connection().run(
            script: """
                create or replace function moment() returns timestamptz
                language sql volatile parallel safe
                as $$ select timestamptz '\(moment)' $$
                """
        )
    }

    static func text(
        _ opensAt: String,
        _ closesAt: String,
        criteria: String = """
        [{"code": "METHOD", "text": "Werkt volgens het Kader."},
         {"code": "QUALITY", "text": "Heeft een keurmerk."}]
        """
    ) -> String {
        """
        {"opensAt": "\(opensAt)", "closesAt": "\(closesAt)", "criteria": \(criteria),
         "decisionReference": "B&W 2026-0031"}
        """
    }

    func announce(_ opensAt: String, _ closesAt: String) async throws -> Response {
        try await api.send(.post, "/v1/open-house-windows", json: Self.text(opensAt, closesAt))
    }

    /// A window that is open for as long as the tests run.
    func open() async throws -> Identifier {
        try await announce("2025-01-01T00:00:00Z", "2199-01-01T00:00:00Z").madeIdentifier
    }

    /// The body of an application, with other values for some of its members.
    static func application(
        _ number: Int,
        ground: String = "expertise-tent",
        match: Identifier? = nil,
        commits: Bool = true,
        more: String = ""
    ) -> String {
        """
        {"applicantName": "De Es", "kvkNumber": "\(number)", "agbCode": "\(number)",
         "ground": "\(ground)", "matchId": \(match.map { "\"\($0)\"" } ?? "null"),
         "commitsToMethod": \(commits), "meetsConditions": true\(more)}
        """
    }

    func apply(
        to window: Identifier,
        _ body: String? = nil,
        as sender: TestAPI.Sender = .role(.municipality)
    ) async throws -> Response {
        try await api.send(
            .post,
            "/v1/open-house-windows/\(window)/applications",
            as: sender,
            json: body ?? Self.application(api.nextNumber())
        )
    }

    static let intake = """
        {"heldOn": "2026-02-18", "participants": ["kartrekker", "aanjager", "management"]}
        """

    static let admission = """
        {"outcome": "admitted", "criterionCode": null, "reasons": null,
         "decidedOn": "2026-03-03", "decisionReference": "B&W 2026-0112"}
        """

    static let refusal = """
        {"outcome": "refused", "criterionCode": "QUALITY", "reasons": "Geen keurmerk.",
         "decidedOn": "2026-03-03", "decisionReference": "B&W 2026-0113"}
        """

    /// Puts the intake of an application, or the decision on it.
    @discardableResult
    func put(
        _ part: String,
        of application: Identifier,
        _ body: String,
        headers: Headers = ["If-None-Match": "*"]
    ) async throws -> Response {
        try await api.send(
            .put,
            "/v1/applications/\(application)/\(part)",
            json: body,
            headers: headers
        )
    }

    /// An application brought to a state.
    func application(in state: Application.State, of window: Identifier) async throws -> Identifier
    {
        let id = try await apply(to: window).madeIdentifier
        if state == .received { return id }
        try await put("intake", of: id, Self.intake)
        switch state {
        case .received, .intakeHeld: break
        case .admitted: try await put("decision", of: id, Self.admission)
        case .refused: try await put("decision", of: id, Self.refusal)
        }
        return id
    }
}
