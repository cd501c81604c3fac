import HTTP
@testable import Partnership
import Postgres
import TestSupport

/// Clusters and sessions for tests, in a year that a test can stop in.
struct Gatherings: Sendable {
    let api: TestAPI

    static let path = "/v1/sessions"

    init(_ api: TestAPI) {
        self.api = api
    }

    /// Makes it a day in this test's own database.
    func stopDay(at day: Day) throws {
        try run(
            """
            create or replace function today() returns date
            language sql stable parallel safe
            as $$ select date '\(day)' $$
            """
        )
    }

    func run(_ script: String) throws {
        try api.database.connection().run(script: script)
    }

    /// A cluster of these partners, from a day on.
    func cluster(
        _ name: String = "Peelrand",
        of partners: [Identifier],
        during days: String = "[2026-01-01,)"
    ) throws -> Identifier {
        let id = Identifier.random()
        try run("insert into cluster (id, name) values ('\(id)', '\(name)')")
        for partner in partners { try join(partner, id, during: days) }
        return id
    }

    func join(_ partner: Identifier, _ cluster: Identifier, during days: String) throws {
        try run(
            """
            insert into cluster_membership (cluster_id, partner_id, valid)
            values ('\(cluster)', '\(partner)', '\(days)')
            """
        )
    }

    func partners(_ count: Int) async throws -> [Identifier] {
        var partners: [Identifier] = []
        for _ in 0..<count { partners.append(try await api.makeActivePartner()) }
        return partners
    }

    static func text(
        _ kind: String,
        _ day: Day,
        cluster: Identifier? = nil,
        topic: String? = nil
    ) -> String {
        let cluster = cluster.map { "\"\($0)\"" } ?? "null"
        let topic = topic.map { "\"\($0)\"" } ?? "null"
        return """
            {"kind": "\(kind)", "heldOn": "\(day)", "clusterId": \(cluster), "topic": \(topic)}
            """
    }

    func plan(_ kind: String, _ day: Day, of cluster: Identifier? = nil) async throws -> Response {
        try await api.send(.post, Self.path, json: Self.text(kind, day, cluster: cluster))
    }

    static func attendance(
        _ entries: [(Identifier, String)],
        of cluster: Identifier? = nil,
        municipality: Bool = true
    ) -> String {
        let cluster = cluster.map { ", \"clusterId\": \"\($0)\"" } ?? ""
        let list = entries.map {
            "{\"partnerId\": \"\($0.0)\", \"attendance\": \"\($0.1)\"\(cluster)}"
        }
        .joined(separator: ", ")
        return "{\"entries\": [\(list)], \"municipalityPresent\": \(municipality)}"
    }

    /// Puts the attendance of a session, or its cancellation.
    @discardableResult
    func put(
        _ part: String,
        of session: Identifier,
        _ body: String,
        headers: Headers = ["If-None-Match": "*"]
    ) async throws -> Response {
        try await api.send(.put, "\(Self.path)/\(session)/\(part)", json: body, headers: headers)
    }

    /// A session of a cluster that was held, with what became of its members.
    @discardableResult
    func hold(
        _ kind: String,
        _ day: Day,
        of cluster: Identifier,
        _ entries: [(Identifier, String)]
    ) async throws -> Identifier {
        let isDelegates = kind == "mdg-if"
        let id = try await plan(kind, day, of: isDelegates ? nil : cluster).madeIdentifier
        let body = Self.attendance(entries, of: isDelegates ? cluster : nil)
        let answer = try await put("attendance", of: id, body)
        guard answer.status == 201 else { throw TestProblem("not held: \(answer.text)") }
        return id
    }
}
