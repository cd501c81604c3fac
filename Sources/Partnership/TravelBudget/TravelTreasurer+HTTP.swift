internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let travelTreasurerRoutes = [
        Route(.readTravelTreasurer, .get, "/travel-budgets/{year}/treasurer") { exchange in
            let year = try exchange.year()
            let row = try await exchange.row(TravelTreasurerStatement.read) { $0.add(year) }
            return exchange.json { $0.treasurer(row) }
        },
        Route(.replaceTravelTreasurer, .put, "/travel-budgets/{year}/treasurer") {
            try await $0.replaceTreasurer()
        },
    ]
}

extension Exchange {
    fileprivate func replaceTreasurer() async throws -> Response {
        let year = try year()
        let partner = try decode { $0.identifier("partnerId") }
        guard request.hasHeader("if-match") || request.hasHeader("if-none-match") else {
            throw Problem.preconditionRequired
        }
        return try await session.transaction { transaction in
            let found = try await transaction.run([
                Call(TravelBudgetStatement.lock) { $0.add(year) },
                Call(TravelTreasurerStatement.read) { $0.add(year) },
            ])
            if found[0].count == 0 { throw Problem.notFound }
            if let current = found[1].first {
                // Whoever expects nothing there expects something else than there is.
                guard self.request.hasHeader("if-match") else { throw Problem.preconditionFailed }
                try self.requireMatch(of: self.json { $0.treasurer(current) }.body)
            } else {
                try self.requireNoneMatch()
            }
            let made = try await transaction.run([
                Call(TravelTreasurerStatement.write) {
                    $0.add(year)
                    $0.add(partner)
                },
                Call(TravelTreasurerStatement.read) { $0.add(year) },
            ])
            guard made[0].changedCount == 1 else { throw Problem.treasurerWithoutAgreement }
            return found[1].count == 0
                ? self.created("/travel-budgets/\(year)/treasurer") { $0.treasurer(made[1][0]) }
                : self.changed { $0.treasurer(made[1][0]) }
        }
    }
}

extension JSONWriter {
    /// A row of `TravelTreasurerStatement.read`.
    fileprivate mutating func treasurer(_ row: Row) {
        object {
            $0.member("year", row.integer(0))
            $0.member("partnerId", text: row, 1)
            $0.member("partnerName", text: row, 2)
            $0.member("createdAt", text: row, 3)
            $0.member("version", raw: row, 4)
        }
    }
}

extension Problem {
    fileprivate static let treasurerWithoutAgreement = Problem(
        409,
        "travel-treasurer.no-agreement",
        "A partner manages the budget: one that has an agreement in force."
    ).resting(on: "KA", "2.4")
}
