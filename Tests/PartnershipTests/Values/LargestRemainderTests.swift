@testable import Partnership
import Testing

@Suite struct `A total by largest remainder` {
    @Test(arguments: [
        (3_500_000, [47_543_700, 28_526_220, 19_017_480], [1_750_000, 1_050_000, 700_000]),
        (3_500_000, [1, 1, 1], [1_166_667, 1_166_667, 1_166_666]),
        (3_500_001, [1, 1, 1], [1_166_667, 1_166_667, 1_166_667]),
        (1, [1, 1], [1, 0]), (1, [1, 2], [0, 1]), (2, [1, 1, 1], [1, 1, 0]),
        (0, [3, 4], [0, 0]), (10, [0, 5, 0], [0, 10, 0]),
        (1_000_000, [1, 2, 4], [142_857, 285_714, 571_429]),
    ])
    func `is divided as the agreement shows`(total: Int, weights: [Int], parts: [Int]) {
        #expect(apportion(total, by: weights) == parts)
    }

    @Test func `gives an equal remainder to the larger weight before the lower index`() {
        // Quotas 0.5, 1.5 and 1.0.
        #expect(apportion(3, by: [1, 3, 2]) == [0, 2, 1])
        #expect(apportion(3, by: [3, 1, 2]) == [2, 0, 1])
    }

    @Test func `over nothing, or over zeros, is nothing`() {
        #expect(apportion(100, by: []) == [])
        #expect(apportion(100, by: [0, 0]) == [0, 0])
        #expect(apportion(0, by: [0]) == [0])
    }

    @Test func `is exact at the largest numbers`() {
        #expect(apportion(.max, by: [.max]) == [.max])
        #expect(apportion(.max, by: [.max, .max]) == [.max / 2 + 1, .max / 2])
        let thirds = apportion(.max, by: [.max, .max, .max])
        #expect(thirds.reduce(0, +) == .max)
        #expect(apportion(.max, by: [1, .max]) == [1, .max - 1])
    }

    @Test func `adds up, stays within one of the quota and depends on no order`() {
        var generator = SeededGenerator(state: 21)
        for round in 0..<100_000 {
            let count = round % 100 == 0 ? 27 : Int.random(in: 1...6, using: &generator)
            let limit = round % 3 == 0 ? 9 : 100_000_000
            let weights = (0..<count).map { _ in Int.random(in: 0...limit, using: &generator) }
            let total = Int.random(in: 0...(limit * 2), using: &generator)
            let parts = apportion(total, by: weights)
            guard holds(total, weights, parts) else {
                Issue.record("\(total) by \(weights) gave \(parts)")
                return
            }
            let reversed = apportion(total, by: weights.reversed())
            guard round % 3 == 0 || Set(weights).count < count || reversed.reversed() == parts
            else {
                Issue.record("\(total) by \(weights) depends on the order")
                return
            }
        }
    }

    private func holds(_ total: Int, _ weights: [Int], _ parts: [Int]) -> Bool {
        let sum = weights.reduce(0, +)
        guard sum > 0 else { return parts.allSatisfy { $0 == 0 } }
        var added = 0
        for (weight, part) in zip(weights, parts) {
            added += part
            // |part - total * weight / sum| < 1, without a division.
            let distance = part * sum - total * weight
            guard -sum < distance, distance < sum else { return false }
        }
        return added == total
    }

    @Test func `never gives a larger weight less than a smaller one`() {
        var generator = SeededGenerator(state: 22)
        for _ in 0..<2000 {
            let weights = (0..<9).map { _ in Int.random(in: 0...50, using: &generator) }
            let parts = apportion(Int.random(in: 0...200, using: &generator), by: weights)
            let ordered = zip(weights, parts).sorted { $0 < $1 }.map(\.1)
            #expect(ordered == ordered.sorted())
        }
    }
}
