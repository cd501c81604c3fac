internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let travelSpendingRoutes = [
        Route(.readTravelSpending, .get, "/travel-budgets/{year}/spending") { exchange in
            let year = try exchange.year()
            let rows = try await exchange.session.rows(TravelSpendingStatement.read) {
                $0.add(year)
            }
            // A budget has a line at least.
            guard rows.count > 0 else { throw Problem.notFound }
            return exchange.json { $0.spending(TravelSpending(rows), of: year) }
        }
    ]
}

extension JSONWriter {
    fileprivate mutating func spending(_ spending: TravelSpending, of year: Int) {
        object {
            $0.member("year", year)
            $0.member("budgetCents", spending.budgetCents)
            $0.member("spentCents", spending.spentCents)
            $0.member("leftCents", spending.budgetCents - spending.spentCents)
            $0.member("lines", array: { for line in spending.lines { $0.line(line) } })
            $0.member("grounds", spending.grounds)
        }
    }

    private mutating func line(_ line: TravelSpending.Line) {
        object {
            $0.member("name", line.name)
            $0.member("budgetCents", line.budgetCents)
            $0.member("claimedCents", line.claimedCents)
            $0.member("approvedCents", line.approvedCents)
            $0.member("tentMinutes", line.tentMinutes)
            $0.member("tentCents", line.tentCents)
            $0.member("leftCents", line.leftCents)
        }
    }
}
