@testable import Partnership
import Testing

@Suite struct `The tree of sums` {
    private static let wilg = Identifier("019de834-39b0-7196-895e-60af593bd04c")

    private static func cell(
        _ pillar: Pillar,
        _ partnerId: Identifier?,
        _ productCode: String?,
        _ grantedCents: Int,
        _ creditedCents: Int
    ) -> LedgerSums.Cell {
        LedgerSums.Cell(
            key: .init(pillar: pillar, partnerId: partnerId, productCode: productCode),
            grantedCents: grantedCents,
            creditedCents: creditedCents
        )
    }

    private static func leaves(_ count: Int, _ generator: inout SeededGenerator) -> [SumNode] {
        (0..<count).map { _ in
            cell(
                .youth,
                nil,
                "\(generator.next() % 100)",
                Int(generator.next() % 100_000),
                Int(generator.next() % 1_000)
            ).leaf(of: 2026)
        }
    }

    /// A leaf with its path, as somebody has got them.
    private struct Shown {
        var leaf: SumNode
        var index: Int
        var count: Int
        var root: SumNode
        var path: [SumNode]

        init(_ leaves: [SumNode], _ index: Int) {
            let tree = SumTree(leaves)
            leaf = leaves[index]
            self.index = index
            count = leaves.count
            root = tree.root
            path = tree.path(of: index)
        }

        var leads: Bool {
            SumProof.leads(from: leaf, index: index, count: count, to: root, path: path)
        }

        func with(_ change: (inout Shown) -> Void) -> Bool {
            var other = self
            change(&other)
            return other.leads
        }
    }

    @Test func `is what its definition says, by hand`() {
        let cells = [
            Self.cell(.youth, Self.wilg, "JB-01", 5_000, 0),
            Self.cell(.adult, Self.wilg, "MH-04", 300, 120),
            Self.cell(.youth, nil, nil, 7, 0),
        ]
        let leaves = cells.map { $0.leaf(of: 2026) }
        #expect(
            leaves.map(\.hash.base64) == [
                "rKEuFiu0Bxy5nD+naYbDkFDcXQmytCqdidlXWuj27D8=",
                "WAkzXPtHIU+zsZqO+GMPGWAiuvKDE14Lstt/2/cviaM=",
                "7RGm31spYvuQPimEXr9ECcNAhypVLINFoeqnrf7F+08=",
            ]
        )
        let both = SumTree(Array(leaves.prefix(2))).root
        #expect(both.hash.base64 == "QbhzKhmCJOs//7G2vU/RHsL7MzQId72s9a76vmQwqpI=")
        #expect(both.grantedCents == 5_300 && both.creditedCents == 120)
        let root = SumTree(leaves).root
        #expect(root.hash.base64 == "b9ZxnAHhBS338c4dlChVeuHIkNP0qK1ZQ4a+Qy0fN0c=")
        #expect(root.grantedCents == 5_307 && root.creditedCents == 120)
        #expect(SumTree(leaves).path(of: 2) == [both])
    }

    @Test func `of nothing is the digest of nothing`() {
        let root = SumTree([]).root
        #expect(root.hash == SHA256.digest(of: []))
        #expect(root.grantedCents == 0 && root.creditedCents == 0)
    }

    @Test(arguments: 1...33)
    func `leads from each leaf to the root, and to no other place`(count: Int) {
        var generator = SeededGenerator(state: UInt64(count))
        let leaves = Self.leaves(count, &generator)
        for index in leaves.indices {
            let shown = Shown(leaves, index)
            #expect(shown.leads)
            #expect(shown.root.grantedCents == leaves.reduce(0) { $0 + $1.grantedCents })
            #expect(shown.root.creditedCents == leaves.reduce(0) { $0 + $1.creditedCents })
            for other in -1...count where other != index {
                #expect(!shown.with { $0.index = other })
            }
        }
    }

    @Test func `agrees with its check on random trees`() {
        var generator = SeededGenerator(state: 7)
        for _ in 0..<2_000 {
            let leaves = Self.leaves(1 + Int(generator.next() % 50), &generator)
            let shown = Shown(leaves, Int(generator.next() % UInt64(leaves.count)))
            #expect(shown.leads)
        }
    }

    @Test(arguments: [2, 3, 5, 8, 13])
    func `is left by whoever changes a byte or a cent`(count: Int) {
        var generator = SeededGenerator(state: UInt64(count))
        let leaves = Self.leaves(count, &generator)
        for index in leaves.indices {
            let shown = Shown(leaves, index)
            for changed in Self.changes(of: shown.leaf) {
                #expect(!shown.with { $0.leaf = changed })
            }
            for changed in Self.changes(of: shown.root) {
                #expect(!shown.with { $0.root = changed })
            }
            for place in shown.path.indices {
                for changed in Self.changes(of: shown.path[place]) {
                    #expect(!shown.with { $0.path[place] = changed })
                }
                #expect(!shown.with { $0.path.remove(at: place) })
            }
            #expect(!shown.with { $0.path.append(shown.root) })
        }
    }

    /// Every byte of the hash changed, and every way to move a cent.
    private static func changes(of node: SumNode) -> [SumNode] {
        let hashes = node.hash.indices.map { place in
            var hash = node.hash
            hash[place] ^= 1
            return SumNode(
                hash: hash,
                grantedCents: node.grantedCents,
                creditedCents: node.creditedCents
            )
        }
        let sums = [(1, 0), (0, 1), (-1, 0), (0, -1), (1, 1), (-1, -1)].map { granted, credited in
            SumNode(
                hash: node.hash,
                grantedCents: node.grantedCents + granted,
                creditedCents: node.creditedCents + credited
            )
        }
        return hashes + sums
    }

    @Test func `takes no sum of less than nothing`() {
        let honest = Self.cell(.youth, Self.wilg, "JB-01", 5_000, 0).leaf(of: 2026)
        for hidden in [
            Self.cell(.youth, nil, nil, -4_000, 0), Self.cell(.youth, nil, nil, 0, -1),
        ] {
            let shown = Shown([honest, hidden.leaf(of: 2026)], 0)
            #expect(!shown.leads)
            #expect(!Shown([honest, hidden.leaf(of: 2026)], 1).leads)
        }
        #expect(Shown([honest, Self.cell(.youth, nil, nil, 0, 0).leaf(of: 2026)], 0).leads)
    }

    @Test func `takes no sums of more than there can be`() {
        let leaf = Self.cell(.youth, Self.wilg, "JB-01", 1, 1).leaf(of: 2026)
        let most = SumNode(hash: leaf.hash, grantedCents: .max, creditedCents: 0)
        let more = SumNode(hash: leaf.hash, grantedCents: 0, creditedCents: .max)
        for beside in [most, more] {
            #expect(
                !SumProof.leads(from: leaf, index: 0, count: 2, to: beside, path: [beside])
            )
        }
    }

    @Test(arguments: [(-1, 1), (1, 1), (0, 0), (0, -1), (Int.max, Int.max)])
    func `has no leaf outside`(index: Int, count: Int) {
        let leaf = Self.cell(.youth, Self.wilg, "JB-01", 1, 0).leaf(of: 2026)
        #expect(!SumProof.leads(from: leaf, index: index, count: count, to: leaf, path: []))
    }
}
