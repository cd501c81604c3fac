import Scoring
import Testing

@Suite struct `A score agrees with the sentences of the agreement` {
    /// Sums of so many ratings of which the score and the agreement say different things.
    private func disagreements(_ count: Int) -> [Int] {
        (count...5 * count).filter { sum in
            guard let score = DimensionScore(sum: sum, count: count) else { return true }
            return !Norm(mean: Ratio(Int128(sum), Int128(count))).agrees(with: score)
        }
    }

    @Test(arguments: 1...7, 1...6)
    func `at every sum of a cluster`(respondents: Int, subjects: Int) {
        #expect(disagreements(respondents * subjects * 5) == [])
    }

    @Test(arguments: [30, 150])
    func `at every sum of the usual numbers of answers`(count: Int) {
        #expect(disagreements(count) == [])
    }

    @Test func `at every sum of a hundred random numbers of answers`() {
        var generator = SeededGenerator(state: 5)
        for _ in 0..<100 {
            let count = Int.random(in: 1...400, using: &generator)
            #expect(disagreements(count) == [], "of \(count) answers")
        }
    }

    @Test func `on both sides of every limit of large numbers of answers`() throws {
        var generator = SeededGenerator(state: 29)
        for _ in 0..<2_000 {
            let count = Int.random(in: 1...1_000_000_000, using: &generator)
            for twentieths in [40, 58, 59, 60, 78, 79, 80, 90] {
                let sum = count * twentieths / 20
                for near in [sum - 1, sum, sum + 1] where (count...5 * count).contains(near) {
                    let score = try #require(DimensionScore(sum: near, count: count))
                    let norm = Norm(mean: Ratio(Int128(near), Int128(count)))
                    try #require(norm.agrees(with: score), "\(near) of \(count)")
                }
            }
        }
    }

    /// DOMAIN vectors for thirty answers, in the words of the agreement itself.
    @Test(
        arguments: [
            (120, Band.sufficient, "4,0", []),
            (
                119, .attention, "3,9",
                [
                    Outcome(.roundedToOneDecimal, .sufficient, false),
                    Outcome(.everyInsufficiencyPermitsTest, .attention, true),
                ]
            ),
            (
                118, .attention, "3,9",
                [
                    Outcome(.roundedToOneDecimal, .attention, true),
                    Outcome(.everyInsufficiencyPermitsTest, .attention, true),
                ]
            ),
            (117, .attention, "3,9", []), (90, .attention, "3,0", []),
            (89, .insufficient, "2,9", [Outcome(.roundedToOneDecimal, .attention, true)]),
            (88, .insufficient, "2,9", []),
        ] as [(Int, Band, String, [Outcome])]
    )
    func `with the readings that differ`(
        sum: Int,
        band: Band,
        shown: String,
        others: [Outcome]
    ) throws {
        let score = try #require(DimensionScore(sum: sum, count: 30))
        #expect(score.band == band)
        #expect(score.shown == shown)
        #expect(score.otherReadings.map(Outcome.init) == others)
    }

    @Test func `under every policy, and alone is its own mean of means`() throws {
        for sum in 30...150 {
            let score = try #require(DimensionScore(sum: sum, count: 30))
            let chosen = (score.band, score.permitsIndividualTest)
            for policy in Policy.allCases {
                let reading = score.reading(under: policy)
                let isTold = score.otherReadings.contains(reading)
                #expect(reading.policy == policy)
                #expect(isTold == ((reading.band, reading.permitsIndividualTest) != chosen))
                #expect(!isTold || policy != .meanOfClusterMeans && policy != .ownRatingsInTheMean)
            }
        }
    }
}

@Suite struct `A better sum` {
    private let bands: [Band] = [.insufficient, .attention, .sufficient]

    @Test(arguments: [1, 5, 30, 125, 150])
    func `never has a lower band, and never opens the individual test`(count: Int) throws {
        for sum in count..<(5 * count) {
            let score = try #require(DimensionScore(sum: sum, count: count))
            let better = try #require(DimensionScore(sum: sum + 1, count: count))
            let place = try #require(bands.firstIndex(of: score.band))
            let betterPlace = try #require(bands.firstIndex(of: better.band))
            #expect(betterPlace >= place)
            #expect(score.permitsIndividualTest || !better.permitsIndividualTest)
        }
    }

    @Test(arguments: Policy.allCases)
    func `never opens the individual test under another reading either`(policy: Policy) throws {
        for sum in 30..<150 {
            let score = try #require(DimensionScore(sum: sum, count: 30)).reading(under: policy)
            let better = try #require(DimensionScore(sum: sum + 1, count: 30))
                .reading(under: policy)
            #expect(score.permitsIndividualTest || !better.permitsIndividualTest)
        }
    }
}
