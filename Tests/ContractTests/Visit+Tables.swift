import HTTP
@testable import Partnership
import TestSupport

extension Visit {
    private var none: Headers { ["If-None-Match": "*"] }

    /// A table that was announced, a review, a term that was met and an alliance that ended.
    mutating func furnishTables() async throws {
        let made = [
            ("tableId", "/tables", Bodies.table("physical", "2025-05-19")),
            ("reviewId", "/table-reviews", Bodies.review(2025)),
            ("recoveryTermId", "/recovery-terms", Bodies.recoveryTerm("Wachttijd")),
            ("allianceId", "/alliances", Bodies.alliance("00000001")),
        ]
        for (name, path, body) in made {
            place(name, try await witness.send(.post, path, json: body).madeIdentifier)
        }
        for (path, body) in Self.once {
            try await witness.send(.put, self.path(path), json: body, headers: none)
        }
    }

    private static let once = [
        ("/tables/{tableId}/steps/{step}", Bodies.step("2025-05-01")),
        ("/recovery-terms/{recoveryTermId}/outcome", Bodies.outcome("2025-06-30")),
        ("/alliances/{allianceId}/dissolution", Bodies.dissolution("2025-12-31")),
    ]

    func holdTables() async throws {
        for (path, body) in Self.once { try await repeatOnce(path, body) }
        let tables = [Bodies.table("board", "2025-05-19"), Bodies.table("board", "2025-11-19")]
        try await reuseKey("/tables", tables[0], tables[1])
        try await witness.send(.post, "/tables", json: Bodies.table("physical", "2025-04-01"))
        for query in ["year=2025", "year=soon"] { try await witness.send(.get, "/tables?\(query)") }
        try await reuseKey("/table-reviews", Bodies.review(2024), Bodies.review(2023))
        try await witness.send(.post, "/table-reviews", json: Bodies.review(2024))
        let invitations = path("/table-reviews/{reviewId}/invitations")
        try await reuseKey(
            invitations,
            Bodies.invitation("physical"),
            Bodies.invitation("board")
        )
        try await witness.send(.post, invitations, json: Bodies.invitation("physical"))
        try await witness.send(
            .post,
            emptyPath("/table-reviews/{reviewId}/invitations"),
            json: Bodies.invitation("physical")
        )
        try await reuseKey(
            "/recovery-terms",
            Bodies.recoveryTerm("Verloop"),
            Bodies.recoveryTerm("Bereik")
        )
        try await witness.send(.post, "/recovery-terms", json: Bodies.recoveryTerm("Verloop"))
        try await changeAlliance()
    }

    /// Does once more what can be done once: the same, otherwise, and where nothing is.
    private func repeatOnce(_ template: String, _ body: String) async throws {
        try await witness.send(.put, path(template), json: body, headers: none)
        let other = body.replacing("\"2025-", with: "\"2024-")
        try await witness.send(.put, path(template), json: other, headers: none)
        try await witness.send(.put, emptyPath(template), json: body, headers: none)
    }

    private func changeAlliance() async throws {
        try await reuseKey(
            "/alliances",
            Bodies.alliance("00000002"),
            Bodies.alliance("00000003")
        )
        try await witness.send(.post, "/alliances", json: Bodies.alliance("00000002"))
        let active = try await witness.send(
            .post,
            "/alliances",
            json: Bodies.alliance("00000004")
        ).madeIdentifier
        let table = try await witness.send(
            .post,
            "/tables",
            json: Bodies.table("board", "2025-10-01")
        ).madeIdentifier
        let term = try await witness.send(
            .post,
            "/recovery-terms",
            json: Bodies.recoveryTerm("Nazorg")
        ).madeIdentifier
        for (path, body) in [
            ("/alliances/\(active)/dissolution", Bodies.dissolution("2025-12-31")),
            ("/tables/\(table)/steps/announcement", Bodies.step("2025-05-01")),
            ("/recovery-terms/\(term)/outcome", Bodies.outcome("2025-06-30")),
        ] {
            try await witness.send(.put, path, json: body)
            let stale: Headers = ["If-Match": "\"stale\""]
            try await witness.send(.put, path, json: body, headers: stale)
        }
        let change = Bodies.subcontractors
        let star: Headers = ["If-Match": "*"]
        let path = "/alliances/\(active)"
        try await witness.send(.patch, path, json: change)
        try await witness.send(.patch, path, json: change, headers: ["If-Match": "\"stale\""])
        try await witness.send(.patch, path, json: change, headers: star)
        let ended = self.path("/alliances/{allianceId}")
        try await witness.send(.patch, ended, json: change, headers: star)
        let nothing = emptyPath("/alliances/{allianceId}")
        try await witness.send(.patch, nothing, json: change, headers: star)
    }
}
