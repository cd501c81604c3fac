/// The score of clusters together in one dimension, and what other readings make of it.
///
/// - Source: PO 7.2 (all clusters together), A25, A28.
package struct OverallScore: Equatable, Sendable {
    /// All answers of all clusters, each counting once.
    package let pooled: DimensionScore

    private let clusters: [DimensionScore]
    private let pooledWithOwn: DimensionScore

    /// The score of clusters together.
    ///
    /// - Parameters:
    ///   - clusters: of each cluster what its members think of each other.
    ///   - own: what they think of themselves, for the reading that counts it; may be empty.
    /// - Returns: nil without clusters, or when there are more than a thousand million ratings.
    /// - Source: A28 (pooled, not a mean of means), A25.
    package init?(_ clusters: [DimensionScore], own: [DimensionScore] = []) {
        guard let pooled = DimensionScore.pooled(clusters),
            let pooledWithOwn = DimensionScore.pooled(clusters + own)
        else { return nil }
        self.pooled = pooled
        self.clusters = clusters
        self.pooledWithOwn = pooledWithOwn
    }

    /// The outcomes of the readings not chosen, where they differ.
    ///
    /// - Source: A25, A28-A30.
    package var otherReadings: [OtherReading] {
        Policy.allCases.map(reading).filter { $0.differs(from: pooled) }
    }

    /// The outcome under a reading that was not chosen, the other questions read as chosen.
    ///
    /// - Source: A25, A28-A30.
    package func reading(under policy: Policy) -> OtherReading {
        switch policy {
        case .meanOfClusterMeans:
            let mean = MeanOfMeans(clusters)
            return OtherReading(
                policy: policy,
                band: mean.band,
                permitsIndividualTest: mean.permitsIndividualTest
            )
        case .ownRatingsInTheMean:
            return OtherReading(policy: policy, of: pooledWithOwn)
        case .roundedToOneDecimal, .everyInsufficiencyPermitsTest:
            return pooled.reading(under: policy)
        }
    }
}
