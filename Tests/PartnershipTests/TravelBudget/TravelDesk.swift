import HTTP
@testable import Partnership
import TestSupport

/// Where tests divide a travel budget and spend it: that of 2024, with who took part then.
struct TravelDesk: Sendable {
    let api: TestAPI

    init(_ api: TestAPI) {
        self.api = api
    }

    static let none: Headers = ["If-None-Match": "*"]
    static let path = "/v1/travel-budgets/2024"
    static let dueOn = #"{"dueOn": ["2024-03-01", "2024-06-01", "2024-09-01"]}"#

    /// A partner that takes part since 2020, with what it was granted in 2023.
    func partner(
        _ name: String,
        cents: Int = 0,
        adultCents: Int = 0
    ) async throws -> Identifier {
        let partner = try await api.makePartner(name: name)
        try await api.makeAgreement("assignment", of: partner, from: "2020-01-01")
        for (pillar, cents) in [(Pillar.youth, cents), (.adult, adultCents)] where cents != 0 {
            try await api.enter([
                BookLine(year: 2023, pillar: pillar, partnerId: partner, cents: cents)
            ])
        }
        return partner
    }

    func put(
        _ part: String,
        _ body: String = "{}",
        as sender: TestAPI.Sender = .role(.finance),
        headers: Headers = none
    ) async throws -> Response {
        try await api.send(
            .put,
            "\(Self.path)/\(part)",
            as: sender,
            json: body,
            headers: headers
        )
    }

    func read(
        _ part: String,
        as sender: TestAPI.Sender = .role(.finance)
    ) async throws -> Response {
        try await api.send(.get, "\(Self.path)/\(part)", as: sender)
    }

    /// The budget as it was published, KA 2.4.
    func putPublishedBudget() async throws {
        _ = try await api.send(
            .put,
            Self.path,
            json: `A travel budget that is put`.published,
            headers: Self.none
        )
    }

    func appoint(_ partner: Identifier) async throws -> Response {
        try await put("treasurer", #"{"partnerId": "\#(partner)"}"#)
    }

    static func expense(
        _ cents: Int = 12_500,
        line: String = "meetings",
        on day: String = "2024-05-14"
    ) -> String {
        """
        {"line": "\(line)", "cents": \(cents), "incurredOn": "\(day)",
         "documentReference": "Bon 2024-17"}
        """
    }

    func claim(_ body: String = expense(), of partner: Identifier) async throws -> Response {
        try await api.send(
            .post,
            "\(Self.path)/expenses",
            as: .partner(partner),
            json: body
        )
    }

    static func decision(_ outcome: String = "approved", on day: String = "2024-05-21") -> String {
        """
        {"outcome": "\(outcome)", "decidedOn": "\(day)", "documentReference": "Reisbudget 3"}
        """
    }

    func decide(
        _ path: String,
        _ body: String = decision(),
        as sender: TestAPI.Sender = .role(.finance),
        headers: Headers = none
    ) async throws -> Response {
        try await api.send(.put, path + "/decision", as: sender, json: body, headers: headers)
    }
}
