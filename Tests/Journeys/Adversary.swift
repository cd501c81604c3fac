import Glibc

/// Guesses what tickets answered, by whatever of a ballot can be seen.
///
/// It learns on the first half of the ballots, of which it is told all, what gives an answer away
/// best, and guesses those of the second half by it.
struct Adversary {
    /// What it sees of a ballot, and what it must not learn from that.
    struct Sight {
        let seal: [UInt8]
        let isContent: Bool

        /// Whether the bit with a number is set just when the answer is content.
        func agrees(_ bit: Int) -> Bool {
            (seal[bit / 8] >> UInt8(bit % 8) & 1 == 1) == isContent
        }
    }

    /// Beyond this it was no chance: one run of the tests in a thousand million is wrong.
    static let doubt = 1e-9

    /// How many of the second half it guesses right, and of how many.
    static func guesses(_ sights: [Sight]) -> (right: Int, all: Int) {
        let half = sights.count / 2
        let length = sights.map(\.seal.count).min() ?? 0
        var agreements = [Int](repeating: 0, count: length * 8)
        for sight in sights[..<half] {
            for bit in 0..<agreements.count where sight.agrees(bit) { agreements[bit] += 1 }
        }
        let best = agreements.indices.max {
            abs(agreements[$0] - half / 2) < abs(agreements[$1] - half / 2)
        }
        guard let best else { return (0, sights.count - half) }
        let agrees = agreements[best] >= half / 2
        return (sights[half...].count { $0.agrees(best) == agrees }, sights.count - half)
    }

    /// How probable so many right guesses, or more, are by chance alone: exactly the binomial.
    static func probability(ofAtLeast right: Int, of all: Int, chance: Double) -> Double {
        guard right > 0 else { return 1 }
        let count = Double(all)
        return (right...all).reduce(0) { sum, number in
            let part = Double(number)
            let ways = lgamma(count + 1) - lgamma(part + 1) - lgamma(count - part + 1)
            return sum + exp(ways + part * log(chance) + (count - part) * log(1 - chance))
        }
    }
}
