import HTTP
@testable import Partnership
import TestSupport

extension Visit {
    private static let none: Headers = ["If-None-Match": "*"]

    /// A proposal for tariffs that was adopted.
    mutating func furnishTariffs() async throws {
        let proposal = try await propose("2027-01-01")
        place("tariffProposalId", proposal)
        for (step, body) in Bodies.tariffSteps {
            let path = "/tariff-proposals/\(proposal)/\(step)"
            try await witness.send(.put, path, json: body, headers: Self.none)
        }
    }

    private func propose(_ from: String) async throws -> Identifier {
        try await witness.send(.post, "/tariff-proposals", json: Bodies.tariffProposal(from))
            .madeIdentifier
    }

    func holdTariffs() async throws {
        try await reuseKey(
            "/tariff-proposals",
            Bodies.tariffProposal("2028-01-01"),
            Bodies.tariffProposal("2028-02-01")
        )
        for (day, code) in [
            ("2028-01-02", "JB-09"), ("2020-01-01", "JB-04"), ("2028-01-01", "XX-99"),
        ] {
            let body = Bodies.tariffProposal(day, code: code)
            try await witness.send(.post, "/tariff-proposals", json: body)
        }
        try await hold(Bodies.tariffSteps, of: propose("2028-01-01"))
        let withdrawn = try await propose("2029-01-01")
        try await hold([("withdrawal", Bodies.tariffWithdrawal)], of: withdrawn)
        let path = "/tariff-proposals/\(withdrawn)/withdrawal"
        try await witness.send(.get, path)
        try await witness.send(.get, path, headers: ["If-None-Match": "*"])
        try await simulate(withdrawn)
    }

    private func simulate(_ proposal: Identifier) async throws {
        for body in [
            Bodies.simulation("JB-04"), Bodies.simulation("XX-99"),
            #"{"year": 2025, "proposalId": "\#(proposal)"}"#,
            #"{"year": 2025, "proposalId": "019afd3c-0728-709a-bf2a-74de452e6b43"}"#,
        ] {
            try await witness.send(.post, "/tariff-simulations", json: body)
        }
    }

    /// Takes each step in every way: of nothing, without a state, with a stale one, first, again,
    /// otherwise.
    private func hold(_ steps: [(String, String)], of proposal: Identifier) async throws {
        let nothing = "019afd3c-0728-709a-bf2a-74de452e6b43"
        for (step, body) in steps {
            let empty = "/tariff-proposals/\(nothing)/\(step)"
            try await witness.send(.put, empty, json: body, headers: Self.none)
            let path = "/tariff-proposals/\(proposal)/\(step)"
            try await witness.send(.put, path, json: body)
            try await witness.send(.put, path, json: body, headers: ["If-Match": "\"stale\""])
            for sent in [
                body, body, body.replacing("DOC-", with: "NO-").replacing("W 3", with: "W"),
            ] {
                try await witness.send(.put, path, json: sent, headers: Self.none)
            }
        }
    }
}
