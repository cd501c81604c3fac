import Testing

@testable import HTTP

/// Reads all of a connection's bytes as a server does: heads and bodies, one after the other.
@Suite struct `A conversation` {
    private struct Message: Equatable {
        var line: String
        var body: String
    }

    private func converse(lines: String) -> ([Message], RequestRefusal?) {
        let bytes = Array(lines.replacingLineFeeds.utf8)
        let conversation = Conversation(bytes)
        #expect(conversation.fault == nil)
        let messages = conversation.messages.filter(\.isComplete).map { message in
            let request = Request(message.head, in: bytes.span.extracting(message.start...))
            return Message(
                line: "\(request.method.name) \(request.path)",
                body: String(decoding: message.body, as: UTF8.self)
            )
        }
        return (messages, conversation.refusal)
    }

    @Test func `has as many messages as were sent`() {
        let (messages, refusal) = converse(
            lines: """
                GET /a HTTP/1.1
                Host: a

                POST /b HTTP/1.1
                Host: a
                Content-Length: 5

                helloPUT /c HTTP/1.1
                Host: a
                Transfer-Encoding: chunked

                3
                abc
                0
                X: y


                DELETE /d HTTP/1.1
                Host: a


                """
        )
        let expected = [
            Message(line: "GET /a", body: ""),
            Message(line: "POST /b", body: "hello"),
            Message(line: "PUT /c", body: "abc"),
            Message(line: "DELETE /d", body: ""),
        ]
        #expect(messages == expected)
        #expect(refusal == nil)
    }

    @Test(arguments: [
        // A second request inside what another reader takes for the body of the first.
        (
            "Content-Length: 44\nTransfer-Encoding: chunked",
            RequestRefusal.twoFramings
        ),
        (
            "Transfer-Encoding: chunked\nContent-Length: 4",
            .twoFramings
        ),
        (
            "Content-Length: 0\nContent-Length: 44",
            .repeatedContentLength
        ),
        (
            "Content-Length: 0, 44",
            .repeatedContentLength
        ),
        (
            "Transfer-Encoding: chunked\nTransfer-Encoding: x",
            .malformedTransferEncoding
        ),
        (
            "Transfer-Encoding: chunked, identity",
            .malformedTransferEncoding
        ),
        (
            "Transfer-Encoding: x",
            .unsupportedTransferCoding
        ),
        (
            "Transfer-Encoding : chunked",
            .spaceBeforeColon
        ),
        (
            "X: y\n Transfer-Encoding: chunked",
            .foldedField
        ),
        (
            "Content-Length: +44",
            .malformedContentLength
        ),
        (
            "Content-Length: 4\u{0}4",
            .malformedFieldValue
        ),
        (
            "Host: b",
            .repeatedHost
        ),
    ])
    func `has no message in a body that could be read in two ways`(
        fields: String,
        refusal: RequestRefusal
    ) {
        let lines = "POST / HTTP/1.1\nHost: a\n\(fields)\n\n0\n\nGET /admin HTTP/1.1\nHost: a\n\n"
        let (messages, found) = converse(lines: lines)
        #expect(messages.isEmpty)
        #expect(found == refusal)
    }

    @Test func `ends at a body above the maximum`() {
        let head = "POST / HTTP/1.1\nHost: a\n"
        let most = String(repeating: "x", count: 100)
        #expect(converse(lines: head + "Content-Length: 100\n\n" + most).0.first?.body == most)
        #expect(
            converse(lines: head + "Content-Length: 101\n\n").1
                == .bodyTooLarge(maximumBytes: 100)
        )
        let chunked = head + "Transfer-Encoding: chunked\n\n"
        #expect(converse(lines: chunked + "64\n\(most)\n0\n\n").0.first?.body == most)
        #expect(converse(lines: chunked + "65\n").1 == .bodyTooLarge(maximumBytes: 100))
    }
}
