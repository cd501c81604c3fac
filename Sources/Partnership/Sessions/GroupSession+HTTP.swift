internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let sessionRoutes =
        [
            Route(
                .listSessions,
                .get,
                "/sessions",
                query: Route.listQuery + ["kind", "year", "clusterId"]
            ) { try await $0.listSessions() },
            Route(.createSession, .post, "/sessions") { try await $0.createSession() },
            Route(.readSession, .get, "/sessions/{groupSessionId}") {
                try await $0.read(SessionStatement.read, of: "groupSessionId") { $0.session($1) }
            },
            Route(.changeSession, .patch, "/sessions/{groupSessionId}") {
                try await $0.changeSession()
            },
        ] + attendanceRoutes + cancellationRoutes + sessionYearRoutes
}

extension Exchange {
    fileprivate func listSessions() async throws -> Response {
        let kinds = GroupSession.Kind.allCases.map(\.rawValue).joined(separator: ", ")
        let kind = try queryValue("kind", "one of \(kinds)") { GroupSession.Kind(rawValue: $0) }
        let year = try queryValue("year", "a year from 2015 to 2199") {
            Int($0).flatMap { (2015...2199).contains($0) ? $0 : nil }
        }
        let cluster = try queryValue("clusterId", "a UUID") { Identifier($0) }
        return try await list(page(), SessionStatement.list, SessionStatement.count) {
            $0.add(kind?.rawValue)
            $0.add(year)
            $0.add(cluster)
        } item: {
            $0.session($1)
        }
    }

    fileprivate func createSession() async throws -> Response {
        let session = try decode(GroupSession.init(reading:))
        let id = newIdentifier()
        return try await write { transaction in
            do {
                let row = try await session.insert(id: id, in: transaction)
                return self.created("/sessions/\(id)") { $0.session(row) }
            } catch let refusal as SessionRefusal {
                throw Problem(refusal)
            }
        }
    }

    fileprivate func changeSession() async throws -> Response {
        let id = try identifier("groupSessionId")
        let change = try decode(GroupSessionChange.init(reading:))
        return try await session.transaction { transaction in
            let (row, _) = try await self.lockSession(id, in: transaction)
            try self.requireMatch(of: self.json { $0.session(row) }.body)
            do {
                try GroupSession.State(row).check(.change)
                let current = GroupSession(row)
                var session = current
                if let heldOn = change.heldOn { session.heldOn = heldOn }
                if let topic = change.topic { session.topic = topic }
                if session == current { return self.changed { $0.session(row) } }
                let new = try await session.replace(id: id, in: transaction)
                return self.changed { $0.session(new) }
            } catch let refusal as SessionRefusal {
                throw Problem(refusal)
            }
        }
    }

    /// Holds a session for a change.
    ///
    /// - Returns: the row of `SessionStatement.read`, and the day it is.
    func lockSession(
        _ id: Identifier,
        in transaction: Transaction
    ) async throws -> (row: Row, today: Day) {
        let found = try await transaction.run([
            Call(SessionStatement.lock) { $0.add(id) },
            Call(SessionStatement.read) { $0.add(id) },
        ])
        guard let lock = found[0].first, let row = found[1].first else { throw Problem.notFound }
        return (row, lock.day(0))
    }
}

extension GroupSession {
    fileprivate init?(reading object: inout JSONObject) {
        let kind = object.choice("kind", of: Kind.self)
        let heldOn = object.day("heldOn")
        clusterId = object.optionalIdentifier("clusterId")
        topic = object.optionalString("topic", length: 1...200)
        if kind == .intervision, clusterId == nil, object.raw("clusterId")?.isNull ?? true {
            object.refuse("clusterId", "required", "is required for intervision")
        }
        if let kind, kind != .intervision, clusterId != nil {
            object.refuse("clusterId", "format", "must be null unless it is intervision")
        }
        guard let kind, let heldOn else { return nil }
        self.kind = kind
        self.heldOn = heldOn
    }
}

extension GroupSessionChange {
    /// Reads a merge patch; null takes the topic away.
    ///
    /// - Source: RFC 7396.
    fileprivate init(reading object: inout JSONObject) {
        if object.contains("heldOn") { heldOn = object.day("heldOn") }
        if object.contains("topic") {
            topic = .some(object.optionalString("topic", length: 1...200))
        }
    }
}

extension JSONWriter {
    /// A row of `SessionStatement.read` or `.list`.
    fileprivate mutating func session(_ row: Row) {
        object {
            $0.member("id", text: row, 0)
            $0.member("kind", text: row, 1)
            $0.member("heldOn", text: row, 2)
            $0.member("clusterId", text: row, 3)
            $0.member("topic", text: row, 4)
            $0.member("state", text: row, 5)
            $0.member("createdAt", text: row, 6)
            $0.member("version", raw: row, 7)
        }
    }
}
