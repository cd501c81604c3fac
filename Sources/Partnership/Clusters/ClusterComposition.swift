/// Partners divided into clusters (samenstelling), as repeatable as a sum.
///
/// The same partners and the same seed give the same clusters, whatever order the partners come
/// in: they are laid in the order of their ids, shuffled by the seed, dealt in turn, and then
/// swapped two by two as long as that makes the cost lower.
///
/// - Source: KA 3.2 for what a cluster is. The seed, and what weighs how much, are decided by us:
///   whoever doubts the division can make it again.
struct ClusterComposition: Sendable, Equatable {
    /// A partner to be placed.
    struct Candidate: Sendable, Equatable {
        let member: ClusterMember
        /// The cluster it is in or was in last; nil for none.
        let lastClusterId: Identifier?

        var partnerId: Identifier { member.partnerId }

        /// Whether both were in one cluster last time.
        func wasTogether(with other: Candidate) -> Bool {
            lastClusterId.map { $0 == other.lastClusterId } ?? false
        }
    }

    /// What a division costs, in points; less is better.
    struct Cost: Sendable, Equatable {
        /// For each partner more or less than five in a cluster.
        var size = 0
        /// For each pair in a cluster that is alike in size, and for each alike in type.
        var mix = 0
        /// For each pair in a cluster that was together last time.
        var overlap = 0

        var total: Int { size + mix + overlap }
    }

    /// More partners than any partnership of a municipality; it bounds the work.
    static let maximumPartners = 200
    /// A pass looks at every two partners once, which bounds a division.
    ///
    /// It takes at most 20 × 200² / 2 × 20 looks at a pair, 8 million; few need five passes.
    static let maximumPasses = 20

    static let sizeWeight = 10
    static let mixWeight = 1
    /// More than the two that a pair can be alike in: new company goes before mixed company.
    static let overlapWeight = 3

    /// The clusters, the partners of each in the order of their ids.
    private(set) var clusters: [[Candidate]]

    init(clusters: [[Candidate]]) {
        self.clusters = clusters.map { cluster in
            cluster.sorted { $0.partnerId < $1.partnerId }
        }
    }

    /// The best division that the seed leads to.
    ///
    /// - Throws: `indivisible`.
    init(
        of candidates: [Candidate],
        seed: String
    ) throws(ClusterCompositionRefusal) {
        self = try Self.dealt(candidates, seed: seed).improved()
    }

    /// How large the clusters of so many partners are: as many of five as can be.
    ///
    /// - Returns: nil for fewer than four, for seven, which cannot be fours, fives and sixes, and
    ///   for too many.
    static func sizes(of count: Int) -> [Int]? {
        guard (Cluster.sizes.lowerBound...maximumPartners).contains(count) else { return nil }
        // The number of clusters nearest to a fifth, and partners spread evenly over them.
        let clusters = (2 * count + Cluster.wantedSize) / (2 * Cluster.wantedSize)
        let (size, larger) = count.quotientAndRemainder(dividingBy: clusters)
        let sizes = (0..<clusters).map { $0 < larger ? size + 1 : size }
        return sizes.allSatisfy(Cluster.sizes.contains) ? sizes : nil
    }

    /// The division before any swap.
    ///
    /// - Throws: `indivisible`.
    static func dealt(
        _ candidates: [Candidate],
        seed: String
    ) throws(ClusterCompositionRefusal) -> ClusterComposition {
        guard let sizes = sizes(of: candidates.count) else { throw .indivisible(candidates.count) }
        var order = candidates.sorted { $0.partnerId < $1.partnerId }
        var numbers = SplitMix(seed: number(of: seed))
        // Fisher and Yates: each order as likely as the other.
        for index in order.indices.dropFirst() {
            let choice = numbers.next().multipliedFullWidth(by: UInt64(index + 1)).high
            order.swapAt(index, Int(choice))
        }
        var clusters: [[Candidate]] = []
        var rest = order[...]
        for size in sizes {
            clusters.append(Array(rest.prefix(size)))
            rest = rest.dropFirst(size)
        }
        return ClusterComposition(clusters: clusters)
    }

    /// The number that a seed stands for: FNV-1a of its UTF-8, in 64 bits.
    ///
    /// - Source: Fowler, Noll and Vo (1991).
    static func number(of seed: String) -> UInt64 {
        seed.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }

    /// What all clusters cost together.
    var cost: Cost {
        clusters.reduce(into: Cost()) { sum, cluster in
            let cost = Self.cost(of: cluster)
            sum.size += cost.size
            sum.mix += cost.mix
            sum.overlap += cost.overlap
        }
    }

    /// What one cluster costs.
    static func cost(of cluster: [Candidate]) -> Cost {
        var cost = Cost()
        cost.size = sizeWeight * abs(cluster.count - Cluster.wantedSize)
        for (index, candidate) in cluster.enumerated() {
            for other in cluster[..<index] {
                let pair = self.cost(of: candidate, with: other)
                cost.mix += pair.mix
                cost.overlap += pair.overlap
            }
        }
        return cost
    }

    private static func cost(of candidate: Candidate, with other: Candidate) -> Cost {
        let (member, otherMember) = (candidate.member, other.member)
        var cost = Cost()
        if member.size == otherMember.size { cost.mix += mixWeight }
        if member.isAlikeInType(to: otherMember) { cost.mix += mixWeight }
        if candidate.wasTogether(with: other) { cost.overlap += overlapWeight }
        return cost
    }
}

extension ClusterComposition {
    /// The division after swaps, each of which makes it cheaper.
    func improved() -> ClusterComposition {
        let candidates = clusters.flatMap(\.self)
        var seats = Seats(sizes: clusters.map(\.count), pairs: Self.pairs(of: candidates))
        for _ in 0..<Self.maximumPasses {
            guard seats.pass() else { break }
        }
        return ClusterComposition(
            clusters: seats.clusters.map { $0.map { candidates[$0] } }
        )
    }

    /// What each pair of candidates costs in one cluster, row by row.
    private static func pairs(of candidates: [Candidate]) -> [Int] {
        candidates.flatMap { candidate in
            candidates.map { cost(of: candidate, with: $0).total }
        }
    }

    /// Who sits where while partners are swapped, by their numbers.
    private struct Seats {
        /// The seats of each cluster, one cluster after the other.
        private let ranges: [Range<Int>]
        private let pairs: [Int]
        /// Who sits on each seat.
        private var guests: [Int]

        init(sizes: [Int], pairs: [Int]) {
            var start = 0
            ranges = sizes.map { size in
                defer { start += size }
                return start..<start + size
            }
            guests = Array(0..<start)
            self.pairs = pairs
        }

        var clusters: [ArraySlice<Int>] { ranges.map { guests[$0] } }

        /// Swaps every two guests of different clusters for whom that is cheaper.
        ///
        /// - Returns: false when there were none.
        mutating func pass() -> Bool {
            var isBetter = false
            for (index, range) in ranges.enumerated() {
                for otherRange in ranges[(index + 1)...] {
                    for seat in range {
                        for other in otherRange where gain(seat, range, other, otherRange) > 0 {
                            guests.swapAt(seat, other)
                            isBetter = true
                        }
                    }
                }
            }
            return isBetter
        }

        /// How much cheaper it is when the guests of two seats change places.
        private func gain(
            _ seat: Int,
            _ range: Range<Int>,
            _ other: Int,
            _ otherRange: Range<Int>
        ) -> Int {
            let (guest, otherGuest) = (guests[seat], guests[other])
            let now =
                cost(of: guest, range, without: seat)
                + cost(of: otherGuest, otherRange, without: other)
            let then =
                cost(of: otherGuest, range, without: seat)
                + cost(of: guest, otherRange, without: other)
            return now - then
        }

        /// What a guest costs in a cluster in which one seat is free.
        private func cost(of guest: Int, _ range: Range<Int>, without seat: Int) -> Int {
            var sum = 0
            for taken in range where taken != seat {
                sum += pairs[guest * guests.count + guests[taken]]
            }
            return sum
        }
    }
}
