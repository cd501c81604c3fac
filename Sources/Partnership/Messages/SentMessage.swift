/// A message of a partner as XML: the 305, 307 or 323 that it sent.
struct SentMessage: Equatable, Sendable {
    let message: Message
    let envelope: MessageEnvelope

    /// The message's own header, which its answer repeats.
    var header: MessageHeader {
        MessageHeader(
            sender: message.agbCode,
            receiver: envelope.receiver,
            identification: MessageIdentification(
                number: message.messageId,
                datedOn: message.datedOn
            ),
            schemaVersions: envelope.schemaVersions
        )
    }

    /// Bytes of a line of a claim, the longest of what a message has many of.
    static let bytesPerItem = 1_024

    /// The message as XML.
    var xml: [UInt8] {
        let type = MessageType(of: message)
        let items = message.allocationNumbers.count
        return XMLWriter.message(type, capacity: 2_048 + Self.bytesPerItem * items) {
            $0.header(type, header)
            if let claim = message.claim {
                $0.claim(claim, of: envelope.clients)
            } else if let part = envelope.clients.first {
                $0.care(part.client, message)
            }
        }
    }
}
