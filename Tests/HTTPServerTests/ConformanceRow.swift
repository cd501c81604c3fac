import Testing

/// Literal bytes from a caller, and what a clause wants to come back.
struct ConformanceRow: Sendable {
    /// One answer that is to come.
    struct Reply: Sendable, ExpressibleByIntegerLiteral {
        let status: Int
        var text: String?
        var line: String?
        var isToHead = false

        init(_ status: Int, _ text: String? = nil, line: String? = nil, isToHead: Bool = false) {
            self.status = status
            self.text = text
            self.line = line
            self.isToHead = isToHead
        }

        init(integerLiteral status: Int) { self.init(status) }
    }

    /// How the bytes go out.
    enum Pace: CaseIterable {
        case whole, singly
    }

    let clause: String
    let input: [UInt8]
    let replies: [Reply]
    let staysOpen: Bool

    /// The answers come, and the connection goes on.
    static func taken(_ clause: String, _ input: String, _ replies: Reply...) -> Self {
        Self(clause: clause, input: octets(input), replies: replies, staysOpen: true)
    }

    /// The answers come, and the connection ends after them.
    static func last(_ clause: String, _ input: String, _ replies: Reply...) -> Self {
        Self(clause: clause, input: octets(input), replies: replies, staysOpen: false)
    }

    /// A GET with one more field line is taken.
    static func taken(_ clause: String, field: String) -> Self {
        taken(clause, "GET /field HTTP/1.1\r\nHost: a\r\n\(field)\r\n\r\n", Reply(200, "/field"))
    }

    /// A GET with one more field line is refused.
    static func refused(_ clause: String, field: String, _ status: Int = 400) -> Self {
        last(clause, "GET /field HTTP/1.1\r\nHost: a\r\n\(field)\r\n\r\n", Reply(status))
    }

    /// The clause and the beginning of the bytes, for a failure.
    var comment: Comment {
        "\(clause): \(String(decoding: input.prefix(120), as: UTF8.self).debugDescription)"
    }

    /// Whether the last answer refuses what came, so that nothing after it can be understood.
    var isRefused: Bool { !staysOpen && (replies.last?.status ?? 0) >= 400 }

    /// Every scalar as one byte, so that a text can hold any byte.
    static func octets(_ text: String) -> [UInt8] {
        text.unicodeScalars.map { UInt8($0.value) }
    }

    private static let probe = "GET /probe HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"

    /// Sends the bytes on a connection of its own and looks at everything that comes back.
    ///
    /// - Parameter isFollowed: whether a good request comes right behind, which is never answered.
    func check(_ live: LiveServer, _ pace: Pace, isFollowed: Bool = false) throws {
        let client = try live.client()
        defer { client.close() }
        let probe = staysOpen || isFollowed ? Self.octets(Self.probe) : []
        switch pace {
        case .whole: try client.send(input + probe)
        case .singly: try client.sendSingly(input + probe)
        }
        try client.readToEnd()
        let expected = replies + (staysOpen ? [Reply(200, "/probe")] : [])
        for (place, reply) in expected.enumerated() {
            var answer = try client.answer(toHead: reply.isToHead)
            // Whether it is sent depends on how much of the body is here: see the other tests.
            while answer.status == 100 { answer = try client.answer(toHead: reply.isToHead) }
            check(answer, reply, isLast: place == expected.count - 1)
        }
        #expect(!client.hasUnread, comment)
    }

    private func check(_ answer: Client.Answer, _ reply: Reply, isLast: Bool) {
        #expect(answer.status == reply.status, comment)
        if let text = reply.text { #expect(answer.text == text, comment) }
        if let line = reply.line { #expect(answer.has(line), comment) }
        // RFC 9110 §6.6.1: a server with a clock sends Date.
        #expect(answer.head.contains("\r\nDate: "), comment)
        // RFC 9112 §9.6: the last answer says so, and no other one.
        #expect(answer.has("Connection: close") == isLast, comment)
        // RFC 9110 §8.6
        let hasLength = answer.head.contains("\r\nContent-Length: ")
        #expect(hasLength == (answer.status != 204 && answer.status != 304), comment)
    }
}
