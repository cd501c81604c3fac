/// The kinds of messages that are taken, built once for the codes that they may name.
struct MessageSchemas: Sendable {
    /// Those of the codes that are taken as long as nobody sets others.
    static let ordinary = MessageSchemas(CodeLists())

    private let all: [String: MessageSchema]

    init(_ lists: CodeLists) {
        all = Dictionary(
            uniqueKeysWithValues: Pillar.allCases.flatMap { pillar in
                DeclarationKind.allCases.map { kind in
                    let schema = MessageSchema(of: kind, pillar, lists)
                    return (schema.namespace, schema)
                }
            }
        )
    }

    /// The schema of the message whose names are from a namespace; nil for a namespace of another
    /// release or of another message.
    subscript(namespace: String) -> MessageSchema? { all[namespace] }
}
