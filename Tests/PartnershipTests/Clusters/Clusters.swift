import HTTP
@testable import Partnership
import Postgres
import TestSupport

/// Clusters for tests, with a calendar that a test can stop.
struct Clusters: Sendable {
    static let path = "/v1/clusters"
    static let compositions = "/v1/cluster-compositions"

    let api: TestAPI

    init(_ api: TestAPI) {
        self.api = api
    }

    /// Stops the calendar in this test's own database.
    func stopCalendar(on day: Day) throws {
        try api.database.connection().run(
            script: """
                create or replace function today() returns date
                language sql stable parallel safe
                as $$ select date '\(day)' $$
                """
        )
    }

    /// Partners whose process agreement is in force from a day on, in the order of their ids.
    func partners(
        _ count: Int,
        from startsOn: Day = "2026-01-01",
        until endsOn: String? = nil
    ) async throws -> [Identifier] {
        var ids: [Identifier] = []
        for _ in 0..<count {
            let id = try await api.makePartner()
            try await api.makeAgreement(
                "process",
                of: id,
                from: startsOn.description,
                until: endsOn
            )
            ids.append(id)
        }
        return ids.sorted()
    }

    static func list(_ ids: some Sequence<Identifier>) -> String {
        "[" + ids.map { "\"\($0)\"" }.joined(separator: ", ") + "]"
    }

    /// The body of a cluster; its delegate is the first partner unless told otherwise.
    static func body(
        _ partners: [Identifier],
        name: String = "Noord",
        delegate: Identifier? = nil,
        from startsOn: Day? = nil
    ) -> String {
        let day = startsOn.map { ", \"startsOn\": \"\($0)\"" } ?? ""
        return """
            {"name": "\(name)", "partnerIds": \(list(partners)),
             "delegateId": "\(delegate ?? partners[0])"\(day)}
            """
    }

    func create(
        _ partners: [Identifier],
        delegate: Identifier? = nil,
        from startsOn: Day? = nil
    ) async throws -> Response {
        let body = Self.body(partners, delegate: delegate, from: startsOn)
        return try await api.send(.post, Self.path, json: body)
    }

    /// Puts a cluster of other partners, or another name or delegate.
    func put(_ id: Identifier, _ body: String, match: String = "*") async throws -> Response {
        try await api.send(.put, "\(Self.path)/\(id)", json: body, headers: ["If-Match": match])
    }

    func read(_ id: Identifier, on day: Day? = nil) async throws -> TestJSON {
        let query = day.map { "?on=\($0)" } ?? ""
        return try await api.send(.get, "\(Self.path)/\(id)\(query)").json
    }

    func dissolve(
        _ path: String,
        on day: Day,
        reference: String = "B&W 1",
        headers: Headers = ["If-None-Match": "*"]
    ) async throws -> Response {
        try await api.send(
            .put,
            path + "/dissolution",
            json: #"{"dissolvedOn": "\#(day)", "documentReference": "\#(reference)"}"#,
            headers: headers
        )
    }

    /// Proposes a composition of these partners, or of all.
    func propose(
        _ partners: [Identifier]? = nil,
        seed: String = "KA 3.2",
        from startsOn: Day = "2027-01-01"
    ) async throws -> Response {
        let given = partners.map { ", \"partnerIds\": \(Self.list($0))" } ?? ""
        return try await api.send(
            .post,
            Self.compositions,
            json: #"{"seed": "\#(seed)", "startsOn": "\#(startsOn)"\#(given)}"#
        )
    }

    static let confirmation = #"{"decisionReference": "B&W 2026-0401"}"#
    static let withdrawal = #"{"reason": "Nieuwe toetreders."}"#

    func decide(
        _ part: String,
        _ path: String,
        _ body: String? = nil,
        headers: Headers = ["If-None-Match": "*"]
    ) async throws -> Response {
        let ordinary = part == "confirmation" ? Self.confirmation : Self.withdrawal
        return try await api.send(
            .put,
            "\(path)/\(part)",
            json: body ?? ordinary,
            headers: headers
        )
    }
}

extension TestJSON {
    /// The ids in a member that is an array of them.
    func ids(_ name: String) -> [Identifier] {
        self[name].texts.compactMap { Identifier($0) }
    }
}
