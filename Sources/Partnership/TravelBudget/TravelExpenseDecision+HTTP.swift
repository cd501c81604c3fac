internal import HTTP
internal import JSON
internal import Postgres

extension API {
    private static let decisionPath = "/travel-budgets/{year}/expenses/{expenseId}/decision"

    static let travelExpenseDecisionRoutes = [
        Route(.readTravelExpenseDecision, .get, decisionPath) { exchange in
            let id = try await exchange.expenseRow().identifier(0)
            let row = try await exchange.row(TravelExpenseStatement.readDecision) { $0.add(id) }
            return exchange.json { $0.decision(row) }
        },
        Route(.decideTravelExpense, .put, decisionPath) { try await $0.decideExpense() },
    ]
}

extension Exchange {
    /// A partner that is limited to its own sees the claims of others as the treasurer alone.
    fileprivate func decideExpense() async throws -> Response {
        let year = try year()
        let id = try identifier("expenseId")
        let decision = try decode(TravelExpenseDecision.init(reading:))
        return try await session.transaction { transaction in
            // Whoever holds the budget is alone with what its lines have left.
            let found = try await transaction.run([
                Call(TravelBudgetStatement.lock) { $0.add(year) },
                try self.expenseCall(),
                Call(TravelExpenseStatement.readDecision) { $0.add(id) },
                Call(TravelSpendingStatement.read) { $0.add(year) },
                Call(TravelExpenseStatement.today),
            ])
            guard let row = found[1].first else { throw Problem.notFound }
            do throws(TravelExpenseRefusal) {
                try TravelExpenseDecision.check(
                    decider: self.ownPartnerId,
                    on: row.identifier(2)
                )
            } catch {
                throw Problem(error)
            }
            return try await self.takeOnce(
                at: "/travel-budgets/\(year)/expenses/\(id)/decision",
                current: found[2].first,
                isSame: { TravelExpenseDecision($0) == decision },
                item: { $0.decision($1) }
            ) {
                let expense = TravelExpense(row)
                do throws(TravelExpenseRefusal) {
                    try decision.check(
                        on: expense,
                        in: TravelExpense.State(row),
                        leftCents: TravelSpending(found[3]).line(named: expense.line)?.leftCents
                            ?? 0,
                        today: found[4][0].day(0)
                    )
                } catch {
                    throw Problem(error)
                }
                return try await decision.record(on: id, by: self.ownPartnerId, in: transaction)
            }
        }
    }
}

extension TravelExpenseDecision {
    fileprivate init?(reading object: inout JSONObject) {
        let outcome = object.choice("outcome", of: Outcome.self)
        let decidedOn = object.day("decidedOn")
        let documentReference = object.string("documentReference", length: 1...100)
        guard let outcome, let decidedOn, let documentReference else { return nil }
        self.init(outcome: outcome, decidedOn: decidedOn, documentReference: documentReference)
    }
}

extension JSONWriter {
    /// A row of `TravelExpenseStatement.readDecision`; its id is that of its claim.
    fileprivate mutating func decision(_ row: Row) {
        object {
            $0.member("id", text: row, 0)
            $0.member("outcome", text: row, 1)
            $0.member("decidedOn", text: row, 2)
            $0.member("documentReference", text: row, 3)
            $0.member("deciderId", text: row, 4)
            $0.member("createdAt", text: row, 5)
            // A claim is decided on once.
            $0.member("version", 1)
        }
    }
}
