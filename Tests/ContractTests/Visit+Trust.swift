import Foundation
import HTTP
@testable import Partnership
import TestSupport

extension Visit {
    private var none: Headers { ["If-None-Match": "*"] }
    private var star: Headers { ["If-Match": "*"] }

    /// A form, a key and a round that was closed.
    mutating func furnishTrust() async throws {
        place(
            "questionnaireId",
            try await witness.send(
                .post,
                "/questionnaires",
                json: Bodies.questionnaire("MDG I-F")
            ).madeIdentifier
        )
        place("trustKeyId", try await file(Self.trustKey()).madeIdentifier)
        let round = try await plan(try await measuredCluster())
        place("measurementId", round)
        try await witness.send(
            .put,
            "/trust-measurements/\(round)/closure",
            json: "{}",
            headers: none
        )
    }

    private static func trustKey() throws -> String {
        let path = (TestDatabase.projectFolder ?? "") + "/db/demo/trust-body-public.asc"
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw TestProblem("The demo has no key.")
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func file(
        _ armour: String,
        _ label: String = "2026",
        headers: Headers = [:]
    ) async throws -> Response {
        try await witness.send(
            .post,
            "/trust-keys",
            as: .role(.trustBody),
            json: Bodies.trustKey(armour, label),
            headers: headers
        )
    }

    private func measuredCluster() async throws -> Identifier {
        var partners: [Identifier] = []
        for _ in 0..<5 {
            let id = try await witness.api.makePartner()
            try await witness.api.makeAgreement("process", of: id)
            partners.append(id)
        }
        return try await witness.send(
            .post,
            "/clusters",
            json: Bodies.measuredCluster(partners)
        ).madeIdentifier
    }

    private func plan(
        _ cluster: Identifier,
        from opensAt: String = "2026-02-02T08:00:00Z"
    ) async throws -> Identifier {
        try await witness.send(
            .post,
            "/trust-measurements",
            json: Bodies.measurement(cluster, from: opensAt)
        ).madeIdentifier
    }

    func holdTrust() async throws {
        try await reuseKey(
            "/questionnaires",
            Bodies.questionnaire("MDG I-F 2026"),
            Bodies.questionnaire("MDG I-F 2027")
        )
        for label in ["2026", "2026", "2027"] {
            _ = try await file(Self.trustKey(), label, headers: ["Idempotency-Key": "key-trust"])
        }
        // What refuses the municipality, for want of the scope, refuses the trust body for this.
        _ = try await file("x")
        _ = try await file("x", headers: ["Accept": "image/png"])
        _ = try await file("x", headers: ["Content-Type": "text/plain"])
        let cluster = try await measuredCluster()
        try await reuseKey(
            "/trust-measurements",
            Bodies.measurement(cluster),
            Bodies.measurement(cluster, "2027")
        )
        try await witness.send(.post, "/trust-measurements", json: Bodies.measurement(cluster))
        try await change()
        try await close()
    }

    private func change() async throws {
        let id = try await plan(try await measuredCluster())
        let path = "/trust-measurements/\(id)"
        let later = #"{"closesAt": "2035-02-01T00:00:00Z"}"#
        try await witness.send(.patch, path, json: later)
        try await witness.send(.patch, path, json: later, headers: ["If-Match": "\"stale\""])
        try await witness.send(.patch, path, json: later, headers: star)
        try await witness.send(.patch, path, json: #"{"title": "2027"}"#, headers: star)
        let nothing = emptyPath("/trust-measurements/{measurementId}")
        try await witness.send(.patch, nothing, json: later, headers: star)
    }

    private func close() async throws {
        let early = try await plan(try await measuredCluster(), from: "2034-01-01T00:00:00Z")
        let round = try await plan(try await measuredCluster())
        let place = "/trust-measurements/\(round)/closure"
        try await witness.send(
            .put,
            "/trust-measurements/\(early)/closure",
            json: "{}",
            headers: none
        )
        try await witness.send(.get, place)
        try await witness.send(.put, place, json: "{}")
        try await witness.send(.put, place, json: "{}", headers: ["If-Match": "\"stale\""])
        for _ in 0..<2 { try await witness.send(.put, place, json: "{}", headers: none) }
        let nothing = emptyPath("/trust-measurements/{measurementId}/closure")
        try await witness.send(.put, nothing, json: "{}", headers: none)
    }
}
