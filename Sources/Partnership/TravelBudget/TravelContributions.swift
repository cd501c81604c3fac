/// What each partner contributes to the travel budget of a year, as it was established.
///
/// It is established once: what is corrected later moves neither the revenue nor the parts.
///
/// - Source: KA 2.4; A19 to A22.
struct TravelContributions: Equatable, Sendable {
    /// One partner that takes part.
    struct Share: Equatable, Sendable {
        let partnerId: Identifier
        let partnerName: String
        /// What it was granted for youth in the year before, by which is divided.
        let revenueCents: Int
        /// What it was granted for adults then, by which is not.
        let adultRevenueCents: Int
        let sharePpm: Int
        let contributionCents: Int
    }

    /// The amounts of the budget; its lines are left out.
    let budget: TravelBudget
    /// Until when what was recorded counts: the moment of the newest entry there was.
    let knownAt: Instant
    /// From the largest revenue to the smallest; of equal ones the lower id first.
    let shares: [Share]
    let createdAt: Instant

    /// The day whose agreements count.
    ///
    /// - Source: A20.
    static func validOn(_ year: Int) -> Day {
        guard let day = Day(year: year, month: 1, day: 1) else {
            preconditionFailure("a year that the calendar does not have")
        }
        return day
    }

    /// The revenue by which is divided.
    var totalRevenueCents: Int { shares.reduce(0) { $0 + max(0, $1.revenueCents) } }

    /// Divides the partners' half over those who take part.
    ///
    /// - Throws: `noRevenue` when there is something to pay and nothing to divide it by.
    static func shares(
        of budget: TravelBudget,
        over candidates: [LedgerShares.Candidate]
    ) throws(TravelContributionRefusal) -> [Share] {
        let ledger = LedgerShares(
            year: budget.year,
            candidates: candidates,
            partnersCents: budget.partnersCents
        )
        guard budget.partnersCents == 0 || ledger.shares.contains(where: { $0.revenueCents > 0 })
        else { throw .noRevenue(year: budget.baseYear) }
        return ledger.shares.map {
            Share(
                partnerId: $0.partnerId,
                partnerName: $0.partnerName,
                revenueCents: $0.revenueCents,
                adultRevenueCents: $0.adultRevenueCents,
                sharePpm: $0.sharePpm,
                contributionCents: $0.contributionCents ?? 0
            )
        }
    }
}

extension TravelContributions {
    /// The other readings by which anyone would contribute something else.
    var otherReadings: [FigureReading] {
        let shares = shares.map {
            LedgerShares.Share(
                partnerId: $0.partnerId,
                partnerName: $0.partnerName,
                revenueCents: $0.revenueCents,
                adultRevenueCents: $0.adultRevenueCents,
                sharePpm: $0.sharePpm,
                contributionCents: $0.contributionCents
            )
        }
        return ShareReading.others(than: shares, of: budget.partnersCents)
    }

    /// What the figures rest on.
    var grounds: [FigureGround] {
        budget.grounds + [
            ground(of: "sharePpm", dividing: "wholePpm", LedgerYear.wholePpm),
            ground(of: "contributions", dividing: "partnersCents", budget.partnersCents),
        ]
    }

    private func ground(of figure: String, dividing name: String, _ whole: Int) -> FigureGround {
        FigureGround(
            source: "KA",
            article: "2.4",
            figure: figure,
            formula: "floor(\(name) * max(0, revenueCents) / totalRevenueCents); "
                + FigureGround.largestRemainders,
            inputs: [
                .init(name: name, value: whole),
                .init(name: "totalRevenueCents", value: totalRevenueCents),
            ],
            policies: ["A19", "A20", "A21", "A22"]
        )
    }
}

/// Why contributions are not established.
enum TravelContributionRefusal: Error, Equatable, Sendable {
    case budgetMissing
    /// Nobody who takes part had revenue in the year that counts.
    case noRevenue(year: Int)
}
