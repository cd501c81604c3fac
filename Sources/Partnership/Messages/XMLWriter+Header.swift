/// A message's own number and its date.
struct MessageIdentification: Equatable, Sendable {
    /// At most twelve characters.
    let number: String
    let datedOn: Day
}

extension MessageEnvelope.SchemaVersions {
    /// The schemas our own messages keep to.
    static let ours = MessageEnvelope.SchemaVersions(base: "1.0.0", message: "1.0.0")
}

/// What the header of every message begins with.
///
/// - Source: IJW §2.1.
struct MessageHeader: Equatable, Sendable {
    /// `Afzender`: of a partner its AGB code, of a municipality its four digits.
    let sender: String
    /// `Ontvanger`: likewise.
    let receiver: String
    let identification: MessageIdentification
    let schemaVersions: MessageEnvelope.SchemaVersions
}

extension XMLWriter {
    /// Writes a header with what its kind of message has behind the fields of all.
    mutating func header(
        _ type: MessageType,
        _ header: MessageHeader,
        _ more: (inout XMLWriter) -> Void = { _ in }
    ) {
        element("Header") {
            $0.element("BerichtCode", type.code)
            $0.element("BerichtVersie", MessageType.release.version)
            $0.element("BerichtSubversie", MessageType.release.subversion)
            $0.element("Afzender", header.sender)
            $0.element("Ontvanger", header.receiver)
            $0.identification("BerichtIdentificatie", header.identification)
            $0.versions("XsdVersie", header.schemaVersions)
            more(&$0)
        }
    }

    mutating func identification(_ name: StaticString, _ identification: MessageIdentification) {
        element(name) {
            $0.part("Identificatie", identification.number)
            $0.part("Dagtekening", identification.datedOn)
        }
    }

    mutating func versions(_ name: StaticString, _ versions: MessageEnvelope.SchemaVersions) {
        element(name) {
            $0.part("BasisschemaXsdVersie", versions.base)
            $0.part("BerichtXsdVersie", versions.message)
        }
    }

    /// Writes the codes, or nothing when there are none.
    mutating func returnCodes(_ codes: [String]) {
        guard !codes.isEmpty else { return }
        element("RetourCodes") {
            for code in codes { $0.element("RetourCode", code) }
        }
    }
}
