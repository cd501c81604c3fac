import HTTP
@testable import Partnership
import TestSupport

extension Visit {
    private static let caseSystem = TestAPI.Sender.role(.caseSystem)
    private static let none: Headers = ["If-None-Match": "*"]
    private static let star: Headers = ["If-Match": "*"]

    func keepCases() async throws {
        try await nameClient()
        let messaging = path("/cases/{caseReference}/messaging")
        try await refusePut("/cases/{caseReference}/messaging", Bodies.outside)
        try await witness.send(.put, messaging, json: Bodies.outside, headers: Self.star)
        try await putClient(Bodies.client("Na"), Self.none)
        // Another case, since the care of the first goes on.
        try await witness.send(
            .post,
            "/matches",
            json: Bodies.match(partner).replacing("case-1", with: "case-2")
        )
        let erasure = "/cases/case-2/erasure"
        let empty = emptyPath("/cases/{caseReference}/erasure")
        try await witness.send(.put, empty, json: Bodies.erasure("A"), headers: Self.none)
        let stale: Headers = ["If-Match": "\"stale\""]
        for headers in [[:], stale, Self.none, Self.none] as [Headers] {
            try await witness.send(.put, erasure, json: Bodies.erasure("A"), headers: headers)
        }
        try await witness.send(.put, erasure, json: Bodies.erasure("B"), headers: Self.none)
        let erased = "/cases/case-2/messaging"
        try await witness.send(.put, erased, json: Bodies.outside, headers: Self.star)
        try await witness.send(.get, erasure)
        try await witness.send(.get, erasure, headers: ["If-None-Match": "*"])
    }

    private func nameClient() async throws {
        let empty = emptyPath("/cases/{caseReference}/client")
        try await witness.send(
            .put,
            empty,
            as: Self.caseSystem,
            json: Bodies.client("A"),
            headers: Self.none
        )
        for headers in [[:], Self.star, Self.none, Self.star, [:]] as [Headers] {
            try await putClient(Bodies.client("Voor"), headers)
        }
        for headers in [["Content-Type": "text/plain"], ["Accept": "image/png"], Self.star]
            as [Headers]
        {
            try await putClient("{}", headers)
        }
        let path = path("/cases/{caseReference}/client")
        for headers in [[:], ["If-None-Match": "*"]] as [Headers] {
            try await witness.send(.get, path, headers: headers)
        }
    }

    private func putClient(_ body: String, _ headers: Headers) async throws {
        let path = path("/cases/{caseReference}/client")
        try await witness.send(.put, path, as: Self.caseSystem, json: body, headers: headers)
    }
}
