/// One of the messages of the standard, of the youth act (iJw) or of the Wmo (iWmo).
struct MessageType: Hashable, Sendable {
    let pillar: Pillar
    let kind: Kind

    /// The number in the message's name: a JW305 and a WMO305 are twins.
    enum Kind: String, CaseIterable, Sendable {
        case allocation = "301"
        case start = "305"
        case startReturn = "306"
        case stop = "307"
        case stopReturn = "308"
        case claim = "323"
        case claimAnswer = "325"
    }

    init(_ kind: Kind, _ pillar: Pillar) {
        self.kind = kind
        self.pillar = pillar
    }

    /// The type of a message of a kind that a partner sends.
    init(of kind: DeclarationKind, _ pillar: Pillar) {
        switch kind {
        case .start: self.init(.start, pillar)
        case .stop: self.init(.stop, pillar)
        case .claim: self.init(.claim, pillar)
        }
    }

    /// The type of a message that a partner sends.
    init(of message: Message) {
        self.init(of: message.kind, message.pillar)
    }

    /// The type of the answer to a message that a partner sent.
    init(answering message: Message) {
        let kind: Kind =
            switch message {
            case .start: .startReturn
            case .stop: .stopReturn
            case .claim: .claimAnswer
            }
        self.init(kind, message.pillar)
    }

    /// The release of the standard that is in force; two never are (IJW §0).
    static let release = (version: 3, subversion: 2)

    /// What the header calls the message.
    ///
    /// - Source: COD002.
    var code: String {
        switch (kind, pillar) {
        case (.allocation, .youth): "436"
        case (.start, .youth): "438"
        case (.startReturn, .youth): "439"
        case (.stop, .youth): "440"
        case (.stopReturn, .youth): "441"
        case (.claim, .youth): "490"
        case (.claimAnswer, .youth): "491"
        case (.allocation, .adult): "414"
        case (.start, .adult): "418"
        case (.startReturn, .adult): "419"
        case (.stop, .adult): "420"
        case (.stopReturn, .adult): "421"
        case (.claim, .adult): "484"
        case (.claimAnswer, .adult): "485"
        }
    }

    /// The prefix of the message's own elements, and the last part but one of its namespace.
    var prefix: String { (pillar == .youth ? "jw" : "wmo") + kind.rawValue }

    /// The prefix of the elements that all messages share.
    var basePrefix: String { pillar == .youth ? "ijw" : "iwmo" }

    /// The namespace of the message's own elements.
    var namespace: String { namespace(prefix) }

    /// The namespace of the elements that all messages share.
    var baseNamespace: String { namespace("basisschema") }

    private func namespace(_ part: String) -> String {
        let release = "\(Self.release.version)_\(Self.release.subversion)"
        return "http://www.istandaarden.nl/\(basePrefix)/\(release)/\(part)/schema"
    }
}
