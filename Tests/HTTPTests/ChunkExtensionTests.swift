import Testing

@testable import HTTP

@Suite struct `A chunk extension` {
    @Test(arguments: [
        ";a", ";a=b", ";a=\"\"", ";a=\"b;c\"", ";a=\"b,c=\"", ";a=\"\\\"\"", ";a=\"\\\\\"", ";a;b",
        ";a;b=c;d=\"e\"", ";a=\"b\";c", " ;a", "\t ; a = b", ";a ;b", ";a =b ;c", ";a=\"b\" ;c",
        ";a=\"\t é\"", ";!#$%&'*+-.^_`|~09aZ=!#$%&'*+-.^_`|~09aZ",
    ])
    func `is passed over`(text: String) {
        let lines = "5\(text)\nhello\n0\(text)\n\n"
        let used = lines.replacingLineFeeds.utf8.count
        #expect(ChunkedOutcome(lines: lines) == .body("hello", used: used))
    }

    @Test(arguments: [
        " ", "\t", " x", ";", ";;a", "; ", ";a;", ";a=", ";a= ", ";a=;b", ";=b", ";a==b", ";a b",
        ";a=b c", ";a=b=c", ";a ", ";a=b ", ";a=\"b\" ", ";a=\"", ";a=\"b", ";a=\"b\\",
        ";a=\"b\\\"",
        ";a=\"b\"c", ";a=\"b\"\"c\"", ";a\"b\"", ";\"a\"", ";a=(", ";(", ";a=é", ";é", ";a,b",
        ";a\u{0}", ";a=\"\u{0}\"", ";a=\"\\\u{0}\"", ";a=\"\u{7F}\"", ";a=\"\r\"", ";a=\"b\nc\"",
        ";a=\"b\\\nc\"",
    ])
    func `of another shape is refused`(text: String) {
        #expect(
            ChunkedOutcome(lines: "5\(text)\nhello\n0\n\n") == .refused(.malformedChunkExtension)
        )
    }

    @Test(arguments: [";a\nb", ";a=b\n", ";a=\"b\nc\"", ";a=\"b\\\nc\""])
    func `has no bare line feed`(text: String) {
        let bytes = Array("5\(text)\r\nhello\r\n0\r\n\r\n".utf8)
        #expect(ChunkedOutcome(bytes) == .refused(.malformedChunkExtension))
    }

    @Test func `has no bare carriage return`() {
        let bytes = Array("5;a\rb\r\nhello\r\n0\r\n\r\n".utf8)
        #expect(ChunkedOutcome(bytes) == .refused(.malformedChunk))
    }

    @Test func `may have the maximum length and not one byte more`() {
        var limits = RequestLimits()
        limits.chunkExtensionBytes = 4
        let refused = ChunkedOutcome.refused(.chunkExtensionTooLong(maximumBytes: 4))
        let used = "1;a=b\na\n0\n\n".replacingLineFeeds.utf8.count
        let most = ChunkedOutcome(lines: "1;a=b\na\n0\n\n", limits: limits)
        #expect(most == .body("a", used: used))
        #expect(ChunkedOutcome(lines: "1;a=bc\na\n0\n\n", limits: limits) == refused)
        #expect(ChunkedOutcome(lines: "1     ", limits: limits) == refused)
        let longest = ";" + String(repeating: "e", count: 255)
        #expect(ChunkedOutcome(lines: "1\(longest)\na\n") == .more)
        let longer = ChunkedOutcome(lines: "1\(longest)e\na\n")
        #expect(longer == .refused(.chunkExtensionTooLong(maximumBytes: 256)))
    }

    @Test func `is counted with the others of its body`() {
        var limits = RequestLimits()
        limits.chunkExtensionTotalBytes = 6
        let most = "1;ab\na\n1;ab\nb\n"
        let used = (most + "0\n\n").replacingLineFeeds.utf8.count
        #expect(ChunkedOutcome(lines: most + "0\n\n", limits: limits) == .body("ab", used: used))
        let more = ChunkedOutcome(lines: most + "0;a\n\n", limits: limits)
        #expect(more == .refused(.chunkExtensionsTooLong(maximumBytes: 6)))
    }
}
