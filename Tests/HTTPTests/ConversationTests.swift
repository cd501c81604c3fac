import Testing

@testable import HTTP

/// Reads all of a connection's bytes as a server does: heads and bodies, one after the other.
@Suite struct `A conversation` {
    private struct Message: Equatable {
        var line: String
        var body: String
    }

    private enum End: Equatable {
        case waiting
        case refused(RequestRefusal)
    }

    private func converse(_ bytes: [UInt8]) -> ([Message], End) {
        var messages: [Message] = []
        var parser = RequestParser()
        var start = 0
        while true {
            let rest = bytes.span.extracting(start..<bytes.count)
            do {
                guard let head = try parser.parse(rest) else { return (messages, .waiting) }
                try head.framing.check(maximumBytes: 100)
                start += head.byteCount
                guard let body = try body(head.framing, bytes, &start) else {
                    return (messages, .waiting)
                }
                let request = Request(head, in: rest, body: body)
                messages.append(
                    Message(
                        line: "\(request.method.name) \(request.path)",
                        body: String(decoding: request.body, as: UTF8.self)
                    )
                )
            } catch {
                return (messages, .refused(error))
            }
        }
    }

    private func body(
        _ framing: BodyFraming,
        _ bytes: [UInt8],
        _ start: inout Int
    ) throws(RequestRefusal) -> [UInt8]? {
        switch framing {
        case .none:
            return []
        case .length(let length):
            guard length <= bytes.count - start else { return nil }
            start += length
            return Array(bytes[start - length..<start])
        case .chunked:
            var decoder = ChunkedDecoder(maximumBytes: 100)
            var body: [UInt8] = []
            start += try decoder.decode(bytes.span.extracting(start..<bytes.count), into: &body)
            return decoder.isComplete ? body : nil
        }
    }

    private func converse(lines: String) -> ([Message], End) {
        converse(Array(lines.replacingLineFeeds.utf8))
    }

    @Test func `has as many messages as were sent`() {
        let (messages, end) = converse(
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
        #expect(end == .waiting)
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
        let (messages, end) = converse(lines: lines)
        #expect(messages.isEmpty)
        #expect(end == .refused(refusal))
    }

    @Test func `has the same first messages when more comes after them`() throws {
        let good = "POST /b HTTP/1.1\nHost: a\nContent-Length: 2\n\nhi"
        var random = FixedRandom(state: 13)
        for _ in 0..<5_000 {
            var tail: [UInt8] = []
            for _ in 0..<Int.random(in: 0...30, using: &random) {
                tail.append(try #require("GET / HTP1.:\r\n\0".utf8.randomElement(using: &random)))
            }
            let (messages, _) = converse(Array(good.replacingLineFeeds.utf8) + tail)
            #expect(messages.first == Message(line: "POST /b", body: "hi"))
        }
    }

    @Test func `ends at a body above the maximum`() {
        let head = "POST / HTTP/1.1\nHost: a\n"
        let most = String(repeating: "x", count: 100)
        #expect(converse(lines: head + "Content-Length: 100\n\n" + most).0.first?.body == most)
        #expect(
            converse(lines: head + "Content-Length: 101\n\n").1
                == .refused(.bodyTooLarge(maximumBytes: 100))
        )
        let chunked = head + "Transfer-Encoding: chunked\n\n"
        #expect(converse(lines: chunked + "64\n\(most)\n0\n\n").0.first?.body == most)
        #expect(converse(lines: chunked + "65\n").1 == .refused(.bodyTooLarge(maximumBytes: 100)))
    }
}
