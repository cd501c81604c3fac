/// What the XML form of a message brings to its decision, without anything personal.
struct MessageForm: Equatable, Sendable {
    /// `Ontvanger`: the municipality, four digits.
    let receiver: String
    /// The clients in their order.
    let clients: [Mark]
    /// What the message has wrong about its clients, by itself (level 2).
    let findings: [Finding]

    /// One client, told from others by the keyed digest of the BSN alone.
    struct Mark: Equatable, Sendable {
        /// Hexadecimal digits.
        let digest: String
        /// How many of the products or lines are this client's; they follow each other.
        let items: Int
    }

    /// The client of each product or line, in their order.
    var digests: [String] {
        clients.flatMap { Array(repeating: $0.digest, count: $0.items) }
    }
}

/// How a message came.
enum Channel: String, CaseIterable, Sendable {
    case json
    case xml
    /// Entered by the back office, from paper or mail (R29).
    case manual
}
