internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let tentCancellationRoutes = [
        Route(.readTentCancellation, .get, "/tents/{tentId}/cancellation") {
            try await $0.read(TentCancellationStatement.read, of: "tentId") { $0.cancellation($1) }
        },
        Route(.cancelTent, .put, "/tents/{tentId}/cancellation") { try await $0.cancelTent() },
    ]
}

extension Exchange {
    fileprivate func cancelTent() async throws -> Response {
        let id = try identifier("tentId")
        let asked = try decode(TentCancellation.init(reading:))
        return try await session.transaction { transaction in
            guard let tent = try await LockedTent(id, in: transaction) else {
                throw Problem.notFound
            }
            let rows = try await transaction.rows(TentCancellationStatement.read) { $0.add(id) }
            return try await self.takeOnce(
                at: "/tents/\(id)/cancellation",
                current: rows.first,
                isSame: { TentCancellation($0) == asked },
                item: { $0.cancellation($1) }
            ) {
                do throws(TentRefusal) {
                    try tent.state.check(.cancel)
                    try asked.check(today: tent.today)
                } catch {
                    throw Problem(error)
                }
                return try await asked.record(of: id, in: transaction)
            }
        }
    }
}

extension TentCancellation {
    fileprivate init?(reading object: inout JSONObject) {
        guard let cancelledOn = object.day("cancelledOn") else { return nil }
        self.cancelledOn = cancelledOn
    }
}

extension JSONWriter {
    /// A row of `TentCancellationStatement.read`; its id is that of its tent.
    fileprivate mutating func cancellation(_ row: Row) {
        object {
            $0.member("id", text: row, 0)
            $0.member("cancelledOn", text: row, 1)
            $0.member("createdAt", text: row, 2)
            // A tent is cancelled once.
            $0.member("version", 1)
        }
    }
}
