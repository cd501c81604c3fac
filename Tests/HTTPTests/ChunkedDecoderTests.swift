import Testing

@testable import HTTP

/// What became of the bytes of a chunked body.
enum ChunkedOutcome: Equatable {
    case more
    case refused(RequestRefusal)
    case body(String, used: Int)

    init(
        _ bytes: [UInt8],
        maximum: Int = 1_000,
        limits: RequestLimits = RequestLimits()
    ) {
        var decoder = ChunkedDecoder(maximumBytes: maximum, limits: limits)
        var body: [UInt8] = []
        let used: Int
        do {
            used = try decoder.decode(bytes.span, into: &body)
        } catch {
            self = .refused(error)
            return
        }
        self =
            decoder.isComplete ? .body(String(decoding: body, as: UTF8.self), used: used) : .more
    }

    init(lines: String, maximum: Int = 1_000, limits: RequestLimits = RequestLimits()) {
        self.init(Array(lines.replacingLineFeeds.utf8), maximum: maximum, limits: limits)
    }
}

@Suite struct `The chunked decoder` {
    @Test(arguments: [
        ("0\n\n", ""),
        ("5\nhello\n0\n\n", "hello"),
        ("1\na\n2\nbc\n0\n\n", "abc"),
        ("A\n0123456789\n0\n\n", "0123456789"),
        ("a\n0123456789\n0\n\n", "0123456789"),
        ("0005\nhello\n000\n\n", "hello"),
        ("5;a=b\nhello\n0;c\n\n", "hello"),
        ("5 ;a=\"b;c\"\nhello\n0\n\n", "hello"),
        ("5\t; a = b\nhello\n0\n\n", "hello"),
        ("5\nhello\n0\nA: b\nC:\n\n", "hello"),
        ("5\nhello\n0\nContent-Length: 99\n\n", "hello"),
        ("0000000000000005\nhello\n0\n\n", "hello"),
    ])
    func `takes the framing off`(lines: String, content: String) {
        let count = lines.replacingLineFeeds.utf8.count
        #expect(ChunkedOutcome(lines: lines) == .body(content, used: count))
        #expect(ChunkedOutcome(lines: lines + "GET / HTTP/1.1\n\n") == .body(content, used: count))
    }

    @Test(arguments: [
        ("\n", RequestRefusal.malformedChunk),
        ("g\n", .malformedChunk),
        ("-1\n", .malformedChunk),
        ("+1\n", .malformedChunk),
        ("0x5\nhello\n", .malformedChunk),
        (" 5\n", .malformedChunk),
        (";a\n", .malformedChunk),
        ("5_0\n", .malformedChunk),
        ("5\nhelloo\n0\n\n", .malformedChunk),
        ("5\nhell\n0\n\n", .malformedChunk),
        ("5\nhello0\n\n", .malformedChunk),
        ("00000000000000005\nhello\n0\n\n", .malformedChunk),
        ("FFFFFFFFFFFFFFFF\n", .bodyTooLarge(maximumBytes: 1_000)),
        ("7FFFFFFFFFFFFFFF\n", .bodyTooLarge(maximumBytes: 1_000)),
        ("8000000000000000\n", .bodyTooLarge(maximumBytes: 1_000)),
        ("0\n A: b\n\n", .malformedTrailer),
        ("0\nA b\n\n", .malformedTrailer),
        ("0\nA : b\n\n", .malformedTrailer),
        ("0\nA\n\n", .malformedTrailer),
        ("0\n: b\n\n", .malformedTrailer),
        ("0\nA: \u{0}\n\n", .malformedTrailer),
        ("0\nA: b\rc\n\n", .malformedTrailer),
    ])
    func `refuses`(lines: String, refusal: RequestRefusal) {
        #expect(ChunkedOutcome(lines: lines) == .refused(refusal))
    }

    @Test(arguments: [
        "5\nhello\r\n0\r\n\r\n",
        "5\r\nhello\n0\r\n\r\n",
        "5\r\nhello\r\n0\n\r\n",
        "5\rhello\r\n",
        "5;a\r\r\n",
        "5\r\nhello\r0\r\n",
    ])
    func `refuses a line that does not end in CRLF`(text: String) {
        #expect(ChunkedOutcome(Array(text.utf8)) == .refused(.malformedChunk))
    }

    @Test(arguments: ["0\r\n\n", "0\r\nA: b\n\r\n", "0\r\n\rx"])
    func `refuses a trailer line that does not end in CRLF`(text: String) {
        #expect(ChunkedOutcome(Array(text.utf8)) == .refused(.malformedTrailer))
    }

    @Test func `takes a body at the maximum and not one byte more`() {
        #expect(ChunkedOutcome(lines: "5\nhello\n0\n\n", maximum: 5) == .body("hello", used: 15))
        #expect(
            ChunkedOutcome(lines: "5\nhello\n0\n\n", maximum: 4)
                == .refused(.bodyTooLarge(maximumBytes: 4))
        )
        #expect(
            ChunkedOutcome(lines: "4\nhell\n1\no\n0\n\n", maximum: 5) == .body("hello", used: 20)
        )
        #expect(
            ChunkedOutcome(lines: "4\nhell\n1\no\n0\n\n", maximum: 4)
                == .refused(.bodyTooLarge(maximumBytes: 4))
        )
        #expect(ChunkedOutcome(lines: "0\n\n", maximum: 0) == .body("", used: 5))
    }

    @Test func `refuses a chunk that is too large before its data comes`() {
        #expect(
            ChunkedOutcome(Array("6".utf8), maximum: 5) == .refused(.bodyTooLarge(maximumBytes: 5))
        )
        #expect(ChunkedOutcome(Array("5".utf8), maximum: 5) == .more)
    }

    @Test func `takes a trailer section at the maximum size and not one byte more`() {
        let frame = "A: \r\n\r\n".utf8.count
        let value = String(repeating: "v", count: RequestLimits().trailerSectionBytes - frame)
        let used = RequestLimits().trailerSectionBytes + 3
        #expect(ChunkedOutcome(lines: "0\nA: \(value)\n\n") == .body("", used: used))
        #expect(
            ChunkedOutcome(lines: "0\nA: \(value)v\n\n")
                == .refused(.trailerSectionTooLarge(maximumBytes: 8_192))
        )
    }

    @Test func `needs more for every proper beginning`() {
        let bytes = Array("5;a\r\nhello\r\n0\r\nA: b\r\n\r\n".utf8)
        for end in 0..<bytes.count { #expect(ChunkedOutcome(Array(bytes[..<end])) == .more) }
    }

    @Test func `refuses for good`() {
        var decoder = ChunkedDecoder(maximumBytes: 9)
        var body: [UInt8] = []
        for text in ["x", "0\r\n\r\n"] {
            #expect(throws: RequestRefusal.malformedChunk) {
                _ = try decoder.decode(Array(text.utf8).span, into: &body)
            }
        }
        #expect(!decoder.isComplete)
    }
}
