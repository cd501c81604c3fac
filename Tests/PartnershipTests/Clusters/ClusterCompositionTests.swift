@testable import Partnership
import Testing

@Suite struct `A composition of clusters` {
    private typealias Candidate = ClusterComposition.Candidate

    /// Partners of random size and expertise, in clusters of five last time.
    private static func candidates(_ count: Int, chance: UInt64 = 1) -> [Candidate] {
        var chance = SeededGenerator(state: chance)
        let kinds = ["autisme", "rouw", "trauma", "gezin", "eetstoornis", "ggz"]
        return (0..<count).map { index in
            Candidate(
                member: ClusterMember(
                    partnerId: Identifier(high: chance.next(), low: UInt64(index)),
                    size: Partner.Size.allCases.randomElement(using: &chance) ?? .small,
                    pillars: [.youth],
                    expertise: Set(kinds.shuffled(using: &chance).prefix(index % 3))
                ),
                lastClusterId: index % 9 == 0 ? nil : Identifier(high: 7, low: UInt64(index / 5))
            )
        }
    }

    private static func numbers(_ composition: ClusterComposition) -> [[UInt64]] {
        composition.clusters.map { $0.map(\.partnerId.low) }
    }

    @Test(arguments: [
        (4, [4]), (5, [5]), (6, [6]), (8, [4, 4]), (9, [5, 4]), (10, [5, 5]), (11, [6, 5]),
        (12, [6, 6]), (13, [5, 4, 4]), (14, [5, 5, 4]), (17, [6, 6, 5]), (18, [5, 5, 4, 4]),
        (27, [6, 6, 5, 5, 5]), (200, Array(repeating: 5, count: 40)),
    ])
    func `has as many clusters of five as can be`(count: Int, sizes: [Int]) {
        #expect(ClusterComposition.sizes(of: count) == sizes)
    }

    @Test(arguments: [0, 1, 2, 3, 7, 201])
    func `is refused for numbers that cannot be divided`(count: Int) {
        #expect(ClusterComposition.sizes(of: count) == nil)
        let candidates = Self.candidates(count)
        #expect(throws: ClusterCompositionRefusal.indivisible(count)) {
            try ClusterComposition(of: candidates, seed: "KA 3.2")
        }
    }

    @Test(arguments: Array(4...60) + [199, 200])
    func `holds every partner once, four to six together`(count: Int) throws {
        if count == 7 { return }
        let candidates = Self.candidates(count, chance: UInt64(count))
        let composition = try ClusterComposition(of: candidates, seed: "\(count)")
        let placed = composition.clusters.flatMap(\.self).map(\.partnerId)
        #expect(placed.sorted() == candidates.map(\.partnerId).sorted())
        #expect(composition.clusters.map(\.count) == ClusterComposition.sizes(of: count))
        for cluster in composition.clusters {
            #expect((4...6).contains(cluster.count))
            #expect(cluster.map(\.partnerId) == cluster.map(\.partnerId).sorted())
        }
    }

    @Test(arguments: 1...10)
    func `is the same for the same partners in any order`(chance: UInt64) throws {
        let candidates = Self.candidates(27, chance: chance)
        let composition = try ClusterComposition(of: candidates, seed: "2027")
        var order = SeededGenerator(state: chance)
        for _ in 0..<5 {
            let again = try ClusterComposition(
                of: candidates.shuffled(using: &order),
                seed: "2027"
            )
            #expect(again == composition)
        }
    }

    @Test func `may be another for another seed`() throws {
        let candidates = Self.candidates(27)
        let all = try (1...10).map { seed in
            Self.numbers(try ClusterComposition(of: candidates, seed: "\(seed)"))
        }
        #expect(Set(all).count > 1)
    }

    /// Worked out apart from this program, from the description in openapi.yaml.
    @Test func `can be made again by anybody`() throws {
        let sizes = Partner.Size.allCases
        let candidates = (1...11).map { number in
            Candidate(
                member: ClusterMember(
                    partnerId: Identifier(high: 0, low: UInt64(number)),
                    size: sizes[number % 3],
                    pillars: [.youth],
                    expertise: ["kind \(number % 4)"]
                ),
                lastClusterId: Identifier(high: 1, low: UInt64(number / 5))
            )
        }
        let dealt = try ClusterComposition.dealt(candidates, seed: "KA 3.2")
        #expect(Self.numbers(dealt) == [[2, 6, 7, 8, 10, 11], [1, 3, 4, 5, 9]])
        #expect(dealt.cost.total == 47)
        let improved = dealt.improved()
        #expect(Self.numbers(improved) == [[1, 2, 6, 7, 8, 11], [3, 4, 5, 9, 10]])
        #expect(improved.cost.total == 37)
    }

    @Test(arguments: [
        ("", 0xCBF2_9CE4_8422_2325 as UInt64), ("a", 0xAF63_DC4C_8601_EC8C),
        ("foobar", 0x8594_4171_F739_67E8),
    ])
    func `starts from the FNV-1a number of its seed`(seed: String, number: UInt64) {
        #expect(ClusterComposition.number(of: seed) == number)
    }

    @Test(arguments: 1...20)
    func `is never made dearer by swaps, and no swap is left that helps`(chance: UInt64) throws {
        let candidates = Self.candidates(8 + Int(chance), chance: chance)
        let dealt = try ClusterComposition.dealt(candidates, seed: "\(chance)")
        let improved = dealt.improved()
        #expect(improved.cost.total <= dealt.cost.total)
        #expect(improved.cost.size == dealt.cost.size)
        for first in improved.clusters.indices {
            for second in improved.clusters.indices where first < second {
                for seat in improved.clusters[first].indices {
                    for other in improved.clusters[second].indices {
                        var clusters = improved.clusters
                        clusters[first][seat] = improved.clusters[second][other]
                        clusters[second][other] = improved.clusters[first][seat]
                        let swapped = ClusterComposition(clusters: clusters)
                        #expect(swapped.cost.total >= improved.cost.total)
                    }
                }
            }
        }
    }

    @Test(arguments: 1...10)
    func `costs what its clusters cost, and they what their pairs do`(chance: UInt64) throws {
        let candidates = Self.candidates(11 + Int(chance), chance: chance)
        let composition = try ClusterComposition(of: candidates, seed: "\(chance)")
        let costs = composition.clusters.map(ClusterComposition.cost)
        let cost = composition.cost
        #expect(cost.size == costs.reduce(0) { $0 + $1.size })
        #expect(cost.mix == costs.reduce(0) { $0 + $1.mix })
        #expect(cost.overlap == costs.reduce(0) { $0 + $1.overlap })
        #expect(cost.total == cost.size + cost.mix + cost.overlap)
        for (cluster, cost) in zip(composition.clusters, costs) {
            let mixedness = Mixedness(of: cluster.map(\.member))
            #expect(cost.size == 10 * abs(cluster.count - 5))
            #expect(cost.mix == mixedness.maximumScore - mixedness.score)
            #expect(cost.overlap.isMultiple(of: 3))
        }
    }

    @Test func `counts a pair that was together, and none that was nowhere`() {
        let candidates = Self.candidates(10)
        #expect(candidates[0].lastClusterId == nil && candidates[9].lastClusterId == nil)
        #expect(!candidates[0].wasTogether(with: candidates[9]))
        #expect(candidates[1].wasTogether(with: candidates[4]))
        #expect(!candidates[4].wasTogether(with: candidates[5]))
        let cost = ClusterComposition.cost(of: [candidates[1], candidates[2], candidates[5]])
        #expect(cost.overlap == 3 && cost.size == 20)
    }

    @Test func `brings together fewer who were together than chance does`() throws {
        var byChance = 0
        var bySwaps = 0
        for seed in 1...20 {
            let dealt = try ClusterComposition.dealt(Self.candidates(27), seed: "\(seed)")
            byChance += dealt.cost.overlap
            bySwaps += dealt.improved().cost.overlap
        }
        #expect(bySwaps * 2 < byChance)
    }
}

@Suite struct `A proposed composition's state` {
    private static let expected: [ProposedComposition.Command: ProposedComposition.State] = [
        .confirm: .confirmed, .withdraw: .withdrawn,
    ]

    @Test(arguments: ProposedComposition.State.allCases, ProposedComposition.Command.allCases)
    func `follows the table, and what is not in it is refused`(
        state: ProposedComposition.State,
        command: ProposedComposition.Command
    ) {
        let next = state == .proposed ? Self.expected[command] : nil
        #expect(state.after(command) == next)
        if next == nil {
            #expect(throws: ClusterCompositionRefusal.decided(state)) { try state.check(command) }
        } else {
            #expect(throws: Never.self) { try state.check(command) }
        }
    }
}
