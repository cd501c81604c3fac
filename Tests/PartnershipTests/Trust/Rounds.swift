import HTTP
@testable import Partnership
import Postgres
import TestSupport

/// Rounds of the trust measurement for tests, with a clock that a test can stop.
struct Rounds: Sendable {
    static let path = "/v1/trust-measurements"
    static let none: Headers = ["If-None-Match": "*"]
    /// When rounds open and close unless a test wants otherwise.
    static let opening = "2026-09-07T07:00:00Z"
    static let closing = "2026-09-28T16:00:00Z"
    static let moments: [TrustMeasurement.State: String] = [
        .planned: "2026-09-01T08:00:00Z", .open: "2026-09-10T08:00:00Z",
        .closed: closing, .published: "2026-10-05T08:00:00Z",
    ]

    let api: TestAPI
    private let clusters: Clusters

    init(_ api: TestAPI) {
        self.api = api
        clusters = Clusters(api)
    }

    func stopClock(at moment: String) throws {
        try House(api).stopClock(at: moment)
    }

    /// A cluster of new partners.
    func cluster(of count: Int = 5) async throws -> Identifier {
        try await cluster(of: clusters.partners(count))
    }

    func cluster(of partners: [Identifier], from startsOn: Day = "2026-02-01") async throws
        -> Identifier
    {
        try await clusters.create(partners, from: startsOn).madeIdentifier
    }

    static func body(
        _ clusters: [Identifier],
        from opensAt: String = opening,
        until closesAt: String = closing,
        more: String = ""
    ) -> String {
        """
        {"title": "2026", "clusterIds": \(Clusters.list(clusters)), "opensAt": "\(opensAt)",
         "closesAt": "\(closesAt)"\(more)}
        """
    }

    func plan(
        _ clusters: [Identifier],
        from opensAt: String = opening,
        until closesAt: String = closing,
        more: String = ""
    ) async throws -> Response {
        let body = Self.body(clusters, from: opensAt, until: closesAt, more: more)
        return try await api.send(.post, Self.path, json: body)
    }

    func read(_ id: Identifier) async throws -> TestJSON {
        try await api.send(.get, "\(Self.path)/\(id)").json
    }

    func patch(
        _ id: Identifier,
        _ body: String,
        headers: Headers = ["If-Match": "*"]
    ) async throws -> Response {
        try await api.send(.patch, "\(Self.path)/\(id)", json: body, headers: headers)
    }

    func close(
        _ id: Identifier,
        as sender: TestAPI.Sender = .role(.municipality),
        headers: Headers = none
    ) async throws -> Response {
        try await api.send(
            .put,
            "\(Self.path)/\(id)/closure",
            as: sender,
            json: "{}",
            headers: headers
        )
    }

    /// Puts a tally of the round's only cluster, in which nobody answered unless told otherwise.
    func tally(_ id: Identifier, respondents: Int = 0) async throws -> Response {
        let cluster = try await read(id).ids("clusterIds")[0]
        return try await api.send(
            .put,
            "\(Self.path)/\(id)/tally",
            as: .role(.trustBody),
            json: """
                {"clusters":
                 [{"clusterId": "\(cluster)", "respondents": \(respondents), "sums": []}]}
                """,
            headers: Self.none
        )
    }

    /// A round of a new cluster, brought to a state; the clock stops there.
    func round(in state: TrustMeasurement.State) async throws -> Identifier {
        try stopClock(at: "2026-09-01T08:00:00Z")
        let id = try await plan([try await cluster()]).madeIdentifier
        try stopClock(at: Self.moments[state] ?? Self.closing)
        switch state {
        case .planned, .open: break
        case .closed: _ = try await close(id)
        case .published:
            _ = try await close(id)
            _ = try await tally(id)
        }
        return id
    }

    /// Puts a box of a cluster there that has some ballots, none of which can be opened, and as
    /// many tickets.
    func putBox(_ measurement: Identifier, _ cluster: Identifier, ballots: Int) throws {
        let bytes = (0..<ballots).map { #""\\x0\#($0)""# }.joined(separator: ",")
        try api.database.connection().run(
            script: """
                insert into ballot_box (measurement_id, cluster_id, members, spent, sealed)
                values ('\(measurement)', '\(cluster)', 6, '{\(bytes)}', '{\(bytes)}');
                insert into trust_ticket (digest, measurement_id, cluster_id)
                select sha256(('\(cluster)' || number)::bytea), '\(measurement)', '\(cluster)'
                from generate_series(1, 6) as number
                """
        )
    }

    /// Keeps the partners of a cluster, as it is done when its tickets are given out.
    func keepMembers(_ measurement: Identifier, _ cluster: Identifier) throws {
        try api.database.connection().run(
            script: """
                insert into trust_measurement_member (measurement_id, cluster_id, partner_id)
                select measurement_id, cluster_id, partner_id
                from trust_measurement_roster
                where measurement_id = '\(measurement)' and cluster_id = '\(cluster)'
                """
        )
    }
}
