internal import JSON

/// Declarations and proofs as somebody kept them, checked with nothing but a head.
package struct LedgerReceipts {
    /// What was granted, as its declaration tells it, and what its receipt says of that.
    private struct Line {
        let name: String
        let entry: LedgerEntry
        let receipt: LedgerReceipt
    }

    private var lines: [Line] = []
    private var proofs: [LedgerProof] = []

    /// Reads one item or an array of them.
    ///
    /// An item is a proof as it was got, or an object with a `declaration` as it was got and the
    /// `proofs` of its lines.
    ///
    /// - Throws: `LedgerReceiptsFault` with the first thing that is not as it was got.
    package init(_ bytes: [UInt8]) throws(LedgerReceiptsFault) {
        let root: JSONValue
        do {
            root = try JSONDocument(kept: bytes).root
        } catch {
            throw LedgerReceiptsFault("The receipts are no JSON: \(error.detail).")
        }
        for item in root.kind == .array ? Array(root.elements()) : [root] {
            try read(item)
        }
        guard !lines.isEmpty || !proofs.isEmpty else {
            throw LedgerReceiptsFault("There is no receipt and no proof in the receipts.")
        }
    }

    /// How many entries are shown to be there when there is no fault.
    package var count: Int { proofs.count }

    /// What the declarations tell was granted.
    var entries: [LedgerEntry] { lines.map(\.entry) }

    /// What does not stand, a sentence each.
    ///
    /// - Returns: none when each granted line is in the ledger of the head as its declaration
    ///   tells it.
    package func faults(under head: LedgerHead) -> [String] {
        let commitments = Dictionary(
            proofs.map { ($0.entryId, $0.commitment) },
            uniquingKeysWith: { first, _ in first }
        )
        let ofLines = lines.compactMap { line -> String? in
            let receipt = line.receipt
            if line.entry.commitment != receipt.commitment {
                return "\(line.name) is not what its receipt commits to."
            }
            guard let commitment = commitments[receipt.entryId] else {
                return "\(line.name) has no proof."
            }
            return commitment == receipt.commitment
                ? nil : "\(line.name) is not what the ledger has for it."
        }
        let ofProofs = proofs.compactMap { proof in
            proof.fault(under: head).map { "Entry \(proof.entryId): \($0)." }
        }
        return ofLines + ofProofs
    }

    private mutating func read(_ item: JSONValue) throws(LedgerReceiptsFault) {
        let errors = JSONErrors()
        var object = JSONObject(item, errors)
        if let declaration = object.raw("declaration") {
            try readLines(declaration)
            for proof in object.array("proofs", count: 0...Int.max) ?? [] {
                readProof(proof, errors)
            }
        } else {
            readProof(item, errors)
        }
        if let error = errors.list.first {
            throw LedgerReceiptsFault("The receipts: \(error.location) \(error.detail).")
        }
    }

    private mutating func readProof(_ value: JSONValue, _ errors: JSONErrors) {
        var object = JSONObject(value, errors)
        if let proof = LedgerProof(reading: &object) { proofs.append(proof) }
    }

    private mutating func readLines(_ declaration: JSONValue) throws(LedgerReceiptsFault) {
        let errors = JSONErrors()
        var object = JSONObject(declaration, errors)
        let id = object.identifier("id")
        let partnerId = object.identifier("partnerId")
        let content = object.raw("message")?.compact() ?? []
        var answer = object.object("answer")
        let outcomes = answer?.array("lines", count: 0...Int.max) ?? []
        guard errors.isEmpty, let id, let partnerId,
            let claim = Message(kept: content, pillar: nil)?.claim
        else { throw LedgerReceiptsFault("A declaration is no claim as it was got.") }
        for outcome in outcomes {
            var granted = JSONObject(outcome, errors)
            let isGranted = granted.boolean("granted")
            guard let reference = granted.string("reference", length: 1...20) else { continue }
            guard var told = granted.optionalObject("receipt") else {
                if isGranted == true {
                    throw LedgerReceiptsFault("Line \(reference) is granted without a receipt.")
                }
                continue
            }
            guard let receipt = LedgerReceipt(reading: &told),
                let line = claim.lines.first(where: { $0.reference == reference })
            else { throw LedgerReceiptsFault("The receipt of line \(reference) cannot be read.") }
            let entry = LedgerEntry(
                id: receipt.entryId,
                salt: receipt.salt,
                of: line,
                in: id,
                pillar: receipt.pillar,
                partnerId: partnerId
            )
            let name = "Line \(reference) of declaration \(id)"
            lines.append(Line(name: name, entry: entry, receipt: receipt))
        }
    }
}

/// Why receipts cannot be read.
package struct LedgerReceiptsFault: Error, CustomStringConvertible {
    /// What is wrong, and with what.
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}

extension LedgerReceipt {
    fileprivate init?(reading object: inout JSONObject) {
        let entryId = object.identifier("entryId")
        let pillar: Pillar? = object.choice("pillar")
        let salt = object.parsed("salt", "16 bytes in hexadecimal") { text in
            [UInt8](hexadecimal: String(copying: text)).flatMap { $0.count == 16 ? $0 : nil }
        }
        let commitment = object.hash("commitment")
        guard let entryId, let pillar, let salt, let commitment else { return nil }
        self.init(
            entryId: entryId,
            pillar: pillar,
            salt: LedgerEntry.Salt(salt),
            commitment: commitment
        )
    }
}

extension LedgerProof {
    fileprivate init?(reading object: inout JSONObject) {
        let entryId = object.identifier("entryId")
        let sequence = object.integer("sequence", in: 1...Int.max)
        let recordedAt = object.parsed("recordedAt", "a moment in UTC") { Instant(utf8: $0) }
        let commitment = object.hash("commitment")
        let leafIndex = object.integer("leafIndex", in: 0...Int.max)
        let leafHash = object.hash("leafHash")
        let size = object.integer("size", in: 1...Int.max)
        let rootHash = object.hash("rootHash")
        // No tree that there can be is higher.
        let path = object.array("auditPath", count: 0...Int.bitWidth)
        guard let entryId, let sequence, let recordedAt, let commitment, let leafIndex,
            let leafHash, let size, let rootHash, let path
        else { return nil }
        let hashes = path.compactMap { value -> [UInt8]? in
            let hash = value.string.flatMap { [UInt8](base64: $0) }
            guard let hash, hash.count == SHA256.byteCount else {
                object.errors.add(value.location, "format", "must be 32 bytes in base64")
                return nil
            }
            return hash
        }
        self.init(
            entryId: entryId,
            sequence: sequence,
            recordedAt: recordedAt,
            commitment: commitment,
            told: (leafIndex, leafHash),
            size: size,
            rootHash: rootHash,
            auditPath: hashes
        )
    }
}

extension JSONObject {
    /// A SHA-256 digest in base64.
    mutating func hash(_ name: StaticString) -> [UInt8]? {
        parsed(name, "32 bytes in base64") { text in
            [UInt8](base64: String(copying: text)).flatMap {
                $0.count == SHA256.byteCount ? $0 : nil
            }
        }
    }
}
