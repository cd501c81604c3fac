import HTTP
@testable import Partnership
import Postgres
import TestSupport

extension Visit {
    private static let none: Headers = ["If-None-Match": "*"]

    /// Two items of the work list, one of them put away, and a start that did not come.
    mutating func furnishWorkItems() async throws {
        let api = witness.api
        // Nothing was claimed for a start that nobody reported, and long ago.
        let match = try await api.send(.post, "/v1/matches", json: Bodies.match(partner))
            .madeIdentifier
        let number = api.nextNumber()
        try await witness.send(
            .put,
            "/matches/\(match)/allocation",
            json: Bodies.allocation(number),
            headers: Self.none
        )
        try api.database.connection().run(
            script: "update allocation set created_at = '2025-01-02' where number = \(number)"
        )
        for message in [
            Bodies.claim("W1", agbCode, number), Bodies.start("W2", agbCode, number),
        ] {
            try await witness.send(.post, "/declarations", json: message)
        }
        let items = try await witness.send(.get, "/work-items?kind=start-missing")
        guard let id = items.json["items"][0]["id"].identifier,
            let day = items.json["items"][0]["receivedOn"].text
        else { throw TestProblem("no work item: \(items.text)") }
        place("workItemId", id)
        try await witness.send(
            .put,
            "/work-items/\(id)/resolution",
            json: Bodies.resolution("explained", on: day),
            headers: Self.none
        )
    }

    func holdWorkItems() async throws {
        let template = "/work-items/{workItemId}/resolution"
        let made = try await witness.send(.get, path(template)).json["resolvedOn"].text ?? ""
        for outcome in ["explained", "corrected"] {
            let body = Bodies.resolution(outcome, on: made)
            try await witness.send(.put, path(template), json: body, headers: Self.none)
        }
        try await refusePut(template, Bodies.resolution("explained", on: made))
        try await refuseOpen()
        for query in [
            "state=open", "state=done", "state=both", "kind=start-missing",
            "dueBefore=2199-12-31", "partnerId=\(partner)",
        ] {
            try await witness.send(.get, "/work-items?\(query)")
        }
        for query in ["kind=start", "kind=stop", "kind=claim"] {
            try await witness.send(.get, "/missing-reports?\(query)")
        }
    }

    /// Refusals of an item that nobody looked at yet.
    private func refuseOpen() async throws {
        let open = try await witness.send(.get, "/work-items?state=open&limit=200")
        guard let id = open.json["items"][0]["id"].identifier else { return }
        let target = "/work-items/\(id)/resolution"
        let body = Bodies.resolution("explained", on: "2015-01-01")
        for headers in [[:], ["If-Match": "\"stale\""], Self.none] as [Headers] {
            try await witness.send(.put, target, json: body, headers: headers)
        }
        let ahead = Bodies.resolution("explained", on: "2199-01-01")
        try await witness.send(.put, target, json: ahead, headers: Self.none)
    }
}
