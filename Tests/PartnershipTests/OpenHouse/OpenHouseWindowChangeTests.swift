import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `A change of an open-house window` {
    private static let bodies: [OpenHouseWindow.Command: String] = [
        .moveOpening: #"{"opensAt": "2026-02-03T08:00:00Z"}"#,
        .moveClosing: #"{"closesAt": "2026-02-28T16:00:00Z"}"#,
        .replaceCriteria: #"{"criteria": [{"code": "OTHER", "text": "Anders."}]}"#,
        .replaceDecision: #"{"decisionReference": "B&W 2026-0099"}"#,
    ]

    private static let moments: [OpenHouseWindow.State: String] = [
        .announced: "02-01T00:00:00Z", .open: "02-10T00:00:00Z", .closed: "02-27T16:00:00Z",
    ]

    private func patch(
        _ api: TestAPI,
        _ id: Identifier,
        _ body: String,
        headers: Headers = ["If-Match": "*"]
    ) async throws -> Response {
        try await api.send(.patch, "/v1/open-house-windows/\(id)", json: body, headers: headers)
    }

    @Test func `is taken where the table has it, and else changes nothing`() async throws {
        try await withAPI { api in
            let house = House(api)
            var year = 2100
            let play = LifecyclePlay<OpenHouseWindow.State>(api: api) { state in
                // Each in a year of its own, so that none overlaps with another.
                year += 1
                let made = try await house.announce(
                    "\(year)-02-02T08:00:00Z",
                    "\(year)-02-27T16:00:00Z"
                )
                try house.stopClock(at: "\(year)-\(try #require(Self.moments[state]))")
                return "/v1/open-house-windows/\(try made.madeIdentifier)"
            } send: { command, path in
                let body = try #require(Self.bodies[command]).replacing("2026", with: "\(year)")
                return try await api.send(.patch, path, json: body, headers: ["If-Match": "*"])
            }
            try await play.everyCommand()
        }
    }

    @Test func `replaces all criteria before the opening`() async throws {
        try await withAPI { api in
            let id = try await House(api).announce("2190-01-01T00:00:00Z", "2190-02-01T00:00:00Z")
                .madeIdentifier
            let answer = try await patch(api, id, try #require(Self.bodies[.replaceCriteria]))
            #expect(answer.json["criteria"].elements.map { $0["code"].text } == ["OTHER"])
        }
    }

    @Test func `closes an open window at once by a moment that has passed`() async throws {
        try await withAPI { api in
            let house = House(api)
            let id = try await house.open()
            let answer = try await patch(api, id, #"{"closesAt": "2025-06-01T00:00:00Z"}"#)
            #expect(answer.status == 200)
            #expect(answer.json["state"].text == "closed")
            // Not in the past, where somebody may have been received.
            let closesAt = try #require(answer.json["closesAt"].text)
            let createdAt = try #require(answer.json["createdAt"].text)
            #expect(closesAt > createdAt)
            let late = try await house.apply(to: id)
            #expect(late.summary == "409 application.window-closed")
            let again = try await patch(api, id, #"{"closesAt": "2199-01-01T00:00:00Z"}"#)
            #expect(again.summary == "409 open-house-window.closed")
        }
    }

    @Test func `does not make it overlap with another, and names that`() async throws {
        try await withAPI { api in
            let house = House(api)
            let first = try await house.announce("2190-01-01T00:00:00Z", "2190-02-01T00:00:00Z")
                .madeIdentifier
            let second = try await house.announce("2190-03-01T00:00:00Z", "2190-04-01T00:00:00Z")
                .madeIdentifier
            let answer = try await patch(api, first, #"{"closesAt": "2190-03-02T00:00:00Z"}"#)
            #expect(answer.summary == "409 open-house-window.overlaps")
            #expect(answer.json["detail"].text?.contains("\(second)") == true)
            let kept = try await api.send(.get, "/v1/open-house-windows/\(first)")
            #expect(kept.json["closesAt"].text == "2190-02-01T00:00:00.000000Z")
        }
    }

    @Test func `keeps its closing after its opening`() async throws {
        try await withAPI { api in
            let id = try await House(api).announce("2190-01-01T00:00:00Z", "2190-02-01T00:00:00Z")
                .madeIdentifier
            let answer = try await patch(api, id, #"{"closesAt": "2190-01-01T00:00:00Z"}"#)
            #expect(answer.summary == "409 open-house-window.out-of-order")
            let both = """
                {"opensAt": "2190-03-01T00:00:00Z", "closesAt": "2190-03-01T00:00:00Z"}
                """
            #expect(try await patch(api, id, both).places == ["/closesAt range"])
        }
    }

    @Test func `needs the tag of what was read, which changes as the window opens`() async throws {
        try await withAPI { api in
            let house = House(api)
            try house.stopClock(at: "2026-02-01T00:00:00Z")
            let made = try await house.announce("2026-02-02T08:00:00Z", "2026-02-27T16:00:00Z")
            let id = try made.madeIdentifier
            let tag = try #require(made.headers["etag"])
            let body = try #require(Self.bodies[.moveClosing])
            let without = try await patch(api, id, body, headers: [:])
            #expect(without.summary == "428 resource.precondition-required")
            try house.stopClock(at: "2026-02-02T08:00:00Z")
            let stale = try await patch(api, id, body, headers: ["If-Match": tag])
            #expect(stale.summary == "412 resource.precondition-failed")
            let now = try await api.send(.get, "/v1/open-house-windows/\(id)")
            let fresh = try #require(now.headers["etag"])
            #expect(try await patch(api, id, body, headers: ["If-Match": fresh]).status == 200)
        }
    }
}
