/// A document that something here refers to (document), by reference, day and hash.
///
/// Its content is never kept here.
///
/// - Source: PO 2.2.
struct Document: Sendable, Equatable {
    enum Kind: String, CaseIterable, Sendable {
        /// An agreement (overeenkomst).
        case agreement
        /// A frame that is part of the agreement (kader).
        case framework
        /// A decision (besluit).
        case decision
        /// An advice (advies).
        case advice
        /// A letter, such as a notice (brief).
        case letter
        case other
    }

    /// By which others refer to it; one document has it.
    let reference: String
    let title: String
    let kind: Kind
    let datedOn: Day
    let documentVersion: String?
    /// The SHA-256 of its text in lower-case hexadecimal; nil where no text is held.
    let sha256: String?

    /// Whether a text is a SHA-256 in lower-case hexadecimal.
    static func isHash(_ text: Span<UInt8>) -> Bool {
        guard text.count == 64 else { return false }
        for index in 0..<64 {
            switch text[index] {
            case 0x30...0x39, 0x61...0x66: break
            default: return false
            }
        }
        return true
    }
}
