import HTTP
@testable import Partnership
import TestSupport

extension Visit {
    /// A window that is open for as long as anyone can tell, and an application decided on.
    mutating func furnishOpenHouse() async throws {
        place(
            "windowId",
            try await witness.send(
                .post,
                "/open-house-windows",
                json: Bodies.window("2025-01-01T00:00:00Z", "2199-01-01T00:00:00Z")
            ).madeIdentifier
        )
        place("applicationId", try await apply())
        for (part, body) in [("intake", Bodies.intake), ("decision", Bodies.admission)] {
            try await witness.send(
                .put,
                path("/applications/{applicationId}/\(part)"),
                json: body,
                headers: ["If-None-Match": "*"]
            )
        }
    }

    /// Makes an application with a KvK number that no other has.
    private func apply() async throws -> Identifier {
        try await witness.send(
            .post,
            path("/open-house-windows/{windowId}/applications"),
            json: Bodies.application(witness.api.nextNumber())
        ).madeIdentifier
    }

    func holdOpenHouse() async throws {
        try await refusePut("/applications/{applicationId}/intake", Bodies.intake)
        let none: Headers = ["If-None-Match": "*"]
        try await reuseKey(
            "/open-house-windows",
            Bodies.window("2199-01-01T00:00:00Z", "2199-02-01T00:00:00Z"),
            Bodies.window("2199-02-01T00:00:00Z", "2199-03-01T00:00:00Z")
        )
        try await witness.send(
            .post,
            "/open-house-windows",
            json: Bodies.window("2199-01-31T00:00:00Z", "2199-03-01T00:00:00Z")
        )
        let past = try await witness.send(
            .post,
            "/open-house-windows",
            json: Bodies.window("2024-01-01T00:00:00Z", "2024-03-01T00:00:00Z")
        ).madeIdentifier
        let applications = path("/open-house-windows/{windowId}/applications")
        let number = witness.api.nextNumber()
        try await reuseKey(
            applications,
            Bodies.application(number),
            Bodies.application(number + 1)
        )
        try await witness.send(.post, applications, json: Bodies.application(number))
        for closed in [past.description, "019afd3c-0728-709a-bf2a-74de452e6b43"] {
            try await witness.send(
                .post,
                "/open-house-windows/\(closed)/applications",
                json: Bodies.application(number)
            )
        }
        try await changeWindow(past)
        try await decide()
        let waiting = try await apply()
        let intake = "/applications/\(waiting)/intake"
        try await witness.send(.put, intake, json: Bodies.intake, headers: none)
        try await witness.send(.put, intake, json: Bodies.intake, headers: ["If-Match": "*"])
        let decided = path("/applications/{applicationId}/intake")
        try await witness.send(.put, decided, json: Bodies.intake, headers: ["If-Match": "*"])
    }

    private func changeWindow(_ past: Identifier) async throws {
        let star: Headers = ["If-Match": "*"]
        let change = #"{"decisionReference": "B&W 9"}"#
        let path = path("/open-house-windows/{windowId}")
        try await witness.send(.patch, path, json: change)
        try await witness.send(.patch, path, json: change, headers: ["If-Match": "\"stale\""])
        try await witness.send(.patch, path, json: change, headers: star)
        try await witness.send(.patch, "/open-house-windows/\(past)", json: change, headers: star)
        let nothing = emptyPath("/open-house-windows/{windowId}")
        try await witness.send(.patch, nothing, json: change, headers: star)
    }

    private func decide() async throws {
        let none: Headers = ["If-None-Match": "*"]
        let path = path("/applications/{applicationId}/decision")
        try await witness.send(.put, path, json: Bodies.admission, headers: none)
        let other = Bodies.admission.replacing("B&W 2", with: "B&W 3")
        try await witness.send(.put, path, json: other, headers: none)
        let waiting = try await apply()
        let undecided = "/applications/\(waiting)/decision"
        try await witness.send(.put, undecided, json: Bodies.admission)
        try await witness.send(.put, undecided, json: other, headers: ["If-Match": "\"stale\""])
        try await witness.send(.put, undecided, json: Bodies.admission, headers: none)
        let nothing = emptyPath("/applications/{applicationId}/decision")
        try await witness.send(.put, nothing, json: Bodies.admission, headers: none)
    }
}
