internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let tentOutcomeRoutes = [
        Route(.readTentOutcome, .get, "/tents/{tentId}/outcome") {
            try await $0.read(TentOutcomeStatement.read, of: "tentId") { $0.outcome($1) }
        },
        Route(.recordTentOutcome, .put, "/tents/{tentId}/outcome") {
            try await $0.recordTentOutcome()
        },
    ]
}

extension Exchange {
    fileprivate func recordTentOutcome() async throws -> Response {
        let id = try identifier("tentId")
        let asked = try decode(TentOutcome.init(reading:))
        return try await session.transaction { transaction in
            guard let tent = try await LockedTent(id, in: transaction) else {
                throw Problem.notFound
            }
            let rows = try await transaction.rows(TentOutcomeStatement.read) { $0.add(id) }
            return try await self.takeOnce(
                at: "/tents/\(id)/outcome",
                current: rows.first,
                isSame: { TentOutcome($0) == asked },
                item: { $0.outcome($1) }
            ) {
                do throws(TentRefusal) {
                    try tent.state.check(.evaluate)
                    try asked.check(heldOn: tent.heldOn, today: tent.today)
                } catch {
                    throw Problem(error)
                }
                return try await asked.record(of: id, in: transaction)
            }
        }
    }
}

extension TentOutcome {
    fileprivate init?(reading object: inout JSONObject) {
        let advice = object.choice("outcome", of: Advice.self)
        let evaluationFormOn = object.day("evaluationFormOn")
        guard let advice, let evaluationFormOn else { return nil }
        self.advice = advice
        self.evaluationFormOn = evaluationFormOn
    }
}

extension JSONWriter {
    /// A row of `TentOutcomeStatement.read`; its id is that of its tent.
    fileprivate mutating func outcome(_ row: Row) {
        object {
            $0.member("id", text: row, 0)
            $0.member("outcome", text: row, 1)
            $0.member("evaluationFormOn", text: row, 2)
            $0.member("createdAt", text: row, 3)
            // An outcome is recorded once.
            $0.member("version", 1)
        }
    }
}
