/// An entry as it is read back: with its number, its postings and when it was recorded.
struct PostedEntry: Equatable, Sendable {
    /// What an entry puts on an account.
    struct Posting: Equatable, Sendable {
        let account: String
        /// The reference code of the account (Referentie Grootboekschema).
        let rgs: String
        /// A debit is more than nothing, a credit less.
        let cents: Int
    }

    /// What the entry rests on.
    enum Ground: Equatable, Sendable {
        /// A granted line of a claim.
        case claim(declarationId: Identifier, reference: String)
        /// A figure of before the messages.
        case opening(source: String, isRoundedToEuros: Bool)
        /// The reverse of another entry.
        case reversal(of: Identifier, documentReference: String)
    }

    let number: Int
    let id: Identifier
    let year: Int
    let month: Month?
    let pillar: Pillar
    let partnerId: Identifier?
    /// As the partner is called now.
    let partnerName: String?
    let productCode: String?
    let cents: Int
    let ground: Ground
    let recordedAt: String
    /// Debits first.
    let postings: [Posting]

    /// The book of first entry that it stands in.
    var journal: LedgerJournal {
        switch ground {
        case .claim: .claims
        case .opening: .openings
        case .reversal: .reversals
        }
    }

    /// The day on which bookkeeping posts it: the last one of the month or year of the care.
    ///
    /// - Source: none; decided by us because a claim is about a whole month, and a day in the
    ///   year of recording would move revenue of December into the next year.
    var bookedOn: Day {
        month?.last ?? Day(year: year, month: 12, day: 31) ?? .last
    }

    /// The month, or the year where no more is known.
    var period: String { month?.description ?? "\(year)" }

    /// Whose it is and for what; nothing in it comes from a claim's sender.
    var description: String {
        [partnerName, productCode, pillar.rawValue].compactMap(\.self).joined(separator: " ")
    }

    /// What the books of whoever sent or published it call it.
    var reference: String {
        switch ground {
        case .claim(_, let reference): reference
        case .opening(let source, _): source
        case .reversal(_, let documentReference): documentReference
        }
    }

    /// The entry that takes this one back.
    ///
    /// - Throws: `LedgerEntryRefusal.ofClaim` for a claim's line, which a credit takes back
    ///   (TR389), and `isReversal` for what is a reversal itself.
    func reverse(
        id: Identifier,
        documentReference: String
    ) throws(LedgerEntryRefusal) -> LedgerEntry {
        switch ground {
        case .claim: throw .ofClaim
        case .reversal: throw .isReversal
        case .opening:
            return LedgerEntry(
                id: id,
                year: year,
                month: month,
                pillar: pillar,
                partnerId: partnerId,
                productCode: productCode,
                cents: -cents,
                ground: .reversal(of: number, documentReference: documentReference)
            )
        }
    }
}

/// Why an entry is not made by hand.
enum LedgerEntryRefusal: Error, Equatable, Sendable {
    /// The same figure from the same source stands in the ledger.
    case exists
    case partnerUnknown
    case productUnknown
    /// Claims may still come for the year.
    case yearNotOver(Int)
    case ofClaim
    case isReversal
    /// It was taken back, on another document.
    case reversed

    /// Checks that an opening entry is about a year that is over.
    ///
    /// - Source: KA 2.2.1 gives figures of whole years; what is later comes in messages.
    static func check(year: Int, currentYear: Int) throws(LedgerEntryRefusal) {
        guard year < currentYear else { throw .yearNotOver(year) }
    }
}
