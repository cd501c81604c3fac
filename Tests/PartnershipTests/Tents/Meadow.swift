import HTTP
@testable import Partnership
import TestSupport

/// Where tests pitch their tents.
struct Meadow: Sendable {
    let api: TestAPI

    init(_ api: TestAPI) {
        self.api = api
    }

    /// A day that has come wherever the tests run.
    static let day = "2025-03-17"

    func pitch(on day: String = day) async throws -> Identifier {
        try await api.send(.post, "/v1/tents", json: #"{"heldOn": "\#(day)"}"#).madeIdentifier
    }

    /// The body of a professional, with other members behind the usual ones.
    static func professional(
        _ name: String = "A. Wulp",
        of partner: Identifier,
        more: String = ""
    ) -> String {
        """
        {"role": "professional", "partnerId": "\(partner)", "professional": "\(name)",
         "expertise": "autisme"\(more)}
        """
    }

    static let hours = #"{"minutes": 150, "payment": "compensation"}"#
    static let outcome = #"{"outcome": "help-chosen", "evaluationFormOn": "2025-03-19"}"#
    static let cancellation = #"{"cancelledOn": "2025-03-16"}"#

    func add(
        _ body: String,
        to tent: Identifier,
        as sender: TestAPI.Sender = .role(.municipality),
        loop: Int = 0
    ) async throws -> Response {
        try await api.send(
            .post,
            "/v1/tents/\(tent)/participants",
            as: sender,
            json: body,
            loop: loop
        )
    }

    func change(
        _ participant: Identifier,
        at tent: Identifier,
        _ body: String = hours,
        as sender: TestAPI.Sender = .role(.municipality),
        tag: String? = "*"
    ) async throws -> Response {
        try await api.send(
            .patch,
            "/v1/tents/\(tent)/participants/\(participant)",
            as: sender,
            json: body,
            headers: tag.map { ["If-Match": $0] } ?? [:]
        )
    }

    /// Puts the outcome of a tent, or its cancellation.
    func put(
        _ part: String,
        of tent: Identifier,
        _ body: String,
        as sender: TestAPI.Sender = .role(.municipality),
        headers: Headers = ["If-None-Match": "*"]
    ) async throws -> Response {
        try await api.send(
            .put,
            "/v1/tents/\(tent)/\(part)",
            as: sender,
            json: body,
            headers: headers
        )
    }

    /// A tent with one professional of a new partner, brought to a state.
    func tent(in state: Tent.State) async throws -> Identifier {
        let tent = try await pitch()
        let partner = try await api.makePartner()
        let guest = try await add(Self.professional(of: partner), to: tent).madeIdentifier
        switch state {
        case .planned: break
        case .held, .evaluated: _ = try await change(guest, at: tent)
        case .cancelled: _ = try await put("cancellation", of: tent, Self.cancellation)
        }
        if state == .evaluated { _ = try await put("outcome", of: tent, Self.outcome) }
        return tent
    }

    func read(_ tent: Identifier) async throws -> TestJSON {
        try await api.send(.get, "/v1/tents/\(tent)").json
    }

    func participants(of tent: Identifier, as sender: TestAPI.Sender) async throws -> [TestJSON] {
        try await api.send(.get, "/v1/tents/\(tent)/participants", as: sender).json["items"]
            .elements
    }
}
