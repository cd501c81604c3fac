import HTTP
@testable import Partnership
import TestSupport

/// Makes disputes and brings them on their way.
struct DisputeDesk: Sendable {
    static let path = "/v1/disputes"

    let api: TestAPI

    init(_ api: TestAPI) {
        self.api = api
    }

    static func text(_ partners: [Identifier], withMunicipality: Bool = true) -> String {
        let ids = partners.map { "\"\($0)\"" }.joined(separator: ", ")
        return """
            {"subject": "De uitleg van artikel 5.1", "partnerIds": [\(ids)],
             "withMunicipality": \(withMunicipality), "documentReferences": ["DOC-310"],
             "openedOn": "2025-05-04"}
            """
    }

    static func body(_ command: Dispute.Command, on day: String? = nil) -> String {
        switch command {
        case .appointMediator:
            #"{"appointedOn": "\#(day ?? "2025-05-18")", "documentReference": "DOC-322"}"#
        case .settle, .fail:
            """
            {"result": "\(command == .settle ? "settled" : "not-settled")",
             "concludedOn": "\(day ?? "2025-07-01")", "documentReference": "DOC-390"}
            """
        case .goToCourt:
            #"{"broughtOn": "\#(day ?? "2025-09-01")", "courtReference": "C/03/118"}"#
        case .close:
            #"{"closedOn": "\#(day ?? "2026-02-02")", "documentReference": "DOC-14"}"#
        }
    }

    func open(
        _ body: String,
        as sender: TestAPI.Sender = .role(.municipality)
    ) async throws -> Response {
        try await api.send(.post, Self.path, as: sender, json: body)
    }

    @discardableResult
    func put(
        _ step: String,
        of dispute: Identifier,
        _ body: String,
        as sender: TestAPI.Sender = .role(.municipality),
        headers: Headers = ["If-None-Match": "*"]
    ) async throws -> Response {
        try await api.send(
            .put,
            "\(Self.path)/\(dispute)/\(step)",
            as: sender,
            json: body,
            headers: headers
        )
    }

    private static func way(to state: Dispute.State) -> [Dispute.Command] {
        switch state {
        case .opened: []
        case .inMediation: [.appointMediator]
        case .settled: [.appointMediator, .settle]
        case .mediationFailed: [.appointMediator, .fail]
        case .inCourt: [.appointMediator, .fail, .goToCourt]
        case .closed: [.appointMediator, .fail, .goToCourt, .close]
        }
    }

    /// A dispute of a new partner with the municipality, brought to a state.
    func dispute(in state: Dispute.State) async throws -> Identifier {
        let partner = try await api.makePartner()
        let id = try await open(Self.text([partner])).madeIdentifier
        for command in Self.way(to: state) {
            try await put(Dispute.State.step(of: command).rawValue, of: id, Self.body(command))
        }
        return id
    }
}
