/// What shows that an entry is in the ledger; hashes only, so it tells of nobody.
struct LedgerProof: Sendable {
    let entryId: Identifier
    let sequence: Int
    let recordedAt: Instant
    let commitment: [UInt8]
    /// Where the proof says that the entry is, from 0 on, and of which leaf it says to be.
    let told: (leafIndex: Int, leafHash: [UInt8])
    /// The ledger in which it is shown to be.
    let size: Int
    let rootHash: [UInt8]
    let auditPath: [[UInt8]]

    /// The leaf of the entry, as `ledger_leaf` of the database tells it.
    var leafHash: [UInt8] {
        var bytes: [UInt8] = [0] + commitment
        for number in [recordedAt.unixMicroseconds, Int64(sequence)] {
            for shift in stride(from: 56, through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: number >> Int64(shift)))
            }
        }
        return SHA256.digest(of: bytes)
    }

    /// Why it does not show that the entry is under a head; nil when it does.
    func fault(under head: LedgerHead) -> String? {
        if size != head.size {
            return "the proof is for \(size) entries and the head has \(head.size): "
                + "ask for it with ?size=\(head.size)"
        }
        if rootHash != head.rootHash { return "the proof has another root than the head" }
        let isIncluded = MerkleProof.includes(
            leafHash: leafHash,
            leafIndex: sequence - 1,
            size: head.size,
            rootHash: head.rootHash,
            path: auditPath
        )
        guard isIncluded else { return "the proof does not lead to the root of the head" }
        return told == (sequence - 1, leafHash)
            ? nil : "the proof tells of another leaf than its own"
    }
}
