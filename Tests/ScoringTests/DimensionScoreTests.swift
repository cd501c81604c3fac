import Scoring
import Testing

@Suite struct `A dimension score` {
    @Test(arguments: [
        (150, Band.sufficient, false, false), (120, .sufficient, false, false),
        (119, .attention, false, true), (118, .attention, false, true),
        (117, .attention, true, false), (90, .attention, true, false),
        (89, .insufficient, true, false), (30, .insufficient, true, false),
    ])
    func `of thirty answers meets the norm exactly`(
        sum: Int,
        band: Band,
        permitsIndividualTest: Bool,
        needsInterpretation: Bool
    ) throws {
        let score = try #require(DimensionScore(sum: sum, count: 30))
        #expect(score.band == band)
        #expect(score.permitsIndividualTest == permitsIndividualTest)
        #expect(score.needsInterpretation == needsInterpretation)
    }

    @Test(arguments: [
        (150, ">= 4,5"), (135, ">= 4,5"), (134, "4,4"), (120, "4,0"), (119, "3,9"), (118, "3,9"),
        (117, "3,9"), (116, "3,8"), (90, "3,0"), (89, "2,9"), (60, "2,0"), (59, "< 2,0"),
        (30, "< 2,0"),
    ])
    func `is shown cut off and without the extremes`(sum: Int, shown: String) throws {
        #expect(try #require(DimensionScore(sum: sum, count: 30)).shown == shown)
    }

    @Test(arguments: [
        (120, Band?.none, Bool?.none), (119, .sufficient, false), (118, .attention, true),
        (117, nil, nil), (90, nil, nil), (89, .attention, true), (88, nil, nil),
    ])
    func `tells what rounding first would have made of it`(
        sum: Int,
        band: Band?,
        permitsIndividualTest: Bool?
    ) throws {
        let score = try #require(DimensionScore(sum: sum, count: 30))
        let other = score.otherReadings.first { $0.policy == .roundedToOneDecimal }
        #expect(other?.band == band)
        #expect(other?.permitsIndividualTest == permitsIndividualTest)
    }

    @Test func `in the gap permits the individual test under the wide reading only`() throws {
        for sum in 30...150 {
            let score = try #require(DimensionScore(sum: sum, count: 30))
            let other = score.otherReadings.filter {
                $0.policy == .everyInsufficiencyPermitsTest
            }
            #expect(other.isEmpty == !score.needsInterpretation)
            #expect(other.allSatisfy { $0.permitsIndividualTest && $0.band == score.band })
        }
    }

    @Test func `pools answers, not means`() throws {
        let first = try #require(DimensionScore(sum: 120, count: 30))
        let second = try #require(DimensionScore(sum: 95, count: 25))
        let pooled = try #require(DimensionScore.pooled([first, second]))
        #expect(pooled == DimensionScore(sum: 215, count: 55))
        // 43/11 is above 3.9, while the mean of 4.0 and 3.8 is 3.9 and would permit the test.
        #expect(!pooled.permitsIndividualTest)
        #expect(pooled.needsInterpretation)
        #expect(DimensionScore.pooled([]) == nil)
    }

    @Test func `exists only for sums that ratings of one to five can give`() {
        #expect(DimensionScore(sum: 29, count: 30) == nil)
        #expect(DimensionScore(sum: 30, count: 30) != nil)
        #expect(DimensionScore(sum: 150, count: 30) != nil)
        #expect(DimensionScore(sum: 151, count: 30) == nil)
        #expect(DimensionScore(sum: 0, count: 0) == nil)
        #expect(DimensionScore(sum: -5, count: -5) == nil)
        #expect(DimensionScore(sum: .max, count: .max) == nil)
        #expect(DimensionScore(sum: 3_000_000_000, count: 1_000_000_000)?.band == .attention)
    }

    @Test func `of ratings is their sum, and refuses a rating outside one to five`() {
        #expect(DimensionScore(ratings: [4, 4, 5, 4, 5]) == DimensionScore(sum: 22, count: 5))
        #expect(DimensionScore(ratings: []) == nil)
        #expect(DimensionScore(ratings: [0, 4]) == nil)
        #expect(DimensionScore(ratings: [6, 4]) == nil)
    }

    @Test func `shows no figure that contradicts its band`() throws {
        for count in 1...40 {
            for sum in count...(5 * count) {
                let score = try #require(DimensionScore(sum: sum, count: count))
                let shown = score.shown
                switch score.band {
                case .sufficient: #expect(shown == ">= 4,5" || shown.hasPrefix("4,"))
                case .attention: #expect(shown.hasPrefix("3,"))
                case .insufficient: #expect(shown == "< 2,0" || shown.hasPrefix("2,"))
                }
            }
        }
    }
}
