@testable import Partnership
import Testing

@Suite struct `Chance in the demo` {
    @Test func `is SplitMix64 with its published numbers`() {
        var random = DemoRandom(seed: 1_234_567)
        let numbers = (0..<5).map { _ in random.next() }
        #expect(
            numbers == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
                4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
            ]
        )
    }

    @Test func `falls the same way from the same seed and another way from another`() {
        var first = DemoRandom(seed: 7)
        var same = DemoRandom(seed: 7)
        var other = DemoRandom(seed: 8)
        let numbers = (0..<100).map { _ in first.number(in: 0...999) }
        #expect(numbers == (0..<100).map { _ in same.number(in: 0...999) })
        #expect(numbers != (0..<100).map { _ in other.number(in: 0...999) })
    }

    @Test(arguments: [1...6, -3...3, 0...0, 5...5, 1...100])
    func `gives every number of a range and none outside`(range: ClosedRange<Int>) {
        var random = DemoRandom(seed: 42)
        let numbers = (0..<5_000).map { _ in random.number(in: range) }
        #expect(Set(numbers) == Set(range))
    }

    @Test func `never picks what weighs nothing and mostly what weighs most`() {
        var random = DemoRandom(seed: 3)
        var counts = [0, 0, 0, 0]
        for _ in 0..<2_000 { counts[random.index(by: [0, 90, 0, 10])] += 1 }
        #expect(counts[0] == 0)
        #expect(counts[2] == 0)
        #expect((1_700...1_900).contains(counts[1]))
    }

    @Test(arguments: [(0, 0...0), (100, 1_000...1_000), (50, 430...570)])
    func `happens as often as it should`(percent: Int, expected: ClosedRange<Int>) {
        var random = DemoRandom(seed: 11)
        let count = (0..<1_000).filter { _ in random.happens(percent: percent) }.count
        #expect(expected.contains(count))
    }

    @Test func `shuffles without losing anything`() {
        var random = DemoRandom(seed: 5)
        let shuffled = random.shuffled(Array(0..<50))
        #expect(shuffled != Array(0..<50))
        #expect(shuffled.sorted() == Array(0..<50))
        #expect(random.shuffled([Int]()) == [])
        #expect(random.shuffled([9]) == [9])
    }
}
