/// One line of the shared ledger (huishoudboekje): an amount, whose, for what and on what ground.
///
/// Entries are never changed; a mistake is corrected by an entry of its reverse. Each is two
/// postings of the same amount, a debit and a credit, and a leaf of the ledger's tree.
struct LedgerEntry: Equatable, Sendable {
    /// What the entry rests on.
    enum Ground: Equatable, Sendable {
        /// A granted line of a claim.
        case claim(declarationId: Identifier, reference: String)
        /// A figure of years before messages were kept, and where it was published.
        case historic(source: String, isRoundedToEuros: Bool = false)
        /// The reverse of the entry with this number, and the document that says why.
        case reversal(of: Int, documentReference: String)
    }

    let id: Identifier
    /// Without it nobody can try what a commitment is of.
    let salt: Salt
    let year: Int
    /// Nil where only the year is known.
    let month: Month?
    let pillar: Pillar
    /// Nil where a published figure does not say whose it is.
    let partnerId: Identifier?
    /// Nil where a published figure does not say for what.
    let productCode: String?
    /// Negative for what is given back.
    let cents: Int
    let ground: Ground
    /// What its receipt commits to, as `ledger_commitment` of the database tells it.
    private(set) var commitment: [UInt8] = []

    /// - Parameters:
    ///   - id: new, and known to whoever has the receipt.
    ///   - salt: at random.
    init(
        id: Identifier,
        salt: Salt = Salt(),
        year: Int,
        month: Month?,
        pillar: Pillar,
        partnerId: Identifier?,
        productCode: String?,
        cents: Int,
        ground: Ground
    ) {
        self.id = id
        self.salt = salt
        self.year = year
        self.month = month
        self.pillar = pillar
        self.partnerId = partnerId
        self.productCode = productCode
        self.cents = cents
        self.ground = ground
        commitment = digest
    }

    /// Sixteen random bytes.
    struct Salt: Equatable, Sendable {
        let bytes: [UInt8]

        init() {
            var generator = SystemRandomNumberGenerator()
            let halves: [UInt64] = [generator.next(), generator.next()]
            bytes = halves.flatMap { half in withUnsafeBytes(of: half) { Array($0) } }
        }

        init(_ bytes: [UInt8]) {
            self.bytes = bytes
        }
    }

    private var digest: [UInt8] {
        var fields = [
            "hendig ledger entry 1", id.description, salt.bytes.hexadecimal, "\(year)",
            month?.description ?? "", pillar.rawValue, partnerId?.description ?? "",
            productCode ?? "", "\(cents)",
        ]
        switch ground {
        case .claim(let declarationId, let reference):
            fields += [declarationId.description, reference, ""]
        case .historic(let source, let isRoundedToEuros):
            fields += ["", "", source]
            if isRoundedToEuros { fields.append("rounded to euros") }
        case .reversal(let number, let documentReference):
            fields += ["", "", documentReference, "reverses \(number)"]
        }
        return SHA256.digest(of: Array(fields.joined(separator: "\n").utf8))
    }
}
