/// The kind of a message that a partner sends (declaratie in the wide sense).
enum DeclarationKind: String, CaseIterable, Sendable {
    /// Care has started: a 305.
    case start
    /// Care has stopped, for good or for a while: a 307.
    case stop
    /// Care is claimed: a 323.
    case claim
}

/// A message as it was understood.
enum Message: Equatable, Sendable {
    case start(StartMessage)
    case stop(StopMessage)
    case claim(ClaimMessage)

    var kind: DeclarationKind {
        switch self {
        case .start: .start
        case .stop: .stop
        case .claim: .claim
        }
    }

    var pillar: Pillar {
        switch self {
        case .start(let message): message.pillar
        case .stop(let message): message.pillar
        case .claim(let message): message.pillar
        }
    }

    var messageId: String {
        switch self {
        case .start(let message): message.messageId
        case .stop(let message): message.messageId
        case .claim(let message): message.messageId
        }
    }

    var agbCode: String {
        switch self {
        case .start(let message): message.agbCode
        case .stop(let message): message.agbCode
        case .claim(let message): message.agbCode
        }
    }

    var datedOn: Day {
        switch self {
        case .start(let message): message.datedOn
        case .stop(let message): message.datedOn
        case .claim(let message): message.datedOn
        }
    }

    /// What makes the message one of its kind for its sender (TR056).
    var key: MessageKey {
        MessageKey(kind: kind, pillar: pillar, agbCode: agbCode, messageId: messageId)
    }

    /// The allocation of each product or line; nil where none is named.
    var allocationNumbers: [Int?] {
        switch self {
        case .start(let message): message.products.map(\.allocationNumber)
        case .stop(let message): message.products.map(\.allocationNumber)
        case .claim(let message): message.lines.map(\.allocationNumber)
        }
    }

    var claim: ClaimMessage? {
        if case .claim(let message) = self { message } else { nil }
    }
}

/// The key of a message.
///
/// - Source: TR056.
struct MessageKey: Hashable, Sendable {
    let kind: DeclarationKind
    let pillar: Pillar
    let agbCode: String
    let messageId: String
}

/// What a message is answered: the content of a 306, 308 or 325.
struct Answer: Equatable, Sendable {
    /// The codes of one product of a start or stop.
    struct Product: Equatable, Sendable {
        let allocationNumber: Int?
        let codes: [ReturnCode]
    }

    /// Explanations told: enough for who repairs a message; the codes of every line are there.
    static let maximumExplanations = 2_000

    /// Our own number for the answer; at most twelve characters (IJW 2.2).
    var messageId: String
    /// Whether all of the message is accepted; a claim with one refused line is not.
    var isAccepted: Bool
    var codes: [ReturnCode] = []
    var products: [Product] = []
    /// Of a claim: what became of each line.
    var outcome: ClaimOutcome?
    var findings: [Finding] = []
    var signals: [CareSignal] = []
}

/// Why a message is not taken in at all; it then gets no answer of the standard.
enum MessageRefusal: Error, Equatable, Sendable {
    case unknownPartner(agbCode: String)
    case otherPartner
    /// The case of this allocation is kept outside messages that carry a BSN (R30, OP003).
    case outsideMessaging(allocationNumber: Int)
    /// The case of this allocation was erased, so that nothing personal of it is taken in.
    case caseErased(allocationNumber: Int)
}

/// One accepted class of a start or stop, as it is kept.
struct Delivery: Equatable, Sendable {
    let allocationNumber: Int
    let event: CareEvent
    /// The keyed digest of the BSN it came with; nil when it came without.
    var clientDigest: String?
}

/// What is decided about one message, with everything that follows from it.
struct Verdict: Equatable, Sendable {
    let partnerId: Identifier
    /// Of a message in XML: the case of each client, in their order; nil where none is known.
    var caseReferences: [String?] = []
    let answer: Answer
    /// Whether the message uses up its id: not when it is refused whole (OP286).
    let counts: Bool
    var deliveries: [Delivery] = []
    var grantedLines: [ClaimLine] = []
    /// What the back office gets to look at; nothing of a message that was refused.
    var concerns: [Concern] = []
}
