/// The books of first entry (dagboeken), by what an entry rests on.
///
/// - Source: none; decided by us because bookkeeping software keeps sales, opening balances and
///   corrections apart.
enum LedgerJournal: String, CaseIterable, Sendable {
    case claims
    case openings
    case reversals

    /// As Dutch bookkeeping calls it.
    var name: String {
        switch self {
        case .claims: "Toegekende declaraties"
        case .openings: "Beginstand"
        case .reversals: "Correcties"
        }
    }

    /// Its kind in an audit file: sales, opening balance, memorial.
    ///
    /// - Source: XAF 3.2, Journaltype.
    var auditType: String {
        switch self {
        case .claims: "S"
        case .openings: "O"
        case .reversals: "M"
        }
    }
}
