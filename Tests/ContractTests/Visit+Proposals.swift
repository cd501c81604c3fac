import HTTP
@testable import Partnership
import TestSupport

extension Visit {
    private static let none: Headers = ["If-None-Match": "*"]

    /// A proposal that was adopted, the first rule set and a dispute that was closed.
    mutating func furnishProposals() async throws {
        let proposal = try await witness.send(.post, "/proposals", json: Bodies.proposal("First"))
            .madeIdentifier
        place("proposalId", proposal)
        for (step, body) in Bodies.proposalSteps {
            try await put(step, body, of: "/proposals/\(proposal)", headers: Self.none)
        }
        let sets = try await witness.send(.get, "/rule-sets")
        if let first = sets.json["items"][0]["id"].identifier { place("ruleSetId", first) }
        let dispute = try await witness.send(.post, "/disputes", json: Bodies.dispute(partner))
            .madeIdentifier
        place("disputeId", dispute)
        for (step, body) in Bodies.disputeSteps {
            try await put(step, body, of: "/disputes/\(dispute)", headers: Self.none)
        }
    }

    /// Puts a step of a proposal or of a dispute, as whoever may.
    @discardableResult
    private func put(
        _ step: String,
        _ body: String,
        of path: String,
        headers: Headers = [:]
    ) async throws -> Response {
        try await witness.send(
            .put,
            "\(path)/\(step)",
            as: .role(step == "decision" ? .college : .municipality),
            json: body,
            headers: headers
        )
    }

    func holdProposals() async throws {
        let signal = try await witness.send(.post, "/proposals", json: Bodies.signal)
            .madeIdentifier
        try await reuseKey(
            "/proposals",
            Bodies.proposal("Second", signal: signal),
            Bodies.proposal("Third")
        )
        let nothing = Identifier(high: 1, low: 1)
        try await witness.send(
            .post,
            "/proposals",
            json: Bodies.proposal("Fourth", signal: nothing)
        )
        let proposal = try await witness.send(.post, "/proposals", json: Bodies.proposal("Fifth"))
            .madeIdentifier
        try await hold(Bodies.proposalSteps, of: "/proposals/\(proposal)")
        try await hold([("withdrawal", Bodies.withdrawal)], of: "/proposals/\(signal)")
        let withdrawal = "/proposals/\(signal)/withdrawal"
        try await witness.send(.get, withdrawal)
        try await witness.send(.get, withdrawal, headers: ["If-None-Match": "*"])
        try await refuseDecision()
        try await reuseKey(
            "/rule-sets",
            Bodies.ruleSet(of: proposal, from: "2026-07-01"),
            Bodies.ruleSet(of: proposal, from: "2026-07-02")
        )
        try await witness.send(
            .post,
            "/rule-sets",
            json: Bodies.ruleSet(of: proposal, from: "2026-07-02")
        )
        try await witness.send(.get, "/rule-sets?on=2026-07-01")
        try await witness.send(.get, "/rule-sets?on=never")
        try await holdDisputes()
    }

    private func holdDisputes() async throws {
        try await reuseKey(
            "/disputes",
            Bodies.dispute(partner, "Article 6"),
            Bodies.dispute(partner, "Article 7")
        )
        try await witness.send(
            .post,
            "/disputes",
            json: Bodies.dispute(Identifier(high: 1, low: 1))
        )
        let dispute = try await witness.send(.post, "/disputes", json: Bodies.dispute(partner))
            .madeIdentifier
        try await hold(Bodies.disputeSteps, of: "/disputes/\(dispute)")
    }

    /// Takes each step in every way: without a state, with a stale one, first, again, otherwise.
    private func hold(_ steps: [(String, String)], of path: String) async throws {
        let nothing = "/\(path.split(separator: "/")[0])/019afd3c-0728-709a-bf2a-74de452e6b43"
        for (step, body) in steps {
            try await put(step, body, of: nothing, headers: Self.none)
            try await put(step, body, of: path)
            try await put(step, body, of: path, headers: ["If-Match": "\"stale\""])
            let other = body.replacing("\"2025-", with: "\"2024-")
                .replacing("\"2026-", with: "\"2025-")
            for sent in [body, body, other] {
                try await put(step, sent, of: path, headers: Self.none)
            }
        }
    }

    /// What else is refused to the college, which alone decides.
    private func refuseDecision() async throws {
        let decision = path("/proposals/{proposalId}/decision")
        let college = TestAPI.Sender.role(.college)
        try await witness.send(.put, decision, as: college, json: "{}")
        try await witness.send(
            .put,
            decision,
            as: college,
            json: "{}",
            headers: ["Accept": "image/png"]
        )
        try await witness.send(
            .put,
            decision,
            as: college,
            json: "{}",
            headers: ["Content-Type": "text/plain"]
        )
    }
}
