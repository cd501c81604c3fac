internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let recoveryOutcomeRoutes = [
        Route(.readRecoveryOutcome, .get, "/recovery-terms/{recoveryTermId}/outcome") {
            exchange in
            let id = try await exchange.recoveryTermRow().identifier(0)
            let row = try await exchange.row(RecoveryTermStatement.readOutcome) { $0.add(id) }
            return exchange.json { $0.recoveryOutcome(row) }
        },
        Route(.recordRecoveryOutcome, .put, "/recovery-terms/{recoveryTermId}/outcome") {
            try await $0.recordRecoveryOutcome()
        },
    ]
}

extension Exchange {
    fileprivate func recordRecoveryOutcome() async throws -> Response {
        let id = try identifier("recoveryTermId")
        let outcome = try decode(RecoveryOutcome.init(reading:))
        return try await session.transaction { transaction in
            let found = try await transaction.run([
                Call(RecoveryTermStatement.lock) { $0.add(id) },
                Call(RecoveryTermStatement.read) {
                    $0.add(id)
                    $0.addNull()
                },
                Call(RecoveryTermStatement.readOutcome) { $0.add(id) },
            ])
            guard let term = found[1].first else { throw Problem.notFound }
            return try await self.takeOnce(
                at: "/recovery-terms/\(id)/outcome",
                current: found[2].first,
                isSame: { RecoveryOutcome($0) == outcome },
                item: { $0.recoveryOutcome($1) }
            ) {
                do throws(RecoveryTermRefusal) {
                    try outcome.check(
                        of: Period(term.day(4), term.day(5)),
                        in: RecoveryTerm.State(term),
                        today: term.day(10)
                    )
                } catch {
                    throw Problem(error)
                }
                return try await outcome.record(of: id, in: transaction)
            }
        }
    }
}

extension RecoveryOutcome {
    fileprivate init?(reading object: inout JSONObject) {
        let kind = object.choice("outcome", of: Kind.self)
        let assessedOn = object.day("assessedOn")
        let documentReference = object.string("documentReference", length: 1...100)
        guard let kind, let assessedOn, let documentReference else { return nil }
        self.init(kind: kind, assessedOn: assessedOn, documentReference: documentReference)
    }
}

extension JSONWriter {
    /// A row of `RecoveryTermStatement.readOutcome`; its id is that of its term.
    fileprivate mutating func recoveryOutcome(_ row: Row) {
        object {
            $0.member("id", text: row, 0)
            $0.member("outcome", text: row, 1)
            $0.member("assessedOn", text: row, 2)
            $0.member("documentReference", text: row, 3)
            $0.member("createdAt", text: row, 4)
            // An outcome is recorded once.
            $0.member("version", 1)
        }
    }
}
