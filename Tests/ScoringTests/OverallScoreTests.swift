import Scoring
import Testing

@Suite struct `The score of clusters together` {
    private func scores(_ sums: [(Int, Int)]) throws -> [DimensionScore] {
        try sums.map { try #require(DimensionScore(sum: $0.0, count: $0.1)) }
    }

    @Test func `pools answers, and tells that the mean of means permits the test`() throws {
        let overall = try #require(OverallScore(try scores([(120, 30), (95, 25)])))
        // 43/11 is above 3.9, while the mean of 4.0 and 3.8 is 3.9 exactly.
        #expect(overall.pooled == DimensionScore(sum: 215, count: 55))
        #expect(overall.pooled.band == .attention)
        #expect(!overall.pooled.permitsIndividualTest)
        #expect(overall.pooled.needsInterpretation)
        #expect(overall.pooled.shown == "3,9")
        #expect(
            overall.otherReadings.map(Outcome.init) == [
                Outcome(.roundedToOneDecimal, .attention, true),
                Outcome(.everyInsufficiencyPermitsTest, .attention, true),
                Outcome(.meanOfClusterMeans, .attention, true),
            ]
        )
    }

    @Test(arguments: [
        // 3.95 pooled, 4.0 as the mean of 4.2 and 3.8.
        ([(126, 30), (190, 50)], Outcome(.meanOfClusterMeans, .sufficient, false)),
        // 4.13 pooled, 3.95 as the mean of 4.4 and 3.5.
        ([(308, 70), (105, 30)], Outcome(.meanOfClusterMeans, .attention, false)),
        // 3.1 pooled, 2.95 as the mean of 3.3 and 2.6.
        ([(165, 50), (52, 20)], Outcome(.meanOfClusterMeans, .insufficient, true)),
    ])
    func `tells where the mean of means changes the band`(
        sums: [(Int, Int)],
        other: Outcome
    ) throws {
        let overall = try #require(OverallScore(try scores(sums)))
        #expect(overall.pooled.band != other.band)
        #expect(overall.otherReadings.map(Outcome.init).contains(other))
        #expect(Outcome(overall.reading(under: .meanOfClusterMeans)) == other)
    }

    @Test func `is silent on the mean of means where it changes nothing`() throws {
        for sums in [[(120, 30)], [(120, 30), (120, 30)], [(130, 30), (100, 25)]] {
            let overall = try #require(OverallScore(try scores(sums)))
            #expect(!overall.otherReadings.contains { $0.policy == .meanOfClusterMeans })
        }
    }

    @Test func `leaves ratings of oneself out, and tells where they would change it`() throws {
        let others = try scores([(590, 150)])
        let own = try scores([(150, 30)])
        let overall = try #require(OverallScore(others, own: own))
        #expect(overall.pooled == others[0])
        // 740 of 180 is above 4.1, where 590 of 150 is below 4.
        #expect(
            Outcome(overall.reading(under: .ownRatingsInTheMean))
                == Outcome(.ownRatingsInTheMean, .sufficient, false)
        )
        #expect(overall.otherReadings.contains { $0.policy == .ownRatingsInTheMean })
        let alone = try #require(OverallScore(others))
        #expect(!alone.otherReadings.contains { $0.policy == .ownRatingsInTheMean })
    }

    @Test func `agrees with exact fractions over random clusters`() throws {
        var generator = SeededGenerator(state: 28)
        for _ in 0..<5_000 {
            let limit = generator.next().isMultiple(of: 2) ? 3...5 : 1...400
            func some() -> [DimensionScore] {
                (0..<Int.random(in: 1...6, using: &generator)).compactMap { _ in
                    let count = Int.random(in: limit, using: &generator)
                    let near = (39 * count / 10 - 2)...(4 * count + 2)
                    let sum = Int.random(in: near, using: &generator)
                    return DimensionScore(sum: min(max(sum, count), 5 * count), count: count)
                }
            }
            let (clusters, own) = (some(), some())
            let overall = try #require(OverallScore(clusters, own: own))
            let means = clusters.map { Ratio(Int128($0.sum), Int128($0.count)) }
            let whole = means.dropFirst().reduce(means[0], +)
            let mean = Ratio(whole.over, whole.under * Int128(clusters.count))
            let pooled = norm(clusters)
            try #require(pooled.agrees(with: overall.pooled))
            try #require(
                overall.otherReadings.map(Outcome.init)
                    == pooled.others(
                        meanOfMeans: Norm(mean: mean),
                        withOwn: norm(clusters + own)
                    ),
                "\(clusters)"
            )
        }
    }

    private func norm(_ scores: [DimensionScore]) -> Norm {
        let sum = scores.map(\.sum).reduce(0, +)
        return Norm(mean: Ratio(Int128(sum), Int128(scores.map(\.count).reduce(0, +))))
    }

    /// Pairs of clusters as far above the limit as below it: with so many sizes the common
    /// denominator has hundreds of digits, and one answer more or less decides.
    @Test(arguments: [
        (40, Band.sufficient, false, -1, Band.attention, false),
        (39, .attention, true, 1, .attention, false),
        (30, .attention, true, -1, .insufficient, true),
    ])
    func `is exact with many clusters of many sizes`(
        tenths: Int,
        band: Band,
        permits: Bool,
        change: Int,
        changedBand: Band,
        changedPermits: Bool
    ) throws {
        var sums: [(Int, Int)] = []
        for size in 100...200 {
            sums.append((tenths * size + size % 90, 10 * size))
            sums.append((tenths * size - size % 90, 10 * size))
        }
        let exact = try #require(OverallScore(try scores(sums)))
        #expect(
            Outcome(exact.reading(under: .meanOfClusterMeans))
                == Outcome(.meanOfClusterMeans, band, permits)
        )
        sums[0].0 += change
        let changed = try #require(OverallScore(try scores(sums)))
        #expect(
            Outcome(changed.reading(under: .meanOfClusterMeans))
                == Outcome(.meanOfClusterMeans, changedBand, changedPermits)
        )
    }

    @Test func `does not depend on how the answers are split into clusters`() throws {
        var generator = SeededGenerator(state: 7)
        for _ in 0..<500 {
            let ratings = generator.ratings(Int.random(in: 2...300, using: &generator))
            let place = Int.random(in: 1..<ratings.count, using: &generator)
            let whole = try #require(DimensionScore(ratings: ratings))
            let parts = [Array(ratings[..<place]), Array(ratings[place...])]
                .compactMap(DimensionScore.init(ratings:))
            #expect(OverallScore(parts)?.pooled == whole)
            #expect(OverallScore(parts.reversed())?.pooled == whole)
            #expect(OverallScore([whole])?.otherReadings == whole.otherReadings)
        }
    }

    @Test func `exists for one cluster or more, up to a thousand million answers`() throws {
        #expect(OverallScore([]) == nil)
        #expect(OverallScore([], own: try scores([(120, 30)])) == nil)
        let most = try scores([(3_999_999_996, 999_999_999)])
        let one = try scores([(5, 1)])
        #expect(OverallScore(most + one)?.pooled.count == 1_000_000_000)
        #expect(OverallScore(most + one + one) == nil)
        #expect(OverallScore(most, own: one) != nil)
        #expect(OverallScore(most, own: one + one) == nil)
    }
}
