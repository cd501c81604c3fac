/// The check of a path of nodes with sums, for who trusts nobody's tree.
///
/// It follows the steps of the standard and shares nothing with `SumTree` but the digest.
///
/// - Source: RFC 9162 §2.1.3.2, with the sums of each side beside its hash.
enum SumProof {
    /// Whether a path leads from a leaf to the root of a tree, hash and sums.
    ///
    /// No sum on the way may be less than nothing: a negative one would take away what another
    /// has.
    ///
    /// - Parameter index: from 0 on.
    static func leads(
        from leaf: SumNode,
        index: Int,
        count: Int,
        to root: SumNode,
        path: [SumNode]
    ) -> Bool {
        guard index >= 0, index < count, hasSums(leaf) else { return false }
        var (place, last, node) = (index, count - 1, leaf)
        for beside in path {
            guard last != 0, hasSums(beside) else { return false }
            let isRight = place & 1 == 1 || place == last
            let above = isRight ? parent(of: beside, node) : parent(of: node, beside)
            guard let above else { return false }
            node = above
            if isRight {
                while place & 1 == 0, place != 0 {
                    place >>= 1
                    last >>= 1
                }
            }
            place >>= 1
            last >>= 1
        }
        return last == 0 && node == root
    }

    private static func hasSums(_ node: SumNode) -> Bool {
        node.grantedCents >= 0 && node.creditedCents >= 0
    }

    /// - Returns: nil when the sums are more than there can be.
    private static func parent(of left: SumNode, _ right: SumNode) -> SumNode? {
        let granted = left.grantedCents.addingReportingOverflow(right.grantedCents)
        let credited = left.creditedCents.addingReportingOverflow(right.creditedCents)
        guard !granted.overflow, !credited.overflow else { return nil }
        let content = told(left) + told(right)
        return SumNode(
            hash: SHA256.digest(of: [1] + content),
            grantedCents: granted.partialValue,
            creditedCents: credited.partialValue
        )
    }

    /// Both sums in eight bytes each, the most significant first, and the hash.
    private static func told(_ node: SumNode) -> [UInt8] {
        let shifts = stride(from: 56, through: 0, by: -8)
        return shifts.map { UInt8(truncatingIfNeeded: node.grantedCents >> $0) }
            + shifts.map { UInt8(truncatingIfNeeded: node.creditedCents >> $0) } + node.hash
    }
}
