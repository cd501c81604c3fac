/// A party that takes part in the partnership and is paid for it (netwerkpartner).
///
/// - Source: PO 1.c.
struct Partner: Sendable, Equatable {
    /// How large its organisation is; clusters are mixed by it.
    ///
    /// - Source: KA 3.2.
    enum Size: String, CaseIterable, Sendable {
        /// Self-employed (zzp).
        case solo
        case small
        case large
    }

    /// Where it stands; follows from its agreements and is never set.
    enum Status: String, CaseIterable, Sendable {
        /// Not both agreements are in force (kandidaat).
        case candidate
        case active
        /// Takes part, and the end of an agreement that is in force was recorded (opgezegd).
        case notice
        case ended
        /// Does not take part, and a process agreement with it was dissolved less than two years
        /// ago (uitgesloten), PO 10.3.
        case excluded
    }

    /// A chain of care has many kinds of help, one partner seldom more than this.
    static let maximumExpertise = 50

    var name: String
    /// Its number in the trade register; stays as long as the partner does.
    let kvkNumber: String
    var agbCode: String
    var size: Size
    var pillars: [Pillar]
    var expertise: [String]

    /// Whether a name starts with a Latin letter or a digit, so that no spreadsheet takes a cell
    /// with it for a formula.
    ///
    /// - Source: none; decided by us because the ledger is opened in spreadsheets.
    static func isName(_ text: String) -> Bool {
        switch text.unicodeScalars.first?.value ?? 0 {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0xC0...0x24F: true
        default: false
        }
    }
}

/// Members of a partner that are to change; nil stays as it is.
struct PartnerChange: Sendable, Equatable {
    var name: String?
    var agbCode: String?
    var size: Partner.Size?
    var pillars: [Pillar]?
    var expertise: [String]?

    /// Whether it changes nothing.
    var isEmpty: Bool { self == PartnerChange() }
}

/// Why a partner is refused.
enum PartnerRefusal: Error, Equatable, Sendable {
    case kvkNumberTaken
    case agbCodeTaken
}
