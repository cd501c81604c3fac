/// The mean of the means of clusters: each cluster counts once, however many answered.
///
/// It is kept as a fraction of whole numbers that grow as they must: with thirty clusters the
/// common denominator does not fit into 128 bits.
///
/// - Source: A28, the reading not chosen.
struct MeanOfMeans {
    /// Ten times the sum of the means, over `denominator`.
    private let tenTimes: WholeNumber
    private let denominator: WholeNumber
    private let clusters: Int

    init(_ scores: [DimensionScore]) {
        var numerator = WholeNumber(0)
        var denominator = WholeNumber(1)
        for score in scores {
            numerator = numerator * score.count + denominator * score.sum
            denominator = denominator * score.count
        }
        tenTimes = numerator * 10
        self.denominator = denominator
        clusters = scores.count
    }

    /// What the agreement makes of it.
    ///
    /// - Source: PO 7.3, A29.
    var band: Band {
        if tenTimes >= times(40) { return .sufficient }
        return tenTimes < times(30) ? .insufficient : .attention
    }

    /// Whether it is 3.9 or lower.
    ///
    /// - Source: PO 7.4, A30.
    var permitsIndividualTest: Bool { tenTimes <= times(39) }

    /// What `tenTimes` is when the mean is so many tenths.
    private func times(_ tenths: Int) -> WholeNumber {
        denominator * (tenths * clusters)
    }
}
