/// One element of a message: its name, how often it may stand in its place, and what is in it.
struct MessageElement: Sendable {
    /// The namespace its name is of.
    enum Space: Sendable {
        /// That of the message's own schema.
        case message
        /// That of the schema that all messages share.
        case base
    }

    enum Content: Sendable {
        case text(ElementText, MessageField?)
        case elements([MessageElement], makes: MessagePart?)
    }

    let name: String
    let space: Space
    let occurs: ClosedRange<Int>
    let content: Content

    /// An element with a text.
    static func text(
        _ name: String,
        _ text: ElementText,
        _ field: MessageField? = nil,
        in space: Space = .message,
        isOptional: Bool = false
    ) -> MessageElement {
        MessageElement(
            name: name,
            space: space,
            occurs: isOptional ? 0...1 : 1...1,
            content: .text(text, field)
        )
    }

    /// An element with elements in it.
    static func elements(
        _ name: String,
        in space: Space = .message,
        occurs: ClosedRange<Int> = 1...1,
        makes part: MessagePart? = nil,
        _ elements: [MessageElement]
    ) -> MessageElement {
        MessageElement(
            name: name,
            space: space,
            occurs: occurs,
            content: .elements(elements, makes: part)
        )
    }

    /// Whether several of it may stand beside each other, so that its path needs its number.
    var isRepeated: Bool { occurs.upperBound > 1 }
}

/// What the text of an element fills.
enum MessageField: Int, CaseIterable, Sendable {
    // Of the message.
    case sender, receiver, messageId, datedOn, baseVersion, messageVersion
    // Of a client.
    case bsn, birthDate, unknownPart, sex, surname, surnamePrefix, givenNames, initials
    // Of a claim.
    case declarationNumber, claimPeriod, declaredOn, totalCents, totalSign
    // Of a period.
    case periodFrom, periodUntil
    // Of a product or line.
    case allocationNumber, category, productCode, allocationStartsOn, startedOn, status, reason
    case endedOn, reference, previousReference, linePeriod, volume, unit, tariffCents, amountCents
    case amountSign

    /// The fields of one product or line.
    static let ofItem = allCases.filter { $0.rawValue >= allocationNumber.rawValue }
    static let ofClient = allCases.filter { (bsn.rawValue...initials.rawValue) ~= $0.rawValue }
}

/// What the elements in an element make together.
enum MessagePart: Sendable {
    case start
    case stop
    case line
    case client
    /// A first and a last day.
    case period(MessageField)
}
