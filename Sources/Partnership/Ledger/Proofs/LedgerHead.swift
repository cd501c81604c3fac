/// How many entries the ledger has and the root of their tree: what others keep to hold us to.
///
/// As text it is a checkpoint of three lines. It has no signatures: whoever keeps a head signs it
/// elsewhere, below an empty line or in a file beside it.
///
/// - Source: C2SP tlog-checkpoint, of which these are the lines that it requires.
package struct LedgerHead: Equatable, Sendable {
    /// Whose ledger it is.
    package let origin: String
    /// The number of entries.
    package let size: Int
    /// The root of their tree, 32 bytes.
    package let rootHash: [UInt8]

    init(municipalityCode: String, size: Int, rootHash: [UInt8]) {
        origin = Self.originStart + municipalityCode
        self.size = size
        self.rootHash = rootHash
    }

    /// The head that a checkpoint tells; what stands below an empty line is not read.
    ///
    /// - Returns: nil when it is no checkpoint of a ledger.
    package init?(checkpoint text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count >= 4, lines[3].isEmpty, lines[0].hasPrefix(Self.originStart),
            let size = Self.size(lines[1]), let rootHash = [UInt8](base64: lines[2]),
            rootHash.count == SHA256.byteCount
        else { return nil }
        origin = String(lines[0])
        self.size = size
        self.rootHash = rootHash
    }

    /// The head as its keeper has it.
    package var checkpoint: String { "\(origin)\n\(size)\n\(rootHash.base64)\n" }

    /// A number of entries as it is written: without a sign or leading zeros.
    static func size(_ text: some StringProtocol) -> Int? {
        guard let size = Int(text), size >= 0, "\(size)" == text else { return nil }
        return size
    }

    private static let originStart = "hendig ledger "
}
