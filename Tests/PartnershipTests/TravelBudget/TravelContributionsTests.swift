@testable import Partnership
import Testing

@Suite struct `Contributions to a travel budget` {
    private static let names = (0..<9).map { Identifier(high: 1, low: UInt64($0)) }

    private func candidate(_ place: Int, _ cents: Int, _ adult: Int) -> LedgerShares.Candidate {
        LedgerShares.Candidate(
            partnerId: Self.names[place],
            partnerName: "Partner \(place)",
            hasAssignment: true,
            hasProcess: true,
            revenueCents: cents,
            adultRevenueCents: adult,
            knownAt: nil
        )
    }

    private func budget(_ cents: Int) -> TravelBudget {
        TravelBudget(
            year: 2024,
            budgetCents: cents,
            remainderPreviousYearCents: 0,
            lines: []
        )
    }

    private func contributions(
        _ cents: Int,
        _ revenue: [Int],
        adult: [Int] = []
    ) throws -> TravelContributions {
        let budget = budget(cents)
        return TravelContributions(
            budget: budget,
            knownAt: Instant(unixMicroseconds: 0),
            shares: try TravelContributions.shares(
                of: budget,
                over: revenue.enumerated().map { place, cents in
                    candidate(place, cents, place < adult.count ? adult[place] : 0)
                }
            ),
            createdAt: Instant(unixMicroseconds: 0)
        )
    }

    /// What those contribute who are told of.
    private static func cents(_ reading: FigureReading) -> [Int?] {
        guard case .contributions(let list, _) = reading.outcome else { return [] }
        return list.map(\.contributionCents)
    }

    private static let divided: [(half: Int, revenue: [Int], parts: [Int])] = [
        (3_500_000, [47_543_700, 28_526_220, 19_017_480], [1_750_000, 1_050_000, 700_000]),
        (3_500_000, [1, 1, 1], [1_166_667, 1_166_667, 1_166_666]),
        (3_500_000, [1, 0], [3_500_000, 0]),
        (100, [3, -1], [100, 0]),
        (0, [1, 1], [0, 0]),
        (0, [0], [0]),
        (0, [], []),
    ]

    @Test(arguments: divided.indices)
    func `are the partners' half by revenue`(index: Int) throws {
        let (half, revenue, parts) = Self.divided[index]
        let contributions = try contributions(2 * half, revenue)
        #expect(contributions.shares.map(\.contributionCents) == parts)
        #expect(contributions.totalRevenueCents == revenue.reduce(0) { $0 + max(0, $1) })
    }

    @Test(arguments: [[], [0], [0, -5]])
    func `are refused when nothing divides them`(revenue: [Int]) throws {
        #expect(throws: TravelContributionRefusal.noRevenue(year: 2023)) {
            try contributions(2, revenue)
        }
        // One cent is the municipality's.
        #expect(throws: Never.self) { try contributions(1, revenue) }
    }

    @Test func `tell of other readings where they come out otherwise`() throws {
        let same = try contributions(200, [50, 50], adult: [7, 7])
        #expect(same.otherReadings == [])
        let other = try contributions(200, [60, 40], adult: [0, 100])
        #expect(other.otherReadings.map(\.reading) == ["adult-revenue-included"])
        #expect(Self.cents(other.otherReadings[0]) == [30, 70])
        let rounded = try contributions(20, [1, 1, 1])
        #expect(rounded.shares.map(\.contributionCents) == [4, 3, 3])
        #expect(rounded.otherReadings.map(\.reading) == ["each-half-up"])
        #expect(rounded.otherReadings.map(\.policy) == ["A21"])
        // The others would contribute the same.
        #expect(Self.cents(rounded.otherReadings[0]) == [3])
    }

    @Test(arguments: [
        (2, [1, 1], [1, 1]), (2, [3, 1], [1, 0]), (6, [1, 1], [2, 2]), (0, [1, 1], [0, 0]),
    ])
    func `that are rounded each by itself go up at a half`(
        cents: Int,
        revenue: [Int],
        parts: [Int]
    ) throws {
        let contributions = try contributions(cents, revenue)
        let other = contributions.otherReadings.first { $0.policy == "A21" }
        let chosen = contributions.shares.map(\.contributionCents)
        #expect((other.map(Self.cents) ?? []) == zip(parts, chosen).filter(!=).map(\.0))
    }

    @Test func `with revenue for adults settle ties by that revenue`() throws {
        // By all revenue, the second has the larger of two equal remainders.
        let contributions = try contributions(6, [2, 1, 0], adult: [0, 2, 1])
        let other = try #require(contributions.otherReadings.first)
        #expect(other.policy == "A19")
        #expect(Self.cents(other) == [1, 2, 0])
    }

    @Test func `say what they rest on`() throws {
        let grounds = try contributions(7, [3, 1]).grounds
        #expect(
            grounds.map(\.figure) == [
                "contributionCents", "partnersCents", "municipalityCents", "sharePpm",
                "contributions",
            ]
        )
        #expect(grounds.allSatisfy { $0.source == "KA" && $0.article == "2.4" })
        #expect(try grounds[0..<3].map { try $0.value() } == [7, 3, 4])
        #expect(grounds[4].inputs.map(\.value) == [3, 4])
        #expect(grounds[4].policies == ["A19", "A20", "A21", "A22"])
        // Three quarters of three cents, of which one more is for the largest remainder.
        #expect(try grounds[4].value(["revenueCents": 3]) == 2)
    }
}
