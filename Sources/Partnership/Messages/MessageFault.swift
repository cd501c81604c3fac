/// One thing that keeps a message in XML from being read, and where.
///
/// It never quotes what was sent, which may be personal.
struct MessageFault: Error, Equatable, Sendable {
    /// The path of the element, `/Bericht/Client/StartProducten/StartProduct[2]/Begindatum`; empty
    /// for the message as a whole.
    let location: String
    /// The machine-readable cause.
    ///
    /// Of the bytes: `encoding`, `document-type`, `instruction`, `entity`, `syntax`. Of the
    /// elements: `unknown-element`, `required`, `order`, `too-many`, `attribute`, `text`, `depth`.
    /// Of a text: `format`, `length`, `range`, `enum`.
    let code: String
    /// What would be right, for a person.
    let detail: String

    init(_ location: String, _ code: String, _ detail: String) {
        self.location = location
        self.code = code
        self.detail = detail
    }
}

/// Why a message in XML gets no answer of the standard (level 1).
///
/// - Source: IV028, IV032.
enum UnreadableMessage: Error, Equatable, Sendable {
    /// It is of another release, or no message that is taken here.
    case otherRelease
    /// Everything that was found, up to `MessageLimits.faults`.
    case faults([MessageFault])
}

/// How much of everything a message in XML may have.
///
/// The standard bounds none of it but the file, at 25 MB (OP192).
struct MessageLimits: Sendable {
    /// Lines of a claim: more do not fit in 25 MiB unless their names are cut.
    var lines = 50_000
    /// Products of a start or stop, as many as in JSON: it is about one client.
    var products = 2_000
    /// Elements in each other: those of a claim go to eight.
    var depth = 12
    /// Elements: the lines of the largest claim have under thirty each.
    var elements = 2_000_000
    /// Faults told: a screen for who repairs a message by hand.
    var faults = 100
    /// Bytes of a tag: the longest, of the whole message with where its schemas are, has 600.
    var tagBytes = 4_096
    /// Bytes of a text that are looked at: the longest that may be are 200 characters.
    var textBytes = 4_096
}
