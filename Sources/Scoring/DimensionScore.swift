/// The ratings of one trust dimension added up, and what the norm makes of their mean.
///
/// The mean is never computed: sums and counts are compared as whole numbers, so that no rounding
/// moves a cluster over a norm.
package struct DimensionScore: Equatable, Sendable {
    /// All ratings, 1...5 each, added up.
    package let sum: Int

    /// How many ratings there are, one or more.
    package let count: Int

    /// The score of so many ratings with this sum.
    ///
    /// - Returns: nil when no ratings 1...5 can add up to it, or when there are none, or more
    ///   than a thousand million.
    package init?(sum: Int, count: Int) {
        guard (1...1_000_000_000).contains(count), (count...5 * count).contains(sum) else {
            return nil
        }
        self.sum = sum
        self.count = count
    }

    /// The score of ratings of 1...5.
    ///
    /// - Returns: nil when there are none, or when one is not 1...5.
    package init?(ratings: [Int]) {
        guard ratings.allSatisfy((1...5).contains) else { return nil }
        self.init(sum: ratings.reduce(0, +), count: ratings.count)
    }

    /// All answers of several scores together, each answer counting once.
    ///
    /// - Returns: nil when there are no scores.
    /// - Source: A28 (pooled, not a mean of means).
    package static func pooled(_ scores: [DimensionScore]) -> DimensionScore? {
        var sum = 0
        var count = 0
        for score in scores {
            count += score.count
            sum += score.sum
            guard count <= 1_000_000_000 else { return nil }
        }
        return DimensionScore(sum: sum, count: count)
    }

    /// What the agreement makes of the exact mean.
    ///
    /// - Source: PO 7.3, A29.
    package var band: Band {
        if sum >= 4 * count { return .sufficient }
        return sum < 3 * count ? .insufficient : .attention
    }

    /// Whether the mean is 3.9 or lower, so that individual tests may be decided on.
    ///
    /// - Source: PO 7.4, A30.
    package var permitsIndividualTest: Bool {
        10 * sum <= 39 * count
    }

    /// Whether the mean lies in the gap the agreement is silent on: above 3.9 and below 4.0.
    ///
    /// - Source: PO 7.3, 7.4, A30.
    package var needsInterpretation: Bool {
        10 * sum > 39 * count && sum < 4 * count
    }

    /// The mean for people: one decimal, cut off, with a comma, and without the extremes.
    ///
    /// Cut off and not rounded, so that the figure never contradicts the band. In a small group a
    /// mean near 1 or 5 tells what each person answered, so beyond 2.0 and 4.5 only that is told.
    ///
    /// - Source: A29 for cutting off; the clipping is decided by us because ballots are anonymous.
    package var shown: String {
        if 10 * sum < 20 * count { return "< 2,0" }
        if 10 * sum >= 45 * count { return ">= 4,5" }
        let tenths = 10 * sum / count
        return "\(tenths / 10),\(tenths % 10)"
    }

    /// The outcomes of the readings not chosen, where they differ.
    ///
    /// - Source: A29, A30.
    package var otherReadings: [OtherReading] {
        Policy.allCases.map(reading).filter { $0.differs(from: self) }
    }

    /// The outcome under a reading that was not chosen, the other questions read as chosen.
    ///
    /// How scores are put together is no question of one score: under those policies it is the
    /// chosen outcome.
    ///
    /// - Source: A29, A30.
    package func reading(under policy: Policy) -> OtherReading {
        switch policy {
        case .roundedToOneDecimal:
            let tenths = (20 * sum + count) / (2 * count)
            let band: Band =
                tenths >= 40 ? .sufficient : tenths < 30 ? .insufficient : .attention
            return OtherReading(
                policy: policy,
                band: band,
                permitsIndividualTest: tenths <= 39
            )
        case .everyInsufficiencyPermitsTest:
            return OtherReading(
                policy: policy,
                band: band,
                permitsIndividualTest: band != .sufficient
            )
        case .meanOfClusterMeans, .ownRatingsInTheMean:
            return OtherReading(policy: policy, of: self)
        }
    }
}
