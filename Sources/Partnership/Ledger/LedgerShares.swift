/// Each partner's revenue in the year before a budget year, its share, and what it contributes.
///
/// - Source: KA 2.4; A19 to A21.
struct LedgerShares: Equatable, Sendable {
    /// A partner with an agreement in force on 1 January of the budget year.
    struct Candidate: Equatable, Sendable {
        let partnerId: Identifier
        let partnerName: String
        let hasAssignment: Bool
        let hasProcess: Bool
        /// What it was granted in the year before, in the pillar that counts.
        let revenueCents: Int
        /// When the newest entry of that revenue was recorded; nil when there is none.
        let knownAt: Instant?

        /// Whether it takes part in the budget year: a process agreement exists since 2026.
        ///
        /// - Source: A20, PO 11.
        func takesPart(inYear year: Int) -> Bool {
            guard let day = Day(year: year, month: 1, day: 1) else { return false }
            return Agreement.suffice(assignment: hasAssignment, process: hasProcess, on: day)
        }
    }

    /// One partner that takes part.
    struct Share: Equatable, Sendable {
        let partnerId: Identifier
        let partnerName: String
        let revenueCents: Int
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
    /// When the newest entry that counts was recorded; nil when nothing counts.
    let knownAt: Instant?
    /// From the largest revenue to the smallest; of equal ones the lower id first.
    let shares: [Share]

    /// The year whose revenue counts.
    var revenueYear: Int { year - 1 }

    /// Divides a budget year over those who take part in it.
    ///
    /// Revenue below nothing counts as nothing. Parts are whole and add up exactly; of equal
    /// remainders the larger revenue goes first, then the lower id.
    ///
    /// - Parameter partnersCents: the partners' half of the travel budget; nil while there is none.
    init(year: Int, candidates: [Candidate], partnersCents: Int?) {
        let partners = candidates.filter { $0.takesPart(inYear: year) }.sorted {
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
        knownAt = partners.compactMap(\.knownAt).max()
        shares = partners.indices.map { index in
            Share(
                partnerId: partners[index].partnerId,
                partnerName: partners[index].partnerName,
                revenueCents: partners[index].revenueCents,
                sharePpm: ppm[index],
                contributionCents: hasRevenue ? contributions?[index] : nil
            )
        }
    }
}
