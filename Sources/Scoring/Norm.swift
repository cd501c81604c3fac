/// What the agreement makes of a mean of trust ratings.
///
/// - Source: PO 7.3.
package enum Band: String, CaseIterable, Sendable {
    /// The mean is 4.0 or higher.
    case sufficient
    /// The mean is below 4.0 and not below 3.0: an improvement track starts.
    case attention
    /// The mean is below 3.0: the municipality may take additional measures.
    case insufficient
}

/// A reading of the agreement's text that was not chosen but can be defended.
///
/// What a score says by itself is the outcome under the readings chosen; `reading(under:)` tells
/// it under one of these.
///
/// - Source: A25, A28-A30.
package enum Policy: String, CaseIterable, Sendable {
    /// The mean is rounded to one decimal before it meets the norm.
    ///
    /// - Source: A29.
    case roundedToOneDecimal = "rounded-to-one-decimal"
    /// Whatever is not sufficient permits the individual test.
    ///
    /// - Source: A30.
    case everyInsufficiencyPermitsTest = "every-insufficiency-permits-test"
    /// Of all clusters together it is the mean of their means that meets the norm.
    ///
    /// - Source: A28.
    case meanOfClusterMeans = "mean-of-cluster-means"
    /// Ratings of oneself count in the mean as those of others do.
    ///
    /// - Source: A25.
    case ownRatingsInTheMean = "own-ratings-in-the-mean"
}

/// The outcome under a reading that was not chosen, where it differs from the chosen one.
package struct OtherReading: Equatable, Sendable {
    /// The reading that leads to this outcome.
    package let policy: Policy

    /// The band under that reading.
    package let band: Band

    /// Whether the assembly could decide on individual tests under that reading.
    package let permitsIndividualTest: Bool

    init(policy: Policy, band: Band, permitsIndividualTest: Bool) {
        self.policy = policy
        self.band = band
        self.permitsIndividualTest = permitsIndividualTest
    }

    /// The outcome of a score that only the policy puts together.
    init(policy: Policy, of score: DimensionScore) {
        self.init(
            policy: policy,
            band: score.band,
            permitsIndividualTest: score.permitsIndividualTest
        )
    }

    /// Whether the reading changes what follows from a score.
    func differs(from score: DimensionScore) -> Bool {
        band != score.band || permitsIndividualTest != score.permitsIndividualTest
    }
}
