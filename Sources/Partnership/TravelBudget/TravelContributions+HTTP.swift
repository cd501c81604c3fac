internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let travelContributionRoutes = [
        Route(.readTravelContributions, .get, "/travel-budgets/{year}/contributions") { exchange in
            let year = try exchange.year()
            let rows = try await exchange.session.rows(TravelContributionStatement.read) {
                $0.add(year)
            }
            guard let contributions = TravelContributions(rows) else { throw Problem.notFound }
            return exchange.json { $0.contributions(contributions) }
        },
        Route(.establishTravelContributions, .put, "/travel-budgets/{year}/contributions") {
            try await $0.establishContributions()
        },
    ]
}

extension Exchange {
    /// All of it follows from the budget and the ledger: there is nothing to send.
    fileprivate func establishContributions() async throws -> Response {
        let year = try year()
        _ = try decode { _ in true }
        return try await session.transaction { transaction in
            let found = try await transaction.run([
                Call(TravelBudgetStatement.lock) { $0.add(year) },
                Call(TravelContributionStatement.read) { $0.add(year) },
            ])
            if let current = TravelContributions(found[1]) {
                return self.changed { $0.contributions(current) }
            }
            try self.requireNoneMatch()
            guard let row = found[0].first else {
                throw Problem(TravelContributionRefusal.budgetMissing)
            }
            let budget = TravelBudget(
                year: year,
                budgetCents: row.integer(2),
                remainderPreviousYearCents: row.integer(3),
                lines: []
            )
            do {
                let made = try await TravelContributions.establish(for: budget, in: transaction)
                return self.created("/travel-budgets/\(year)/contributions") {
                    $0.contributions(made)
                }
            } catch let refusal as TravelContributionRefusal {
                throw Problem(refusal)
            }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func contributions(_ contributions: TravelContributions) {
        let budget = contributions.budget
        object {
            $0.member("year", budget.year)
            $0.member("validOn", TravelContributions.validOn(budget.year))
            $0.member("knownAt", contributions.knownAt.description)
            $0.member("baseYear", budget.baseYear)
            $0.member("totalRevenueCents", contributions.totalRevenueCents)
            $0.member("contributionCents", budget.contributionCents)
            $0.member("municipalityCents", budget.municipalityCents)
            $0.member("partnersCents", budget.partnersCents)
            $0.member(
                "contributions",
                array: { for share in contributions.shares { $0.share(share) } }
            )
            $0.member("grounds", contributions.grounds)
            $0.member("otherReadings", contributions.otherReadings)
            $0.member("createdAt", contributions.createdAt.description)
            // They are established once.
            $0.member("version", 1)
        }
    }

    private mutating func share(_ share: TravelContributions.Share) {
        object {
            $0.member("partnerId", share.partnerId)
            $0.member("partnerName", share.partnerName)
            $0.member("revenueCents", share.revenueCents)
            $0.member("sharePpm", share.sharePpm)
            $0.member("contributionCents", share.contributionCents)
        }
    }
}

extension Problem {
    init(_ refusal: TravelContributionRefusal) {
        switch refusal {
        case .budgetMissing:
            self.init(
                409,
                "travel-contributions.budget-missing",
                "There is no travel budget of the year to contribute to."
            )
        case .noRevenue(let year):
            self.init(
                409,
                "travel-contributions.no-revenue",
                "Nobody who takes part had revenue in \(year), so nothing divides the half."
            )
        }
        self = resting(on: "KA", "2.4")
    }
}
