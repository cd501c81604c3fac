import Scoring

/// What the sentences of the agreement say of an exact mean, read one by one.
struct Norm {
    let mean: Ratio

    var band: Band {
        if mean >= Ratio(4, 1) { return .sufficient }
        return mean >= Ratio(3, 1) ? .attention : .insufficient
    }

    var permitsIndividualTest: Bool { mean <= Ratio(39, 10) }

    var needsInterpretation: Bool { !permitsIndividualTest && band != .sufficient }

    /// The highest tenth that is not above the mean.
    var shown: String {
        if mean < Ratio(2, 1) { return "< 2,0" }
        if mean >= Ratio(9, 2) { return ">= 4,5" }
        let tenths = (20..<45).last { Ratio($0, 10) <= mean } ?? 0
        return "\(tenths / 10),\(tenths % 10)"
    }

    /// The nearest tenth, and of two the higher one.
    var rounded: Norm {
        let tenths = (10...50).last { Ratio(2 * $0 - 1, 20) <= mean } ?? 0
        return Norm(mean: Ratio(tenths, 10))
    }

    /// Every policy whose outcome is another, with that outcome.
    func others(meanOfMeans: Norm? = nil, withOwn: Norm? = nil) -> [Outcome] {
        let readings = [
            Outcome(.roundedToOneDecimal, rounded.band, rounded.permitsIndividualTest),
            Outcome(.everyInsufficiencyPermitsTest, band, band != .sufficient),
            meanOfMeans.map { Outcome(.meanOfClusterMeans, $0.band, $0.permitsIndividualTest) },
            withOwn.map { Outcome(.ownRatingsInTheMean, $0.band, $0.permitsIndividualTest) },
        ]
        return readings.compactMap { reading in
            guard let reading else { return nil }
            let isSame =
                reading.band == band && reading.permitsIndividualTest == permitsIndividualTest
            return isSame ? nil : reading
        }
    }

    /// Whether a score says the same, in everything it says.
    func agrees(with score: DimensionScore) -> Bool {
        score.band == band && score.permitsIndividualTest == permitsIndividualTest
            && score.needsInterpretation == needsInterpretation && score.shown == shown
            && score.otherReadings.map(Outcome.init) == others()
    }
}
