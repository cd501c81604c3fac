import HTTP
@testable import Partnership
import TestSupport

extension Visit {
    /// An agreement that ended, an advice, a decision and a document.
    mutating func furnishAgreementEnds() async throws {
        place(
            "adviceId",
            try await witness.send(
                .post,
                "/advices",
                json: Bodies.advice(partner, "mdg-if")
            ).madeIdentifier
        )
        place(
            "decisionId",
            try await witness.send(
                .post,
                "/decisions",
                as: .role(.college),
                json: Bodies.decision(partner, "B&W 1")
            ).madeIdentifier
        )
        place(
            "documentId",
            try await witness.send(.post, "/documents", json: Bodies.document("D-1"))
                .madeIdentifier
        )
        try await witness.send(
            .put,
            path("/agreements/{agreementId}/termination"),
            json: Bodies.termination,
            headers: ["If-None-Match": "*"]
        )
    }

    func endAgreements() async throws {
        let none: Headers = ["If-None-Match": "*"]
        let ended = path("/agreements/{agreementId}/termination")
        try await witness.send(.put, ended, json: Bodies.termination, headers: none)
        let other = Bodies.termination.replacing("BRIEF-1", with: "BRIEF-2")
        try await witness.send(.put, ended, json: other, headers: none)
        let candidate = try await witness.api.makePartner()
        let running = try await witness.api.makeAgreement("process", of: candidate)
        let target = "/agreements/\(running)/termination"
        try await witness.send(.put, target, json: other)
        try await witness.send(.put, target, json: other, headers: ["If-Match": "\"stale\""])
        let nothing = emptyPath("/agreements/{agreementId}/termination")
        try await witness.send(.put, nothing, json: other, headers: none)
        let dissolution = """
            {"kind": "dissolution", "ground": "fraud", "endsOn": "2026-06-30",
             "documentReference": "BRIEF-3"}
            """
        try await witness.send(.put, target, json: dissolution, headers: none)
        try await witness.send(.get, target)
        try await witness.send(.get, "/partners/\(candidate)/history")
        try await govern()
        try await reuseKey("/documents", Bodies.document("D-2"), Bodies.document("D-3"))
        try await witness.send(.post, "/documents", json: Bodies.document("D-2"))
    }

    /// The college decides, and each body files its own advice.
    private func govern() async throws {
        let nobody = Identifier(high: 1, low: 1)
        try await reuseKey(
            "/advices",
            Bodies.advice(partner, "mdg-if"),
            Bodies.advice(nobody, "mdg-if")
        )
        try await witness.send(.post, "/advices", json: Bodies.advice(partner, "trust-body"))
        try await witness.send(.post, "/advices", json: Bodies.advice(nobody, "mdg-if"))
        for body in [Bodies.decision(partner, "B&W 2"), Bodies.decision(partner, "B&W 3")] {
            try await witness.send(
                .post,
                "/decisions",
                as: .role(.college),
                json: body,
                headers: ["Idempotency-Key": "key-of-the-college"]
            )
        }
        let refused = Bodies.decision(nobody, "B&W 4")
        try await witness.send(.post, "/decisions", as: .role(.college), json: refused)
        for broken in ["", "{}"] {
            try await witness.send(.post, "/decisions", as: .role(.college), json: broken)
        }
        try await witness.send(
            .post,
            "/decisions",
            as: .role(.college),
            json: refused,
            headers: ["Content-Type": "text/plain"]
        )
        try await witness.send(
            .post,
            "/decisions",
            as: .role(.college),
            json: refused,
            headers: ["Accept": "image/png"]
        )
    }
}
