@testable import Partnership

/// Leaves in memory, and the nodes over them that the ledger keeps.
struct Leaves {
    let digest: MerkleTree.Digest
    /// The whole nodes of each height, from the leaves up.
    private var levels: [[[UInt8]]]

    init(_ leaves: [[UInt8]], digest: @escaping MerkleTree.Digest = MerkleProof.sha256) {
        self.digest = digest
        levels = [leaves]
        while let below = levels.last, below.count > 1 {
            levels.append(
                (0..<below.count / 2).map { digest([1] + below[2 * $0] + below[2 * $0 + 1]) }
            )
        }
    }

    /// So many leaves at random.
    init(
        count: Int,
        _ generator: inout SeededGenerator,
        digest: @escaping MerkleTree.Digest = MerkleProof.sha256
    ) {
        self.init((0..<count).map { _ in Self.random(&generator) }, digest: digest)
    }

    private static func random(_ generator: inout SeededGenerator) -> [UInt8] {
        let words = (generator.next(), generator.next(), generator.next(), generator.next())
        return withUnsafeBytes(of: words) { Array($0) }
    }

    /// A digest for trying the form of trees, many times as quick as a real one.
    static let quick: MerkleTree.Digest = { bytes in
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return withUnsafeBytes(of: (hash, hash &* 3, ~hash, hash ^ 5)) { Array($0) }
    }

    subscript(leaf: Int) -> [UInt8] { levels[0][leaf] }

    /// The tree of the first of them, given what the ledger would give it and nothing more.
    func tree(of size: Int, through places: Int...) throws -> MerkleTree {
        let strips = MerkleTree.strips(size: size, through: places)
        return try MerkleTree(
            size: size,
            strips: strips.map { strip in
                (strip, levels[strip.height][strip.positions].flatMap(\.self))
            },
            digest: digest
        )
    }

    /// The root as the definition has it, from all leaves.
    func root(of range: Range<Int>) -> [UInt8] {
        if range.isEmpty { return digest([]) }
        if range.count == 1 { return levels[0][range.lowerBound] }
        var half = 1
        while 2 * half < range.count { half *= 2 }
        let middle = range.lowerBound + half
        return digest(
            [1] + root(of: range.lowerBound..<middle) + root(of: middle..<range.upperBound)
        )
    }
}
