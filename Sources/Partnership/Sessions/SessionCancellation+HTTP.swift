internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let cancellationRoutes = [
        Route(.readSessionCancellation, .get, "/sessions/{sessionId}/cancellation") { exchange in
            let id = try exchange.identifier("sessionId")
            let rows = try await exchange.session.rows(SessionStatement.readCancellation) {
                $0.add(id)
            }
            guard let row = rows.first else { throw Problem.notFound }
            return exchange.json { $0.cancellation(row) }
        },
        Route(.cancelSession, .put, "/sessions/{sessionId}/cancellation") {
            try await $0.cancelSession()
        },
    ]
}

extension Exchange {
    fileprivate func cancelSession() async throws -> Response {
        let id = try identifier("sessionId")
        let reason = try decode { $0.string("reason", length: 1...500) }
        return try await session.transaction { transaction in
            let (row, _) = try await self.lockSession(id, in: transaction)
            let read = Call(SessionStatement.readCancellation) { $0.add(id) }
            if let current = try await transaction.run([read])[0].first {
                // The same cancellation once more is no other one: 200.
                if current.text(1) == reason { return self.changed { $0.cancellation(current) } }
            } else {
                try self.requireNoneMatch()
            }
            do throws(SessionRefusal) {
                try GroupSession.State(row).check(.cancel)
            } catch {
                throw Problem(error)
            }
            let new = try await transaction.run([
                Call(SessionStatement.enter) {
                    $0.add(id)
                    $0.add(GroupSession.State.cancelled.rawValue)
                },
                Call(SessionStatement.insertCancellation) {
                    $0.add(id)
                    $0.add(reason)
                },
                Call(SessionStatement.readCancellation) { $0.add(id) },
            ])[2][0]
            return self.created("/sessions/\(id)/cancellation") { $0.cancellation(new) }
        }
    }
}

extension JSONWriter {
    /// A row of `SessionStatement.readCancellation`; its id is that of its session.
    fileprivate mutating func cancellation(_ row: Row) {
        object {
            $0.member("id", text: row, 0)
            $0.member("reason", text: row, 1)
            $0.member("createdAt", text: row, 2)
            // A session is cancelled once.
            $0.member("version", 1)
        }
    }
}
