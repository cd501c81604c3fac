/// One line of the shared ledger (huishoudboekje): an amount, whose, for what and on what ground.
///
/// Entries are never changed; a mistake is corrected by an entry of its reverse.
struct LedgerEntry: Equatable, Sendable {
    /// What the entry rests on.
    enum Ground: Equatable, Sendable {
        /// A granted line of a claim.
        case claim(declarationId: Identifier, reference: String)
        /// A figure of years before messages were kept, and where it was published.
        case historic(source: String)
    }

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

    init(
        year: Int,
        month: Month?,
        pillar: Pillar,
        partnerId: Identifier?,
        productCode: String?,
        cents: Int,
        ground: Ground
    ) {
        self.year = year
        self.month = month
        self.pillar = pillar
        self.partnerId = partnerId
        self.productCode = productCode
        self.cents = cents
        self.ground = ground
    }
}
