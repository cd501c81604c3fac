/// The tree of hashes over the first entries of the ledger, made from hashes that are kept.
///
/// - Source: RFC 6962 §2.1; the tree of RFC 9162 §2.1.1 is the same.
struct MerkleTree: Sendable {
    typealias Digest = @Sendable ([UInt8]) -> [UInt8]

    /// Nodes of one height that stand side by side; those of height 0 are leaves.
    struct Strip: Equatable, Sendable {
        let height: Int
        let positions: Range<Int>
    }

    /// A hash that the tree needs is not kept: an entry is missing.
    struct Incomplete: Error {}

    /// How many times a kept subtree is higher than the one below: each of 256 of those.
    static let heightStep = 8
    /// The heights of subtrees that are kept, entries included.
    static let keptHeights = [16, 8, 0]

    let size: Int
    private let strips: [(strip: Strip, hashes: [UInt8])]
    private let digest: Digest

    /// - Parameters:
    ///   - strips: each with its hashes, one after the other.
    ///   - digest: what makes a hash; another than SHA-256 only to try the tree's form.
    /// - Throws: `Incomplete` when a strip has other than its number of hashes.
    init(
        size: Int,
        strips: [(strip: Strip, hashes: [UInt8])],
        digest: @escaping Digest = { SHA256.digest(of: $0) }
    ) throws(Incomplete) {
        for (strip, hashes) in strips {
            guard hashes.count == strip.positions.count * SHA256.byteCount else {
                throw Incomplete()
            }
        }
        self.size = size
        self.strips = strips
        self.digest = digest
    }

    /// What is needed of a tree of a size for its root, and for paths through places in it.
    ///
    /// Of each height at most 256 hashes for each place and for the right edge, but for the
    /// highest, of which all.
    static func strips(size: Int, through places: [Int]) -> [Strip] {
        keptHeights.flatMap { height -> [Strip] in
            let count = size >> height
            guard height < keptHeights[0] else {
                return [Strip(height: height, positions: 0..<count)]
            }
            let blocks = Set((places + [size]).map { $0 >> (height + heightStep) })
            return blocks.sorted().map { block in
                let past = min((block + 1) << heightStep, count)
                return Strip(height: height, positions: min(block << heightStep, past)..<past)
            }
        }.filter { !$0.positions.isEmpty }
    }

    /// The hash of the whole tree; that of no entry is the digest of nothing.
    var root: [UInt8] {
        get throws(Incomplete) { try hash(of: 0..<size) }
    }

    /// The hashes with which the root is made from a leaf, the nearest first, and that root.
    ///
    /// - Source: RFC 6962 §2.1.1.
    /// - Precondition: the tree has the leaf.
    func auditPath(
        of leaf: Int
    ) throws(Incomplete) -> (path: [[UInt8]], root: [UInt8]) {
        precondition((0..<size).contains(leaf), "a leaf that the tree does not have")
        return try auditPath(of: leaf, in: 0..<size)
    }

    private func auditPath(
        of leaf: Int,
        in range: Range<Int>
    ) throws(Incomplete) -> (path: [[UInt8]], root: [UInt8]) {
        guard range.count > 1 else { return ([], try hash(of: range)) }
        let middle = Self.middle(of: range)
        let (left, right) = (range.lowerBound..<middle, middle..<range.upperBound)
        let isLeft = leaf < middle
        let sibling = try hash(of: isLeft ? right : left)
        let (path, inner) = try auditPath(of: leaf, in: isLeft ? left : right)
        return (path + [sibling], isLeft ? node(inner, sibling) : node(sibling, inner))
    }

    /// The hashes that show that the tree begins with all of an earlier one.
    ///
    /// Nothing has to be shown of no entry, or of the same tree.
    ///
    /// - Source: RFC 6962 §2.1.2.
    /// - Precondition: the earlier one is not larger.
    func consistencyPath(from earlier: Int) throws(Incomplete) -> [[UInt8]] {
        precondition((0...size).contains(earlier), "an earlier tree that is larger")
        guard earlier > 0 else { return [] }
        var path: [[UInt8]] = []
        var range = 0..<size
        while range.upperBound != earlier {
            let middle = Self.middle(of: range)
            let (left, right) = (range.lowerBound..<middle, middle..<range.upperBound)
            path.append(try hash(of: earlier <= middle ? right : left))
            range = earlier <= middle ? left : right
        }
        // The earlier root is known to who asks.
        if range.lowerBound > 0 { path.append(try hash(of: range)) }
        return path.reversed()
    }

    /// Where a range is parted: at the largest power of two that is less than its length.
    private static func middle(of range: Range<Int>) -> Int {
        range.lowerBound + (1 << (Int.bitWidth - 1 - (range.count - 1).leadingZeroBitCount))
    }

    private func hash(of range: Range<Int>) throws(Incomplete) -> [UInt8] {
        if range.isEmpty { return digest([]) }
        if let kept = kept(range) { return kept }
        guard range.count > 1 else { throw Incomplete() }
        let middle = Self.middle(of: range)
        return node(
            try hash(of: range.lowerBound..<middle),
            try hash(of: middle..<range.upperBound)
        )
    }

    private func node(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        digest([1] + left + right)
    }

    private func kept(_ range: Range<Int>) -> [UInt8]? {
        guard range.count.nonzeroBitCount == 1 else { return nil }
        let height = range.count.trailingZeroBitCount
        let position = range.lowerBound >> height
        for (strip, hashes) in strips
        where strip.height == height && strip.positions.contains(position) {
            let start = (position - strip.positions.lowerBound) * SHA256.byteCount
            return Array(hashes[start..<start + SHA256.byteCount])
        }
        return nil
    }
}
