internal import Postgres

enum TravelBudgetStatement {
    static let read = Statement(
        "travel-budgets.read",
        """
        select source, year, budget_cents, remainder_previous_year_cents, contribution_cents,
            municipality_cents, partners_cents, base_year, lines,
            to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            version
        from travel_budget
        where year = $1::smallint
        """
    )
    /// The same row, held until the transaction ends.
    static let lock = Statement(
        "travel-budgets.lock",
        """
        select source, year, budget_cents, remainder_previous_year_cents, contribution_cents,
            municipality_cents, partners_cents, base_year, lines,
            to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            version
        from travel_budget
        where year = $1::smallint
        for update
        """
    )
    /// Changes nothing when another was established for the year meanwhile.
    static let insert = Statement(
        "travel-budgets.insert",
        """
        insert into travel_budget (year, budget_cents, remainder_previous_year_cents,
            contribution_cents, municipality_cents, partners_cents, base_year, lines, source)
        values ($1::smallint, $2::bigint, $3::bigint, $4::bigint, $5::bigint, $6::bigint,
            $7::smallint, $8::json, $9)
        on conflict (year) do nothing
        """
    )
    static let change = Statement(
        "travel-budgets.change",
        """
        update travel_budget
        set budget_cents = $2::bigint,
            remainder_previous_year_cents = $3::bigint,
            contribution_cents = $4::bigint,
            municipality_cents = $5::bigint,
            partners_cents = $6::bigint,
            base_year = $7::smallint,
            lines = $8::json,
            source = $9,
            version = version + 1
        where year = $1::smallint
        """
    )
    static let all = [read, lock, insert, change]
}

extension TravelBudget {
    /// - Parameter lines: the lines as JSON.
    /// - Returns: whether there was none for the year yet.
    func insert(lines: [UInt8], in transaction: Transaction) async throws(DatabaseFailure) -> Bool {
        let rows = try await transaction.rows(TravelBudgetStatement.insert) {
            addContent(lines, to: &$0)
        }
        return rows.changedCount == 1
    }

    /// Changes the budget of a year, whose row is locked.
    ///
    /// - Parameter lines: the lines as JSON.
    /// - Throws: `TravelBudgetRefusal`, or `DatabaseFailure`.
    func change(lines: [UInt8], in transaction: Transaction) async throws {
        let change = Call(TravelBudgetStatement.change) { addContent(lines, to: &$0) }
        let spending: TravelSpending
        do throws(DatabaseFailure) {
            spending = TravelSpending(
                try await transaction.run([
                    change, Call(TravelSpendingStatement.read) { $0.add(year) },
                ])[1]
            )
        } catch {
            guard error.constraint == "travel_contribution_of_budget" else { throw error }
            throw TravelBudgetRefusal.contributionsEstablished
        }
        for line in spending.lines where line.approvedCents > line.budgetCents {
            throw TravelBudgetRefusal.lineSpent(line.name, approvedCents: line.approvedCents)
        }
    }

    private func addContent(_ lines: [UInt8], to parameters: inout Parameters) {
        parameters.add(year)
        parameters.add(budgetCents)
        parameters.add(remainderPreviousYearCents)
        parameters.add(contributionCents)
        parameters.add(municipalityCents)
        parameters.add(partnersCents)
        parameters.add(baseYear)
        parameters.add(utf8: lines)
        parameters.add(source)
    }
}
