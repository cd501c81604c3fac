/// A way to divide the partners' half by revenue that was not chosen.
enum ShareReading: String, CaseIterable, Sendable {
    /// Revenue for adults counts as well.
    case adultRevenueIncluded = "adult-revenue-included"
    /// Each part is rounded by itself, whatever they add up to.
    case eachHalfUp = "each-half-up"

    /// The policy that it is the other reading of.
    var policy: String { self == .adultRevenueIncluded ? "A19" : "A21" }

    /// The other readings by which anyone would have something else.
    ///
    /// - Parameters:
    ///   - shares: those of the reading that was chosen.
    ///   - total: the partners' half; nil without a travel budget.
    static func others(than shares: [LedgerShares.Share], of total: Int?) -> [FigureReading] {
        allCases.compactMap { reading in
            let parts = reading.parts(of: LedgerYear.wholePpm, over: shares)
            let hasRevenue = parts.contains { $0 > 0 }
            let cents = hasRevenue ? total.map { reading.parts(of: $0, over: shares) } : nil
            let different = shares.indices.filter {
                parts[$0] != shares[$0].sharePpm
                    || (cents?[$0] ?? 0) != (shares[$0].contributionCents ?? 0)
            }
            guard !different.isEmpty else { return nil }
            let contributions = different.map {
                FigureReading.Contribution(
                    partnerId: shares[$0].partnerId,
                    sharePpm: parts[$0],
                    contributionCents: cents?[$0]
                )
            }
            return FigureReading(
                policy: reading.policy,
                reading: reading.rawValue,
                outcome: .contributions(contributions, totalCents: cents?.reduce(0, +))
            )
        }
    }

    /// The parts of a whole, in the order of the shares.
    private func parts(of whole: Int, over shares: [LedgerShares.Share]) -> [Int] {
        switch self {
        case .adultRevenueIncluded:
            Self.apportioned(
                whole,
                shares.map { $0.revenueCents + $0.adultRevenueCents },
                shares.map(\.partnerId)
            )
        case .eachHalfUp: Self.halfUp(whole, shares.map(\.revenueCents))
        }
    }

    /// Ties are settled by the revenue that then counts.
    private static func apportioned(
        _ whole: Int,
        _ revenue: [Int],
        _ partners: [Identifier]
    ) -> [Int] {
        let order = revenue.indices.sorted {
            revenue[$0] != revenue[$1]
                ? revenue[$0] > revenue[$1] : partners[$0] < partners[$1]
        }
        var parts = revenue.map { _ in 0 }
        for (index, part) in zip(order, apportion(whole, by: order.map { max(0, revenue[$0]) })) {
            parts[index] = part
        }
        return parts
    }

    private static func halfUp(_ whole: Int, _ revenue: [Int]) -> [Int] {
        let weights = revenue.map { UInt128(max(0, $0)) }
        let sum = weights.reduce(0, +)
        guard sum > 0 else { return revenue.map { _ in 0 } }
        return weights.map { Int((2 * UInt128(whole) * $0 + sum) / (2 * sum)) }
    }
}
