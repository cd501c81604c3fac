@testable import Partnership
import Testing

@Suite struct `The tree of hashes` {
    /// The leaves with which implementations of RFC 6962 are commonly tried.
    private static let known: Leaves = {
        let contents: [[UInt8]] = [
            [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
            [UInt8](0x50...0x57), [UInt8](0x60...0x6F),
        ]
        return Leaves(contents.map { SHA256.digest(of: [0] + $0) })
    }()

    @Test(arguments: [
        (0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        (1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
        (2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
        (3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
        (4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
        (5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"),
        (6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"),
        (7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"),
        (8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"),
    ])
    func `has the roots of the known leaves`(size: Int, root: String) throws {
        #expect(try Self.known.tree(of: size).root.hexadecimal == root)
    }

    @Test(arguments: [
        (0, 8, ["96a296d2", "5f083f0a", "6b47aaf2"]), (5, 8, ["bc1a0643", "ca854ea1", "d37ee418"]),
        (2, 3, ["fac54203"]), (1, 5, ["6e340b9c", "5f083f0a", "bc1a0643"]), (0, 1, []),
    ])
    func `has the paths of the known leaves`(leaf: Int, size: Int, path: [String]) throws {
        let tree = try Self.known.tree(of: size, through: leaf)
        #expect(try tree.auditPath(of: leaf).path.map { $0.prefix(4).hexadecimal } == path)
    }

    @Test(arguments: [
        (1, 8, ["96a296d2", "5f083f0a", "6b47aaf2"]), (6, 8, ["0ebc5d34", "ca854ea1", "d37ee418"]),
        (2, 5, ["5f083f0a", "bc1a0643"]), (0, 8, []), (8, 8, []),
    ])
    func `has the consistency paths of the known leaves`(
        earlier: Int,
        size: Int,
        path: [String]
    ) throws {
        let tree = try Self.known.tree(of: size, through: earlier)
        let made = try tree.consistencyPath(from: earlier)
        #expect(made.map { $0.prefix(4).hexadecimal } == path)
    }

    /// Mostly small ones, in which each form comes many times; some over kept subtrees.
    private static func size(_ generator: inout SeededGenerator) -> Int {
        switch Int.random(in: 0..<1_000, using: &generator) {
        case 0: .random(in: 250...1_300, using: &generator)
        case 1..<50: .random(in: 1...90, using: &generator)
        default: .random(in: 1...9, using: &generator)
        }
    }

    @Test(arguments: 0..<8)
    func `and its check agree on 100,000 random trees`(part: Int) throws {
        var generator = SeededGenerator(state: UInt64(part))
        var disagreements = 0
        for _ in 0..<12_500 {
            let size = Self.size(&generator)
            let leaves = Leaves(count: size, &generator, digest: Leaves.quick)
            let leaf = Int.random(in: 0..<size, using: &generator)
            let earlier = Int.random(in: 0...size, using: &generator)
            if try !Self.agree(leaves, leaf, earlier, size) { disagreements += 1 }
        }
        #expect(disagreements == 0)
    }

    @Test func `and its check agree with the digest of the ledger`() throws {
        var generator = SeededGenerator(state: 8)
        for size in Array(1...40) + [255, 256, 257, 300] {
            let leaves = Leaves(count: size, &generator)
            for place in [0, size / 3, size - 1] {
                #expect(try Self.agree(leaves, place, place + 1, size))
            }
        }
    }

    /// Of more entries than the highest subtree that is kept.
    @Test func `and its check agree on both sides of every kept subtree`() throws {
        var generator = SeededGenerator(state: 9)
        let leaves = Leaves(count: 131_400, &generator, digest: Leaves.quick)
        let edges = [1, 255, 256, 257, 65_535, 65_536, 65_537, 65_792, 131_071, 131_072, 131_400]
        for size in edges {
            for earlier in edges where earlier <= size {
                let tree = try leaves.tree(of: size, through: earlier - 1, earlier)
                #expect(try Self.agree(leaves, tree, earlier - 1, earlier), "\(earlier) \(size)")
            }
        }
        for size in [65_536, 131_400] {
            #expect(try leaves.tree(of: size).root == leaves.root(of: 0..<size))
        }
    }

    private static func agree(_ leaves: Leaves, _ leaf: Int, _ earlier: Int, _ size: Int) throws
        -> Bool
    {
        try agree(leaves, leaves.tree(of: size, through: leaf, earlier), leaf, earlier)
    }

    private static func agree(_ leaves: Leaves, _ tree: MerkleTree, _ leaf: Int, _ earlier: Int)
        throws -> Bool
    {
        let root = try tree.root
        let (path, rootOfPath) = try tree.auditPath(of: leaf)
        let isIncluded = MerkleProof.includes(
            leafHash: leaves[leaf],
            leafIndex: leaf,
            size: tree.size,
            rootHash: root,
            path: path,
            digest: leaves.digest
        )
        let isExtended = MerkleProof.extends(
            from: (earlier, try leaves.tree(of: earlier).root),
            to: (tree.size, root),
            path: try tree.consistencyPath(from: earlier),
            digest: leaves.digest
        )
        return isIncluded && isExtended && rootOfPath == root
    }

    @Test func `needs few hashes, whatever its size`() throws {
        for size in [3_000_000, 2_999_999, 65_536 * 45] {
            let strips = MerkleTree.strips(size: size, through: [1_234_567])
            #expect(strips.reduce(0) { $0 + $1.positions.count } <= 45 + 4 * 256)
            #expect(strips.allSatisfy { $0.positions.upperBound <= size >> $0.height })
        }
        #expect(MerkleTree.strips(size: 0, through: [0]) == [])
    }

    @Test func `is not made of other than all of its hashes`() throws {
        let strip = MerkleTree.Strip(height: 0, positions: 0..<2)
        for count in [0, 32, 63, 65, 96] {
            #expect(throws: MerkleTree.Incomplete.self) {
                try MerkleTree(size: 2, strips: [(strip, [UInt8](repeating: 0, count: count))])
            }
        }
        let half = try MerkleTree(size: 3, strips: [(strip, [UInt8](repeating: 0, count: 64))])
        #expect(throws: MerkleTree.Incomplete.self) { try half.root }
        for leaf in [0, 2] {
            #expect(throws: MerkleTree.Incomplete.self) { try half.auditPath(of: leaf) }
        }
    }
}
