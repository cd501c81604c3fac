/// What was granted and what was credited, apart, and the hash that holds both.
struct SumNode: Equatable, Sendable {
    let hash: [UInt8]
    let grantedCents: Int
    let creditedCents: Int
}

/// The tree over the cells of a year in which each node has the sums of all below it.
///
/// A node is the digest of both its sides with their own sums, not with their total: so nobody can
/// be shown another division of the same total (Chalkias, Chatzigiannis and Ji, Broken Proofs of
/// Solvency, 2022). The form is that of the ledger's own tree.
///
/// - Source: RFC 9162 §2.1.1.
struct SumTree: Sendable {
    /// From the leaves up; the last has the root alone.
    private let levels: [[SumNode]]

    /// - Precondition: the sums of all leaves together fit an integer.
    init(_ leaves: [SumNode]) {
        var levels = [leaves]
        while let below = levels.last, below.count > 1 {
            levels.append(
                stride(from: 0, to: below.count, by: 2).map { place in
                    // Who has nobody beside it goes up as it is.
                    place + 1 < below.count
                        ? Self.over(below[place], below[place + 1]) : below[place]
                }
            )
        }
        self.levels = levels
    }

    /// The root; that of no leaf is the digest of nothing, with sums of nothing.
    var root: SumNode {
        levels.last?.first
            ?? SumNode(hash: SHA256.digest(of: []), grantedCents: 0, creditedCents: 0)
    }

    /// The nodes with which the root is made from a leaf, the nearest first.
    ///
    /// - Precondition: the tree has the leaf.
    func path(of leaf: Int) -> [SumNode] {
        levels.enumerated().compactMap { height, nodes in
            let beside = (leaf >> height) ^ 1
            return beside < nodes.count ? nodes[beside] : nil
        }
    }

    private static func over(_ left: SumNode, _ right: SumNode) -> SumNode {
        var bytes: [UInt8] = [1]
        for side in [left, right] {
            for sum in [side.grantedCents, side.creditedCents] {
                withUnsafeBytes(of: Int64(sum).bigEndian) { bytes.append(contentsOf: $0) }
            }
            bytes += side.hash
        }
        return SumNode(
            hash: SHA256.digest(of: bytes),
            grantedCents: left.grantedCents + right.grantedCents,
            creditedCents: left.creditedCents + right.creditedCents
        )
    }
}
