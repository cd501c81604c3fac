import HTTP
@testable import Partnership
import Postgres
import TestSupport

/// Rounds of the trust measurement, put in the database as they come to stand there.
struct BallotFormFixture: Sendable {
    static let round = "019bb1d2-5c00-7a11-9e02-3f4a5b6c7d01"
    static let path = "/v1/trust-measurements/\(round)/questionnaire"

    let api: TestAPI

    /// A round of clusters of so many partners each, open from a moment on and until another.
    ///
    /// The clock stands still at the opening.
    init(
        _ api: TestAPI,
        clusters sizes: [Int] = [4],
        opensAt: String = "2026-11-02T08:00:00Z",
        closesAt: String = "2026-11-30T16:00:00Z"
    ) async throws {
        self.api = api
        let house = Clusters(api)
        try stopClock(at: opensAt)
        try run(
            """
            insert into trust_measurement (id, title, opens_at, closes_at, questionnaire_id)
            select '\(Self.round)', '2026', '\(opensAt)', '\(closesAt)', id
            from questionnaire
            """
        )
        for (place, size) in sizes.enumerated() {
            let partners = try await house.partners(size)
            let cluster = try await house.create(partners, from: "2026-02-01").madeIdentifier
            try run(
                """
                insert into trust_measurement_cluster
                values ('\(Self.round)', '\(cluster)', \(place),
                    tstzrange('\(opensAt)', '\(closesAt)'))
                """
            )
        }
    }

    func stopClock(at moment: String) throws {
        try run(
            """
            create or replace function moment() returns timestamptz
            language sql volatile parallel safe
            as $$ select timestamptz '\(moment)' $$
            """
        )
    }

    func run(_ script: String) throws {
        try api.database.connection().run(script: script)
    }

    func read() async throws -> TestJSON {
        try await api.send(.get, Self.path, as: .nobody).json
    }

    /// Where the round stands at a moment.
    func state(at moment: String) async throws -> String? {
        try stopClock(at: moment)
        return try await read()["state"].text
    }
}
