internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let travelBudgetRoutes = [
        Route(.readTravelBudget, .get, "/travel-budgets/{year}") { exchange in
            let year = try exchange.year()
            let row = try await exchange.row(TravelBudgetStatement.read) { $0.add(year) }
            return exchange.json { $0.travelBudget(row) }
        },
        Route(.replaceTravelBudget, .put, "/travel-budgets/{year}") {
            try await $0.replaceTravelBudget()
        },
    ]
}

/// A travel budget as it was asked for, with what its sender computed from it.
private struct TravelBudgetRequest {
    let budget: TravelBudget
    let expectation: TravelBudget.Expectation

    /// A hundred lines are a budget; more are a ledger.
    static let lineCount = 1...100
    /// Ten thousand million euros, so that a hundred lines still add up.
    static let cents = 0...999_999_999_999

    init?(reading object: inout JSONObject, year: Int) {
        let source = object.optionalString("source", length: 1...200)
        if let given = object.optionalInteger("year", in: 2015...2199), given != year {
            object.refuse("year", "range", "must be \(year), the year of the path")
        }
        let budgetCents = object.integer("budgetCents", in: Self.cents)
        let remainder = object.integer("remainderPreviousYearCents", in: Self.cents)
        expectation = TravelBudget.Expectation(
            contributionCents: object.optionalInteger("contributionCents", in: Self.cents),
            municipalityCents: object.optionalInteger("municipalityCents", in: Self.cents),
            partnersCents: object.optionalInteger("partnersCents", in: Self.cents),
            baseYear: object.optionalInteger("baseYear", in: 2014...2198)
        )
        let errors = object.errors
        let lines = object.array("lines", count: Self.lineCount)?.compactMap { value in
            var line = JSONObject(value, errors)
            defer { line.close() }
            return TravelBudget.Line(reading: &line)
        }
        guard let budgetCents, let remainder, let lines else { return nil }
        budget = TravelBudget(
            year: year,
            budgetCents: budgetCents,
            remainderPreviousYearCents: remainder,
            lines: lines,
            source: source
        )
    }
}

extension TravelBudget.Line {
    fileprivate init?(reading object: inout JSONObject) {
        let name = object.string("name", length: 1...200)
        let cents = object.integer("cents", in: TravelBudgetRequest.cents)
        let note = object.optionalString("note", length: 1...500)
        guard let name, let cents else { return nil }
        self.init(name: name, cents: cents, note: note)
    }
}

extension Exchange {
    fileprivate func replaceTravelBudget() async throws -> Response {
        let year = try year()
        let asked = try decode { TravelBudgetRequest(reading: &$0, year: year) }
        guard request.hasHeader("if-match") || request.hasHeader("if-none-match") else {
            throw Problem.preconditionRequired
        }
        do {
            try asked.budget.check(asked.expectation)
        } catch {
            throw Problem(error)
        }
        return try await session.transaction { transaction in
            try await self.replace(with: asked.budget, in: transaction)
        }
    }

    private func replace(
        with budget: TravelBudget,
        in transaction: Transaction
    ) async throws -> Response {
        var lines = JSONWriter()
        lines.array { for line in budget.lines { $0.line(line) } }
        let rows = try await transaction.rows(TravelBudgetStatement.lock) { $0.add(budget.year) }
        if let current = rows.first {
            // Whoever expects nothing there expects something else than there is.
            guard request.hasHeader("if-match") else { throw Problem.preconditionFailed }
            try requireMatch(of: json { $0.travelBudget(current) }.body)
            do {
                try await budget.change(lines: lines.bytes, in: transaction)
            } catch let refusal as TravelBudgetRefusal {
                throw Problem(refusal)
            }
        } else {
            try requireNoneMatch()
            guard try await budget.insert(lines: lines.bytes, in: transaction) else {
                throw Problem.preconditionFailed
            }
        }
        let row = try await transaction.rows(TravelBudgetStatement.read) { $0.add(budget.year) }[0]
        return rows.first == nil
            ? created("/travel-budgets/\(budget.year)") { $0.travelBudget(row) }
            : changed { $0.travelBudget(row) }
    }
}

extension JSONWriter {
    /// A row of `TravelBudgetStatement.read` or `.lock`.
    fileprivate mutating func travelBudget(_ row: Row) {
        let budget = TravelBudget(
            year: row.integer(1),
            budgetCents: row.integer(2),
            remainderPreviousYearCents: row.integer(3),
            lines: []
        )
        object {
            $0.member("source", text: row, 0)
            $0.member("year", row.integer(1))
            $0.member("budgetCents", row.integer(2))
            $0.member("remainderPreviousYearCents", row.integer(3))
            $0.member("contributionCents", row.integer(4))
            $0.member("municipalityCents", row.integer(5))
            $0.member("partnersCents", row.integer(6))
            $0.member("baseYear", row.integer(7))
            $0.member("lines", raw: row, 8)
            $0.member("grounds", budget.grounds)
            $0.member("otherReadings", budget.otherReadings)
            $0.member("createdAt", text: row, 9)
            $0.member("version", row.integer(10))
        }
    }

    fileprivate mutating func line(_ line: TravelBudget.Line) {
        object {
            $0.member("name", line.name)
            $0.member("cents", line.cents)
            $0.member("note", line.note)
        }
    }
}

extension Problem {
    init(_ refusal: TravelBudgetRefusal) {
        switch refusal {
        case .sumDiffers("lines", let given, let computed):
            self.init(
                409,
                "travel-budget.sum-differs",
                "The lines add up to \(given) cents, but budgetCents is \(computed)."
            )
        case .sumDiffers(let member, let given, let computed):
            self.init(
                409,
                "travel-budget.sum-differs",
                "The member \(member) says \(given), but \(computed) follows from the rest."
            )
        case .contributionsEstablished:
            self.init(
                409,
                "travel-budget.contributions-established",
                "What is contributed was established of the budget and the remainder as they are."
            )
        case .lineSpent(_, let approvedCents):
            self.init(
                409,
                "travel-budget.line-spent",
                "Of a line that would have less, \(approvedCents) cents were approved already."
            )
        }
        self = resting(on: "KA", "2.4")
    }
}
