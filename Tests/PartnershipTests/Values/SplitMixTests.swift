@testable import Partnership
import Testing

@Suite struct `Numbers from a seed` {
    /// The vector of the authors' own program for the seed 1234567.
    @Test func `are those of SplitMix64`() {
        var numbers = SplitMix(seed: 1_234_567)
        let expected: [UInt64] = [
            6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
            4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
        ]
        for number in expected { #expect(numbers.next() == number) }
    }

    @Test func `differ with the seed`() {
        var one = SplitMix(seed: 1)
        var other = SplitMix(seed: 2)
        #expect(one.next() != other.next())
    }
}
