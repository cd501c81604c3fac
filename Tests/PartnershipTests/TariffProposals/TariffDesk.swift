import HTTP
@testable import Partnership
import TestSupport

/// Makes proposals for tariffs and brings them on their way.
struct TariffDesk: Sendable {
    static let path = "/v1/tariff-proposals"

    let api: TestAPI

    init(_ api: TestAPI) {
        self.api = api
    }

    /// A product that no other test has, with a tariff from 2020 on if one is given.
    func makeProduct(maxTariffCents: Int? = nil) async throws -> String {
        let number = api.nextNumber()
        let letters = [number / 2_600 % 26, number / 100 % 26].map {
            String(UnicodeScalar(UInt8(0x41 + $0)))
        }
        let code = letters.joined() + (number % 100 < 10 ? "-0" : "-") + "\(number % 100)"
        _ = try await api.send(
            .post,
            "/v1/products",
            json: """
                {"code": "\(code)", "pillar": "youth", "nameNl": "Rouw", "nameEn": "Grief",
                 "unit": "hour"}
                """
        )
        if let maxTariffCents {
            _ = try await api.send(
                .post,
                "/v1/products/\(code)/tariffs",
                json: """
                    {"maxTariffCents": \(maxTariffCents), "timeBasis": "direct",
                     "validFrom": "2020-01-01", "decisionReference": "B&W 1"}
                    """
            )
        }
        return code
    }

    static func text(
        _ codes: [String],
        cents: Int = 9_000,
        from day: String = "2026-01-01"
    ) -> String {
        let tariffs = codes.map { #"{"productCode": "\#($0)", "maxTariffCents": \#(cents)}"# }
        return """
            {"validFrom": "\(day)", "tariffs": [\(tariffs.joined(separator: ", "))],
             "documentReference": "DOC-411", "proposedOn": "2025-05-04"}
            """
    }

    static func body(_ command: TariffProposal.Command, on day: String = "2025-06-01") -> String {
        switch command {
        case .advise:
            """
            {"outcome": "favourable", "advisedOn": "\(day)", "documentReference": "DOC-430"}
            """
        case .adopt, .reject:
            """
            {"outcome": "\(command == .adopt ? "adopted" : "rejected")", "decidedOn": "\(day)",
             "decisionReference": "B&W 2025-77"}
            """
        case .withdraw:
            #"{"withdrawnOn": "\#(day)", "documentReference": "DOC-433"}"#
        }
    }

    func propose(
        _ codes: [String],
        cents: Int = 9_000,
        from day: String = "2026-01-01"
    ) async throws -> Response {
        try await api.send(
            .post,
            Self.path,
            as: .role(.finance),
            json: Self.text(codes, cents: cents, from: day)
        )
    }

    func read(_ id: Identifier) async throws -> Response {
        try await api.send(.get, "\(Self.path)/\(id)")
    }

    @discardableResult
    func take(
        _ command: TariffProposal.Command,
        of proposal: Identifier,
        on day: String = "2025-06-01",
        as sender: TestAPI.Sender = .role(.municipality),
        headers: Headers = ["If-None-Match": "*"]
    ) async throws -> Response {
        try await api.send(
            .put,
            "\(Self.path)/\(proposal)/\(TariffProposal.State.step(of: command).rawValue)",
            as: sender,
            json: Self.body(command, on: day),
            headers: headers
        )
    }

    private static func way(to state: TariffProposal.State) -> [TariffProposal.Command] {
        switch state {
        case .draft: []
        case .advised: [.advise]
        case .adopted: [.advise, .adopt]
        case .rejected: [.advise, .reject]
        case .withdrawn: [.withdraw]
        }
    }

    /// A proposal for a new product, brought to a state.
    func proposal(in state: TariffProposal.State) async throws -> Identifier {
        let id = try await propose([makeProduct()]).madeIdentifier
        for command in Self.way(to: state) { try await take(command, of: id) }
        return id
    }
}
