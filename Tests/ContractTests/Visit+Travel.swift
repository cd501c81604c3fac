import HTTP
@testable import Partnership
import TestSupport

extension Visit {
    private var none: Headers { ["If-None-Match": "*"] }
    private var claimant: TestAPI.Sender { .partner(partner) }

    /// A claim on the travel budget of 2025 that was approved.
    mutating func furnishTravel() async throws {
        place("expenseId", try await claim(10).madeIdentifier)
        try await witness.send(
            .put,
            path("/travel-budgets/{year}/expenses/{expenseId}/decision"),
            json: Bodies.expenseDecision("approved"),
            headers: none
        )
    }

    @discardableResult
    private func claim(_ cents: Int, line: String = "meetings") async throws -> Response {
        try await witness.send(
            .post,
            "/travel-budgets/2025/expenses",
            as: claimant,
            json: Bodies.expense(cents, line: line)
        )
    }

    func holdTravel() async throws {
        for (part, body) in [
            ("contributions", "{}"), ("instalments", Bodies.dueOn("2025-03-01")),
            ("treasurer", Bodies.treasurer(partner)),
        ] {
            try await refusePut("/travel-budgets/{year}/\(part)", body)
        }
        try await setTravel()
        try await claimTravel()
        try await decideTravel()
    }

    /// A budget of a cent is the municipality's alone, and needs no revenue.
    private func setTravel() async throws {
        let budget = "/travel-budgets/2026"
        try await put("\(budget)/contributions", "{}")
        try await put("/travel-budgets/2026", Bodies.budget(1))
        try await put("\(budget)/instalments", Bodies.dueOn("2026-03-01"))
        for (part, body, other) in [
            ("contributions", "{}", "{}"),
            ("instalments", Bodies.dueOn("2026-03-01"), Bodies.dueOn("2026-04-01")),
            ("treasurer", Bodies.treasurer(partner), Bodies.treasurer(partner)),
        ] {
            try await put("\(budget)/\(part)", body)
            let star: Headers = ["If-Match": "*"]
            try await witness.send(.put, "\(budget)/\(part)", json: other, headers: star)
            try await witness.send(.get, "\(budget)/\(part)")
            try await witness.send(.get, "\(budget)/\(part)", headers: none)
        }
        let nobody = Bodies.treasurer(Identifier(high: 1, low: 1))
        try await witness.send(
            .put,
            "\(budget)/treasurer",
            json: nobody,
            headers: ["If-Match": "*"]
        )
        // Shares as well, of what was granted in 2026.
        try await put("/travel-budgets/2027", Bodies.budget(100))
        try await put("/travel-budgets/2027/contributions", "{}")
        try await put("/travel-budgets/2027/instalments", Bodies.dueOn("2027-03-01"))
        try await put("/travel-budgets/2030", Bodies.budget(100))
        try await put("/travel-budgets/2030/contributions", "{}")
    }

    private func put(_ path: String, _ body: String) async throws {
        try await witness.send(.put, path, json: body, headers: none)
    }

    private func claimTravel() async throws {
        let path = "/travel-budgets/2025/expenses"
        for body in ["{", "{}"] {
            try await witness.send(.post, path, as: claimant, json: body)
        }
        for headers in [["Accept": "image/png"], ["Content-Type": "text/plain"]] as [Headers] {
            let body = Bodies.expense(1)
            try await witness.send(.post, path, as: claimant, json: body, headers: headers)
        }
        let key: Headers = ["Idempotency-Key": "bon-1"]
        for cents in [1, 2] {
            let body = Bodies.expense(cents)
            try await witness.send(.post, path, as: claimant, json: body, headers: key)
        }
        try await claim(1, line: "nothing")
        try await witness.send(
            .post,
            "/travel-budgets/1999/expenses",
            as: claimant,
            json: Bodies.expense(1)
        )
    }

    private func decideTravel() async throws {
        let template = "/travel-budgets/{year}/expenses/{expenseId}/decision"
        let body = Bodies.expenseDecision("approved")
        try await put(path(template), body)
        try await put(path(template), Bodies.expenseDecision("refused"))
        try await put(emptyPath(template), body)
        let id = try await claim(3).madeIdentifier
        let path = "/travel-budgets/2025/expenses/\(id)/decision"
        try await witness.send(.put, path, json: body)
        try await witness.send(.put, path, json: body, headers: ["If-Match": "\"stale\""])
        try await witness.send(.put, path, as: claimant, json: body, headers: none)
    }
}
