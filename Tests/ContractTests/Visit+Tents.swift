import HTTP
@testable import Partnership
import TestSupport

extension Visit {
    /// A tent that was held, with a guest and an outcome.
    mutating func furnishTents() async throws {
        let tent = try await pitch()
        place("tentId", tent)
        place(
            "participantId",
            try await witness.send(
                .post,
                "/tents/\(tent)/participants",
                json: Bodies.guest("A. Wulp", partner)
            ).madeIdentifier
        )
        try await witness.send(
            .put,
            "/tents/\(tent)/outcome",
            json: Bodies.tentOutcome,
            headers: ["If-None-Match": "*"]
        )
    }

    private func pitch() async throws -> Identifier {
        try await witness.send(.post, "/tents", json: Bodies.tent).madeIdentifier
    }

    func holdTents() async throws {
        try await reuseKey("/tents", Bodies.tent, Bodies.tent.replacing("17", with: "18"))
        try await witness.send(.get, "/tents?year=2025")
        let tent = try await pitch()
        try await welcome(tent)
        let none: Headers = ["If-None-Match": "*"]
        for (part, body, end) in [
            ("outcome", Bodies.tentOutcome, path("/tents/{tentId}/outcome")),
            ("cancellation", Bodies.tentCancellation, "/tents/\(try await pitch())/cancellation"),
        ] {
            let unmade = "/tents/\(part == "outcome" ? tent : try await pitch())/\(part)"
            try await refusePut(emptyPath("/tents/{tentId}/") + part, body)
            try await witness.send(.put, unmade, json: body)
            try await witness.send(.put, unmade, json: body, headers: ["If-Match": "\"stale\""])
            let other = body.replacing("19", with: "20").replacing("16", with: "15")
            for sent in [body, body, other] {
                try await witness.send(.put, end, json: sent, headers: none)
            }
            try await witness.send(.get, end)
            try await witness.send(.get, end, headers: none)
        }
        let match = Bodies.match(partner)
            .replacing("\"agreed\"", with: "\"tentId\": \"\(tent)\", \"agreed\"")
        try await witness.send(.post, "/matches", json: match)
        try await witness.send(
            .post,
            "/matches",
            json: match.replacing("\(tent)", with: "\(Identifier(high: 1, low: 1))")
        )
    }

    /// Adds participants to a tent, and changes their hours.
    private func welcome(_ tent: Identifier) async throws {
        let participants = "/tents/\(tent)/participants"
        let guest = Bodies.guest("B. Wulp", partner)
        try await reuseKey(participants, guest, Bodies.guest("C. Wulp", partner))
        try await witness.send(.post, participants, json: guest)
        try await witness.send(
            .post,
            emptyPath("/tents/{tentId}/participants"),
            json: guest
        )
        let family = try await witness.send(
            .post,
            participants,
            json: #"{"role": "family"}"#
        ).madeIdentifier
        let path = path("/tents/{tentId}/participants/{participantId}")
        let star: Headers = ["If-Match": "*"]
        try await witness.send(.patch, path, json: Bodies.hours)
        try await witness.send(.patch, path, json: Bodies.hours, headers: ["If-Match": "\"stale\""])
        try await witness.send(.patch, path, json: Bodies.hours, headers: star)
        try await witness.send(
            .patch,
            "\(participants)/\(family)",
            json: Bodies.hours,
            headers: star
        )
        try await witness.send(
            .patch,
            emptyPath("/tents/{tentId}/participants/{participantId}"),
            json: Bodies.hours,
            headers: star
        )
    }
}
