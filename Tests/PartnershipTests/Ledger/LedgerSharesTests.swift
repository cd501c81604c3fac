@testable import Partnership
import Testing

private func candidate(
    _ number: UInt64,
    _ revenueCents: Int,
    assignment: Bool = true,
    process: Bool = true,
    knownAt: Int64? = nil
) -> LedgerShares.Candidate {
    LedgerShares.Candidate(
        partnerId: Identifier(high: 0, low: number),
        partnerName: "Partner \(number)",
        hasAssignment: assignment,
        hasProcess: process,
        revenueCents: revenueCents,
        knownAt: knownAt.map { Instant(unixMicroseconds: $0) }
    )
}

@Suite struct `The shares of a budget year` {
    @Test func `are those of the agreement's example`() {
        let shares = LedgerShares(
            year: 2024,
            candidates: [
                candidate(3, 19_017_480), candidate(1, 47_543_700), candidate(2, 28_526_220),
            ],
            partnersCents: 3_500_000
        )
        #expect(shares.year == 2024)
        #expect(shares.revenueYear == 2023)
        #expect(shares.totalRevenueCents == 95_087_400)
        #expect(shares.totalContributionCents == 3_500_000)
        #expect(shares.shares.map(\.partnerName) == ["Partner 1", "Partner 2", "Partner 3"])
        #expect(shares.shares.map(\.contributionCents) == [1_750_000, 1_050_000, 700_000])
        #expect(shares.shares.map(\.sharePpm) == [500_000, 300_000, 200_000])
    }

    @Test func `of equal revenues give the odd cents to the lower ids`() {
        let shares = LedgerShares(
            year: 2024,
            candidates: [candidate(9, 1), candidate(5, 1), candidate(7, 1)],
            partnersCents: 3_500_000
        )
        #expect(shares.shares.map(\.partnerId.low) == [5, 7, 9])
        #expect(shares.shares.map(\.contributionCents) == [1_166_667, 1_166_667, 1_166_666])
        #expect(shares.shares.map(\.sharePpm) == [333_334, 333_333, 333_333])
    }

    @Test func `give an equal remainder to the higher revenue before the lower id`() {
        // Quotas of 3 cents: 0.5, 1.5 and 1.0.
        let shares = LedgerShares(
            year: 2024,
            candidates: [candidate(1, 1), candidate(2, 3), candidate(3, 2)],
            partnersCents: 3
        )
        #expect(shares.shares.map(\.partnerId.low) == [2, 3, 1])
        #expect(shares.shares.map(\.contributionCents) == [2, 1, 0])
    }

    @Test(arguments: [
        (2025, true, false, true), (2025, false, true, false), (2025, true, true, true),
        (2025, false, false, false), (2026, true, false, false), (2026, false, true, false),
        (2026, true, true, true), (2026, false, false, false),
    ])
    func `are for who has both agreements, before 2026 an assignment agreement`(
        year: Int,
        hasAssignment: Bool,
        hasProcess: Bool,
        takesPart: Bool
    ) {
        let one = candidate(1, 100, assignment: hasAssignment, process: hasProcess)
        #expect(one.takesPart(on: year == 2025 ? "2025-01-01" : "2026-01-01") == takesPart)
        let shares = LedgerShares(year: year, candidates: [one], partnersCents: 7)
        #expect(shares.shares.map(\.contributionCents) == (takesPart ? [7] : []))
        #expect(shares.totalRevenueCents == (takesPart ? 100 : 0))
    }

    @Test func `leave the revenue of who does not take part to nobody`() {
        let shares = LedgerShares(
            year: 2026,
            candidates: [candidate(1, 900, process: false), candidate(2, 100)],
            partnersCents: 50
        )
        #expect(shares.shares.map(\.sharePpm) == [1_000_000])
        #expect(shares.shares.map(\.contributionCents) == [50])
    }

    @Test func `are zero for a newcomer and for who gave back more than it was granted`() {
        let shares = LedgerShares(
            year: 2026,
            candidates: [candidate(1, 0), candidate(2, -40), candidate(3, 10)],
            partnersCents: 99
        )
        #expect(shares.shares.map(\.revenueCents) == [10, 0, -40])
        #expect(shares.shares.map(\.sharePpm) == [1_000_000, 0, 0])
        #expect(shares.shares.map(\.contributionCents) == [99, 0, 0])
        #expect(shares.totalRevenueCents == -30)
    }

    @Test func `have no contributions without a travel budget`() {
        let shares = LedgerShares(year: 2026, candidates: [candidate(1, 5)], partnersCents: nil)
        #expect(shares.totalContributionCents == nil)
        #expect(shares.shares.map(\.contributionCents) == [nil])
        #expect(shares.shares.map(\.sharePpm) == [1_000_000])
    }

    @Test func `leave a travel budget undivided when nobody had revenue`() {
        let shares = LedgerShares(
            year: 2026,
            candidates: [candidate(1, 0), candidate(2, -1)],
            partnersCents: 70
        )
        #expect(shares.totalContributionCents == 70)
        #expect(shares.shares.map(\.contributionCents) == [nil, nil])
        #expect(shares.shares.map(\.sharePpm) == [0, 0])
    }

    @Test func `are known since the newest entry of who takes part`() {
        let shares = LedgerShares(
            year: 2026,
            candidates: [
                candidate(1, 5, knownAt: 1_000), candidate(2, 5, knownAt: 3_000),
                candidate(3, 0), candidate(4, 5, process: false, knownAt: 9_000),
            ],
            partnersCents: nil
        )
        #expect(shares.knownAt == Instant(unixMicroseconds: 3_000))
        let none = LedgerShares(year: 2026, candidates: [candidate(3, 0)], partnersCents: nil)
        #expect(none.knownAt == nil)
    }

    @Test func `are an empty list when nobody takes part`() {
        let shares = LedgerShares(year: 2036, candidates: [], partnersCents: 12)
        #expect(shares.shares == [])
        #expect(shares.totalRevenueCents == 0)
        #expect(shares.totalContributionCents == 12)
        #expect(shares.knownAt == nil)
    }
}

@Suite struct `Any shares of a budget year` {
    private func candidates(
        _ round: Int,
        using generator: inout SeededGenerator
    ) -> [LedgerShares.Candidate] {
        let count = round % 100 == 0 ? 27 : Int.random(in: 1...5, using: &generator)
        let limit = round % 3 == 0 ? 9 : 100_000_000
        return (0..<count).map { index in
            candidate(
                UInt64(index * 7_919 % 101),
                Int.random(in: (round % 4 == 0 ? -limit : 0)...limit, using: &generator),
                process: round % 5 > 0 || index % 4 > 0
            )
        }
    }

    @Test func `add up, are within one of the quota and independent of any order`() {
        var generator = SeededGenerator(state: 24)
        for round in 0..<100_000 {
            let candidates = candidates(round, using: &generator)
            let budget = Int.random(in: 0...7_000_001, using: &generator)
            let shares = LedgerShares(year: 2027, candidates: candidates, partnersCents: budget)
            let shuffled = LedgerShares(
                year: 2027,
                candidates: candidates.shuffled(using: &generator),
                partnersCents: budget
            )
            guard shuffled == shares, holds(shares, budget) else {
                Issue.record("\(candidates) and \(budget) gave \(shares)")
                return
            }
        }
    }

    private func holds(_ shares: LedgerShares, _ budget: Int) -> Bool {
        let weights = shares.shares.map { max(0, $0.revenueCents) }
        let sum = weights.reduce(0, +)
        let ppm = shares.shares.map(\.sharePpm)
        guard sum > 0 else {
            return ppm.allSatisfy { $0 == 0 }
                && shares.shares.allSatisfy { $0.contributionCents == nil }
        }
        let contributions = shares.shares.compactMap(\.contributionCents)
        return contributions.count == weights.count
            && isDivided(1_000_000, into: ppm, by: weights, sum)
            && isDivided(budget, into: contributions, by: weights, sum)
            && shares.totalRevenueCents == shares.shares.reduce(0) { $0 + $1.revenueCents }
    }

    /// Whether parts add up and |part - total * weight / sum| < 1, without a division.
    private func isDivided(_ total: Int, into parts: [Int], by weights: [Int], _ sum: Int) -> Bool {
        parts.reduce(0, +) == total
            && zip(parts, weights).allSatisfy { part, weight in
                abs(part * sum - total * weight) < sum
            }
    }
}
