/// Each partner's revenue in the year before a budget year, its share, and what it contributes.
///
/// - Source: KA 2.4; A19 to A21.
struct LedgerShares: Equatable, Sendable {
    /// A partner with an agreement in force on 1 January of the budget year, or on the day asked.
    struct Candidate: Equatable, Sendable {
        let partnerId: Identifier
        let partnerName: String
        let hasAssignment: Bool
        let hasProcess: Bool
        /// What it was granted in the year before, in the pillar that counts.
        let revenueCents: Int
        /// What it was granted then in the other one.
        var adultRevenueCents = 0
        /// When the newest entry of that revenue was recorded; nil when there is none.
        let knownAt: Instant?

        /// Whether its agreements let it take part: a process agreement exists since 2026.
        ///
        /// - Source: A20, PO 11.
        func takesPart(on day: Day) -> Bool {
            Agreement.suffice(assignment: hasAssignment, process: hasProcess, on: day)
        }
    }

    /// One partner that takes part.
    struct Share: Equatable, Sendable {
        let partnerId: Identifier
        let partnerName: String
        let revenueCents: Int
        /// By which is divided as well if A19 is read otherwise.
        var adultRevenueCents = 0
        let sharePpm: Int
        /// Nil without a travel budget, or without any revenue to divide it by.
        let contributionCents: Int?
    }

    /// The pillar whose revenue counts.
    ///
    /// - Source: A19.
    static let countedPillar = Pillar.youth

    let year: Int
    /// The revenue of those who take part: the sum of what the shares show.
    let totalRevenueCents: Int
    /// The partners' half of the travel budget; nil while there is none.
    let totalContributionCents: Int?
    /// The moment that was asked for; else when the newest entry of their revenue was recorded,
    /// for adults too, nil when there is none.
    let knownAt: Instant?
    /// The day that was asked for.
    let validOn: Day?
    /// From the largest revenue to the smallest; of equal ones the lower id first.
    let shares: [Share]

    /// The year whose revenue counts.
    var revenueYear: Int { year - 1 }

    /// Divides a budget year over those who take part in it.
    ///
    /// Revenue below nothing counts as nothing. Parts are whole and add up exactly; of equal
    /// remainders the larger revenue goes first, then the lower id.
    ///
    /// - Parameters:
    ///   - partnersCents: the partners' half of the travel budget; nil while there is none.
    ///   - times: those by which all of it was read.
    init(
        year: Int,
        candidates: [Candidate],
        partnersCents: Int?,
        times: LedgerTimes = LedgerTimes()
    ) {
        let day = times.validOn ?? Day(year: year, month: 1, day: 1)
        let partners = candidates.filter { candidate in
            day.map { candidate.takesPart(on: $0) } ?? false
        }.sorted {
            $0.revenueCents != $1.revenueCents
                ? $0.revenueCents > $1.revenueCents : $0.partnerId < $1.partnerId
        }
        let weights = partners.map { max(0, $0.revenueCents) }
        let hasRevenue = weights.contains { $0 > 0 }
        // In the order of the shares, which is that in which A21 settles ties.
        let ppm = apportion(LedgerYear.wholePpm, by: weights)
        let contributions = partnersCents.map { apportion($0, by: weights) }
        self.year = year
        totalRevenueCents = partners.reduce(0) { $0 + $1.revenueCents }
        totalContributionCents = partnersCents
        knownAt = times.knownAt ?? partners.compactMap(\.knownAt).max()
        validOn = times.validOn
        shares = partners.indices.map { index in
            Share(
                partnerId: partners[index].partnerId,
                partnerName: partners[index].partnerName,
                revenueCents: partners[index].revenueCents,
                adultRevenueCents: partners[index].adultRevenueCents,
                sharePpm: ppm[index],
                contributionCents: hasRevenue ? contributions?[index] : nil
            )
        }
    }
}

extension LedgerShares {
    /// What the figures rest on.
    var grounds: [FigureGround] {
        let revenue = FigureGround(
            source: "KA",
            article: "2.4",
            figure: "revenueCents",
            formula: "sum(cents); of the partner's entries for youth in revenueYear",
            inputs: [.init(name: "revenueYear", value: revenueYear)],
            policies: ["A15", "A19", "A20"]
        )
        let ppm = ground(of: "sharePpm", dividing: "wholePpm", LedgerYear.wholePpm)
        guard let totalContributionCents else { return [revenue, ppm] }
        let name = "totalContributionCents"
        return [
            revenue, ppm, ground(of: "contributionCents", dividing: name, totalContributionCents),
        ]
    }

    /// The other readings by which anyone would have something else.
    var otherReadings: [FigureReading] {
        ShareReading.others(than: shares, of: totalContributionCents)
    }

    private func ground(
        of figure: String,
        dividing name: String,
        _ whole: Int
    ) -> FigureGround {
        let positiveCents = shares.reduce(0) { $0 + max(0, $1.revenueCents) }
        return FigureGround(
            source: "KA",
            article: "2.4",
            figure: figure,
            formula: "floor(\(name) * max(0, revenueCents) / positiveRevenueCents); "
                + FigureGround.largestRemainders,
            inputs: [
                .init(name: name, value: whole),
                .init(name: "positiveRevenueCents", value: positiveCents),
                .init(name: "partners", value: shares.count),
            ],
            policies: ["A19", "A20", "A21"]
        )
    }
}
