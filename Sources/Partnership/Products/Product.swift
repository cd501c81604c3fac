/// A kind of help that is allocated and claimed under one code (product).
///
/// - Source: KA 2.2.1.
struct Product: Sendable, Equatable {
    /// What is counted when it is claimed.
    enum Unit: String, CaseIterable, Sendable {
        case hour
        /// A day and a night.
        case etmaal
        case byAgreement = "by-agreement"
    }

    let code: String
    let pillar: Pillar
    let nameNl: String
    let nameEn: String
    let unit: Unit
    /// The iJw product category; nil for codes that iJw does not know.
    let category: String?

    /// Whether a text has the form of a code: two capitals, a dash and two digits.
    ///
    /// - Source: KA 2.2.1; LDT_ProductCode has room for five characters.
    static func isCode(_ text: Span<UInt8>) -> Bool {
        guard text.count == 5, text[2] == UInt8(ascii: "-") else { return false }
        return isCapital(text[0]) && isCapital(text[1]) && isDigit(text[3]) && isDigit(text[4])
    }

    /// Whether a text has the form of a code.
    static func isCode(_ text: String) -> Bool {
        isCode(Array(text.utf8.prefix(6)).span)
    }

    private static func isCapital(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}

/// Why a product is refused.
enum ProductRefusal: Error, Equatable, Sendable {
    case codeTaken(String)
}
