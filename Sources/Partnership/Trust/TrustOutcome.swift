internal import Scoring

/// What is told of one dimension of trust in a cluster, or in all together (uitkomst).
///
/// - Source: PO 7.2, 7.3, 7.4.
struct TrustOutcome: Sendable, Equatable {
    /// What the norm makes of it.
    struct Judgement: Sendable, Equatable {
        let band: Band
        let permitsIndividualTest: Bool
        let needsInterpretation: Bool
        let otherReadings: [OtherReading]
    }

    /// nil for all clusters together.
    let clusterId: Identifier?
    let dimension: Dimension
    let whose: Whose
    /// The mean for people, as "3,9".
    let shown: String
    /// nil for ratings of oneself, which are told apart and meet no norm (A25).
    let judgement: Judgement?

    /// The two outcomes of a cluster, and no more figures than these: what its members think of
    /// themselves is told of all clusters together alone.
    ///
    /// - Source: none; decided by us: of a handful of members every figure more tells more of each.
    static func all(of tally: Tally, in clusterId: Identifier) -> [TrustOutcome] {
        Dimension.allCases.map { dimension in
            let others = tally.others[dimension]
            return TrustOutcome(
                clusterId,
                dimension,
                others,
                Judgement(others, others.otherReadings)
            )
        }
    }

    /// The outcomes of all clusters together: both dimensions, and oneself apart.
    ///
    /// - Returns: none when there are no clusters, and without oneself when there is only one, of
    ///   which that would be a third and a fourth figure.
    static func overall(_ tallies: [Tally]) -> [TrustOutcome] {
        Dimension.allCases.flatMap { dimension -> [TrustOutcome] in
            let own = tallies.count > 1 ? tallies.map { $0.own[dimension] } : []
            guard let others = OverallScore(tallies.map { $0.others[dimension] }, own: own)
            else { return [] }
            let judgement = Judgement(others.pooled, others.otherReadings)
            let outcome = TrustOutcome(nil, dimension, others.pooled, judgement)
            guard let ownPooled = DimensionScore.pooled(own) else { return [outcome] }
            return [outcome, TrustOutcome(nil, dimension, ownPooled)]
        }
    }

    /// - Parameter judgement: nil for ratings of oneself.
    private init(
        _ clusterId: Identifier?,
        _ dimension: Dimension,
        _ score: DimensionScore,
        _ judgement: Judgement? = nil
    ) {
        self.clusterId = clusterId
        self.dimension = dimension
        whose = judgement == nil ? .own : .others
        shown = score.shown
        self.judgement = judgement
    }

    /// Whether an improvement track of its cluster starts with it.
    ///
    /// - Source: PO 7.3: it starts, nobody decides on it. That all clusters together have none of
    ///   their own is decided by us: each cluster that asks for attention has its own.
    var startsImprovement: Bool { clusterId != nil && judgement?.band == .attention }
}

extension TrustOutcome.Judgement {
    fileprivate init(_ score: DimensionScore, _ otherReadings: [OtherReading]) {
        self.init(
            band: score.band,
            permitsIndividualTest: score.permitsIndividualTest,
            needsInterpretation: score.needsInterpretation,
            otherReadings: otherReadings
        )
    }
}
