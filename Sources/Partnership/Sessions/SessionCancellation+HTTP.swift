internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let cancellationRoutes = [
        Route(.readSessionCancellation, .get, "/sessions/{groupSessionId}/cancellation") {
            try await $0.read(SessionStatement.readCancellation, of: "groupSessionId") {
                $0.cancellation($1)
            }
        },
        Route(.cancelSession, .put, "/sessions/{groupSessionId}/cancellation") {
            try await $0.cancelSession()
        },
    ]
}

extension Exchange {
    fileprivate func cancelSession() async throws -> Response {
        let id = try identifier("groupSessionId")
        let reason = try decode { $0.string("reason", length: 1...500) }
        return try await session.transaction { transaction in
            let (row, _) = try await self.lockSession(id, in: transaction)
            let found = try await transaction.rows(SessionStatement.readCancellation) {
                $0.add(id)
            }
            return try await self.takeOnce(
                at: "/sessions/\(id)/cancellation",
                current: found.first,
                isSame: { $0.text(1) == reason },
                item: { $0.cancellation($1) }
            ) {
                do throws(SessionRefusal) {
                    try GroupSession.State(row).check(.cancel)
                } catch {
                    throw Problem(error)
                }
                return try await transaction.run([
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
            }
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
