import HTTP
@testable import Partnership
import TestSupport

extension Visit {
    private static let none: Headers = ["If-None-Match": "*"]
    private static let star: Headers = ["If-Match": "*"]

    /// A session that was held, and a partner with representatives and an attestation.
    mutating func furnishSessions() async throws {
        let session = try await plan("theme-tent", "2026-01-15")
        place("groupSessionId", session)
        let body = Bodies.attendance(partner)
        for (target, json) in [
            ("/sessions/\(session)/attendance", body),
            (path("/partners/{partnerId}/representatives"), Bodies.representatives("2026-01-01")),
        ] {
            try await witness.send(.put, target, json: json, headers: Self.none)
        }
    }

    private func plan(_ kind: String, _ day: String) async throws -> Identifier {
        try await witness.send(.post, "/sessions", json: Bodies.session(kind, day))
            .madeIdentifier
    }

    func holdSessions() async throws {
        try await reuseKey(
            "/sessions",
            Bodies.session("mdg-if", "2026-01-20"),
            Bodies.session("mdg-if", "2026-01-21")
        )
        try await witness.send(.post, "/sessions", json: Bodies.session("mdg-if", "2026-01-20"))
        let nothing = Identifier(high: 1, low: 1)
        for day in ["2026-01-22", "2026-01-23"] {
            try await witness.send(
                .post,
                "/sessions",
                json: Bodies.session("intervision", day, cluster: nothing)
            )
        }
        try await changeSession()
        try await recordAttendance()
        try await cancelSession()
        for query in ["kind=mdg-if", "year=2026", "clusterId=\(nothing)"] {
            try await witness.send(.get, "/sessions?\(query)")
        }
    }

    private func changeSession() async throws {
        let change = #"{"topic": "Rouw"}"#
        let planned = try await plan("theme-tent", "2026-02-01")
        try await witness.send(.patch, "/sessions/\(planned)", json: change)
        try await witness.send(.patch, "/sessions/\(planned)", json: change, headers: Self.star)
        let held = path("/sessions/{groupSessionId}")
        try await witness.send(.patch, held, json: change, headers: ["If-Match": "\"stale\""])
        try await witness.send(.patch, held, json: change, headers: Self.star)
        let empty = emptyPath("/sessions/{groupSessionId}")
        try await witness.send(.patch, empty, json: change, headers: Self.star)
    }

    private func recordAttendance() async throws {
        let template = "/sessions/{groupSessionId}/attendance"
        try await refusePut(template, Bodies.attendance(partner))
        for someone in [partner, Identifier(high: 1, low: 1)] {
            let body = Bodies.attendance(someone)
            try await witness.send(.put, path(template), json: body, headers: Self.star)
        }
    }

    private func cancelSession() async throws {
        let held = "/sessions/{groupSessionId}/cancellation"
        try await refusePut(held, Bodies.cancellation)
        try await witness.send(.put, path(held), json: Bodies.cancellation, headers: Self.none)
        let target = "/sessions/\(try await plan("colouring-in-day", "2026-03-01"))/cancellation"
        for _ in 0..<2 {
            try await witness.send(.put, target, json: Bodies.cancellation, headers: Self.none)
        }
        try await witness.send(.get, target)
        try await witness.send(.get, target, headers: Self.none)
    }

    func askForObligations() async throws {
        try await reuseKey(
            path("/partners/{partnerId}/attestations"),
            Bodies.attestation("2024-05-11"),
            Bodies.attestation("2024-05-12")
        )
        let attestations = "/partners/{partnerId}/attestations"
        let toCome = Bodies.attestation("2199-01-01")
        try await witness.send(.post, path(attestations), json: toCome)
        try await witness.send(.post, emptyPath(attestations), json: toCome)
        let template = "/partners/{partnerId}/representatives"
        try await refusePut(template, Bodies.representatives("2026-01-01"))
        for day in ["2025-12-31", "2026-01-01"] {
            let body = Bodies.representatives(day)
            try await witness.send(.put, path(template), json: body, headers: Self.star)
        }
        for query in ["on=2026-06-30", "on=2027-01-01", "on=never"] {
            try await witness.send(.get, path("/partners/{partnerId}/obligations") + "?\(query)")
        }
    }
}
