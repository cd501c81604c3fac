@testable import Partnership
import Testing

/// A hundred thousand sets of one partner to forty, of cents or of thousands of millions.
@Suite struct `A random set of partners` {
    private static func candidates(
        _ generator: inout SeededGenerator
    ) -> [LedgerShares.Candidate] {
        let most = generator.next() % 8 == 0 ? 40 : 8
        let count = Int.random(in: 1...most, using: &generator)
        let isSmall = generator.next() % 4 == 0
        return (0..<count).map { number in
            let limit = isSmall ? 4 : 500_000_000_000
            return LedgerShares.Candidate(
                partnerId: Identifier(high: generator.next(), low: UInt64(number)),
                partnerName: "Partner",
                hasAssignment: true,
                hasProcess: true,
                revenueCents: Int.random(in: -limit / 10...limit, using: &generator),
                knownAt: nil
            )
        }
    }

    private static func budget(_ generator: inout SeededGenerator) -> TravelBudget {
        let limit = generator.next() % 4 == 0 ? 100 : 999_999_999_999
        return TravelBudget(
            year: 2024,
            budgetCents: Int.random(in: 0...limit, using: &generator),
            remainderPreviousYearCents: Int.random(in: 0...limit / 4, using: &generator),
            lines: []
        )
    }

    /// Whether a part is less than a cent from its exact quota.
    private static func isNear(_ part: Int, _ total: Int, _ weight: Int, _ sum: Int) -> Bool {
        let difference = Int128(part) * Int128(sum) - Int128(total) * Int128(weight)
        return abs(difference) < Int128(sum)
    }

    @Test func `shares to the cent, near its quotas, in whatever order it stands`() throws {
        var generator = SeededGenerator(state: 36)
        var divided = 0
        for _ in 0..<100_000 {
            let budget = Self.budget(&generator)
            let candidates = Self.candidates(&generator)
            guard budget.partnersCents > 0, candidates.contains(where: { $0.revenueCents > 0 })
            else { continue }
            let shares = try TravelContributions.shares(of: budget, over: candidates)
            let shuffled = try TravelContributions.shares(
                of: budget,
                over: candidates.shuffled(using: &generator)
            )
            let total = budget.partnersCents
            let revenue = shares.reduce(0) { $0 + max(0, $1.revenueCents) }
            guard shares == shuffled,
                shares.reduce(0, { $0 + $1.contributionCents }) == total,
                shares.reduce(0, { $0 + $1.sharePpm }) == 1_000_000,
                shares.allSatisfy({
                    Self.isNear($0.contributionCents, total, max(0, $0.revenueCents), revenue)
                })
            else {
                Issue.record("\(budget) over \(candidates)")
                return
            }
            divided += 1
        }
        #expect(divided > 50_000)
    }

    @Test func `pays in instalments that add up to the cent`() {
        var generator = SeededGenerator(state: 37)
        for _ in 0..<100_000 {
            let limit = generator.next() % 4 == 0 ? 30 : 999_999_999_999
            let total = Int.random(in: 0...limit, using: &generator)
            let count = Int.random(in: TravelInstalments.count, using: &generator)
            let parts = TravelInstalments.parts(of: total, count: count)
            var paid = 0
            let isNear = parts.enumerated().allSatisfy { place, part in
                paid += part
                // Never more than half a cent from what is exactly due by then.
                let due = 2 * total * (place + 1)
                return abs(2 * paid * count - due) <= count
                    && Self.isNear(part, total, 1, count)
            }
            guard parts.count == count, isNear, paid == total, parts.allSatisfy({ $0 >= 0 })
            else {
                Issue.record("\(total) in \(count): \(parts)")
                return
            }
        }
    }

    @Test(arguments: [
        (3_500_001, 3, [1_166_667, 1_166_667, 1_166_667]),
        (3_500_000, 3, [1_166_667, 1_166_666, 1_166_667]),
        (1, 2, [1, 0]), (1, 3, [0, 1, 0]), (5, 1, [5]), (0, 12, Array(repeating: 0, count: 12)),
    ])
    func `pays these instalments`(total: Int, count: Int, parts: [Int]) {
        #expect(TravelInstalments.parts(of: total, count: count) == parts)
    }
}
