/// The check of a path of hashes, for who trusts nobody's tree.
///
/// It follows the steps of the standard and shares nothing with `MerkleTree` but the digest.
///
/// - Source: RFC 9162 §2.1.3.2 and §2.1.4.2.
enum MerkleProof {
    typealias Digest = @Sendable ([UInt8]) -> [UInt8]

    static let sha256: Digest = { SHA256.digest(of: $0) }

    /// Whether a path leads from a leaf to the root of a tree.
    ///
    /// - Parameters:
    ///   - leafIndex: from 0 on.
    ///   - digest: what makes a hash; another than SHA-256 only to try the form of a path.
    static func includes(
        leafHash: [UInt8],
        leafIndex: Int,
        size: Int,
        rootHash: [UInt8],
        path: [[UInt8]],
        digest: Digest = sha256
    ) -> Bool {
        guard leafIndex >= 0, leafIndex < size else { return false }
        var (first, second) = (leafIndex, size - 1)
        var hash = leafHash
        for value in path {
            guard second != 0 else { return false }
            if first & 1 == 1 || first == second {
                hash = digest([1] + value + hash)
                while first & 1 == 0, first != 0 {
                    first >>= 1
                    second >>= 1
                }
            } else {
                hash = digest([1] + hash + value)
            }
            first >>= 1
            second >>= 1
        }
        return second == 0 && hash == rootHash
    }

    /// Whether a path shows that a tree begins with all of an earlier one.
    ///
    /// Every tree begins with the empty one, and a tree with itself; neither takes a path. That
    /// the standard leaves to who calls.
    static func extends(
        from earlier: (size: Int, rootHash: [UInt8]),
        to later: (size: Int, rootHash: [UInt8]),
        path: [[UInt8]],
        digest: Digest = sha256
    ) -> Bool {
        guard earlier.size > 0 else {
            return earlier.size == 0 && later.size >= 0 && path.isEmpty
                && earlier.rootHash == digest([])
        }
        guard earlier.size < later.size else {
            return earlier == later && path.isEmpty
        }
        guard !path.isEmpty else { return false }
        let isWhole = earlier.size & (earlier.size - 1) == 0
        var values = (isWhole ? [earlier.rootHash] : []) + path
        var (first, second) = (earlier.size - 1, later.size - 1)
        while first & 1 == 1 {
            first >>= 1
            second >>= 1
        }
        var old = values.removeFirst()
        var new = old
        for value in values {
            guard second != 0 else { return false }
            if first & 1 == 1 || first == second {
                old = digest([1] + value + old)
                new = digest([1] + value + new)
                while first & 1 == 0, first != 0 {
                    first >>= 1
                    second >>= 1
                }
            } else {
                new = digest([1] + new + value)
            }
            first >>= 1
            second >>= 1
        }
        return second == 0 && old == earlier.rootHash && new == later.rootHash
    }
}
