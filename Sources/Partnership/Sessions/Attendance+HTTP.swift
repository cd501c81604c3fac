internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let attendanceRoutes = [
        Route(.readAttendance, .get, "/sessions/{groupSessionId}/attendance") {
            try await $0.read(AttendanceStatement.read, of: "groupSessionId", inReach: true) {
                $0.attendance($1)
            }
        },
        Route(.replaceAttendance, .put, "/sessions/{groupSessionId}/attendance") {
            try await $0.replaceAttendance()
        },
    ]
}

extension Exchange {
    fileprivate func replaceAttendance() async throws -> Response {
        let id = try identifier("groupSessionId")
        let attendance = try decode(Attendance.init(reading:))
        return try await session.transaction { transaction in
            let (row, today) = try await self.lockSession(id, in: transaction)
            let found = try await transaction.run([
                Call(AttendanceStatement.read) {
                    $0.add(id)
                    $0.addNull()
                },
                Call(AttendanceStatement.guests) { $0.add(id) },
            ])
            let current = found[0].first
            if let current {
                // Whoever expects nothing there expects something else than there is.
                if self.request.hasHeader("if-none-match") { throw Problem.preconditionFailed }
                try self.requireMatch(of: self.json { $0.attendance(current) }.body)
            } else {
                try self.requireNoneMatch()
            }
            let session = GroupSession(row)
            do throws(SessionRefusal) {
                try GroupSession.State(row).check(.recordAttendance)
                guard session.heldOn <= today else { throw .notYetHeld(on: session.heldOn) }
                try attendance.check(session.kind, among: found[1].map { .init($0) })
            } catch {
                throw Problem(error)
            }
            let new = try await attendance.record(
                of: id,
                session.kind,
                isNew: current == nil,
                in: transaction
            )
            return current == nil
                ? self.created("/sessions/\(id)/attendance") { $0.attendance(new) }
                : self.changed { $0.attendance(new) }
        }
    }
}

extension Attendance {
    fileprivate init?(reading object: inout JSONObject) {
        let errors = object.errors
        var seen: Set<Identifier> = []
        let entries = object.array("entries", count: 0...Self.maximumEntries)?.compactMap { value in
            var entry = JSONObject(value, errors)
            defer { entry.close() }
            let partnerId = entry.identifier("partnerId")
            let mark = entry.choice("attendance", of: Mark.self)
            let clusterId = entry.optionalIdentifier("clusterId")
            guard let partnerId, let mark else { return nil as Entry? }
            if !seen.insert(partnerId).inserted {
                entry.refuse("partnerId", "format", "must not stand here twice")
            }
            return Entry(partnerId, mark, for: clusterId)
        }
        let municipalityPresent = object.boolean("municipalityPresent")
        guard let entries, let municipalityPresent else { return nil }
        self.entries = entries
        self.municipalityPresent = municipalityPresent
    }
}

extension JSONWriter {
    /// A row of `AttendanceStatement.read`; its id is that of its session.
    fileprivate mutating func attendance(_ row: Row) {
        object {
            $0.member("id", text: row, 0)
            $0.member("entries", raw: row, 1)
            $0.member("municipalityPresent", row.boolean(2))
            $0.member("createdAt", text: row, 3)
            $0.member("version", raw: row, 4)
        }
    }
}
