internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let travelExpenseRoutes =
        [
            Route(
                .listTravelExpenses,
                .get,
                "/travel-budgets/{year}/expenses",
                query: Route.listQuery
            ) { try await $0.listExpenses() },
            Route(.createTravelExpense, .post, "/travel-budgets/{year}/expenses") {
                try await $0.createExpense()
            },
            Route(.readTravelExpense, .get, "/travel-budgets/{year}/expenses/{expenseId}") {
                exchange in
                let row = try await exchange.expenseRow()
                return exchange.json { $0.expense(row) }
            },
        ] + travelExpenseDecisionRoutes
}

extension Exchange {
    fileprivate func listExpenses() async throws -> Response {
        let year = try year()
        return try await list(
            page(),
            TravelExpenseStatement.list,
            TravelExpenseStatement.count,
            of: Call(TravelBudgetStatement.read) { $0.add(year) }
        ) {
            $0.add(year)
            $0.add(ownPartnerId)
        } item: {
            $0.expense($1)
        }
    }

    fileprivate func createExpense() async throws -> Response {
        let year = try year()
        let expense = try decode { TravelExpense(reading: &$0, year: year) }
        let id = newIdentifier()
        // Only partners claim, each its own.
        guard let partner = ownPartnerId else { throw Problem.notFound }
        return try await write { transaction in
            let found = try await transaction.run([
                Call(TravelSpendingStatement.read) { $0.add(year) },
                Call(TravelExpenseStatement.today),
            ])
            let spending = TravelSpending(found[0])
            if spending.lines.isEmpty { throw Problem.notFound }
            do throws(TravelExpenseRefusal) {
                let line = spending.line(named: expense.line)
                try expense.check(on: line, today: found[1][0].day(0))
            } catch {
                throw Problem(error)
            }
            let row = try await expense.insert(
                id: id,
                year: year,
                partner: partner,
                in: transaction
            )
            return self.created("/travel-budgets/\(year)/expenses/\(id)") { $0.expense(row) }
        }
    }

    /// The claim of the path, if the caller may see it.
    func expenseRow() async throws -> Row {
        let call = try expenseCall()
        guard let row = try await session.rows(call).first else { throw Problem.notFound }
        return row
    }

    /// Finds the claim of the path, if the caller may see it.
    func expenseCall() throws(Problem) -> Call {
        let year = try year()
        let id = try identifier("expenseId")
        return Call(TravelExpenseStatement.read) {
            $0.add(year)
            $0.add(ownPartnerId)
            $0.add(id)
        }
    }
}

extension TravelExpense {
    fileprivate init?(reading object: inout JSONObject, year: Int) {
        let line = object.string("line", length: 1...200)
        let cents = object.integer("cents", in: Self.centsRange)
        let incurredOn = object.day("incurredOn")
        if let incurredOn, incurredOn.year != year {
            object.refuse("incurredOn", "range", "must be a day of \(year)")
        }
        let documentReference = object.string("documentReference", length: 1...100)
        guard let line, let cents, let incurredOn, let documentReference else { return nil }
        self.line = line
        self.cents = cents
        self.incurredOn = incurredOn
        self.documentReference = documentReference
    }
}

extension JSONWriter {
    /// A row of `TravelExpenseStatement.read` or `.list`.
    fileprivate mutating func expense(_ row: Row) {
        object {
            $0.member("id", text: row, 0)
            $0.member("year", row.integer(1))
            $0.member("partnerId", text: row, 2)
            $0.member("line", text: row, 3)
            $0.member("cents", row.integer(4))
            $0.member("incurredOn", text: row, 5)
            $0.member("documentReference", text: row, 6)
            $0.member("state", text: row, 7)
            $0.member("createdAt", text: row, 8)
            $0.member("version", raw: row, 9)
        }
    }
}

extension Problem {
    init(_ refusal: TravelExpenseRefusal) {
        switch refusal {
        case .lineUnknown:
            self.init(409, "travel-expense.line-unknown", "The budget has no line of this name.")
        case .datedAhead:
            self.init(datedAhead: "travel-expense")
        case .ownClaim:
            self.init(
                409,
                "travel-expense.own-claim",
                "Nobody decides on its own claim; on the treasurer's the municipality does."
            )
        case .decided(let state):
            self.init(
                409,
                "travel-expense.decided",
                "The claim was \(state.rawValue); it is decided on once."
            )
        case .beforeExpense(let day):
            self.init(
                409,
                "travel-expense.decided-before",
                "A claim is decided on after the cost was made, which was on \(day)."
            )
        case .lineExhausted(let leftCents):
            self.init(
                409,
                "travel-expense.line-exhausted",
                "The line has \(leftCents) cents left, less than is claimed."
            )
        }
        self = resting(on: "KA", "2.4")
    }
}
