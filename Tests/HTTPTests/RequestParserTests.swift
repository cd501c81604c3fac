import Testing

@testable import HTTP

@Suite struct `The request parser` {
    @Test func `needs more for every proper beginning of a good head`() {
        let bytes = Array("GET /a HTTP/1.1\r\nHost: a\r\nAccept: b\r\n\r\n".utf8)
        for end in 0..<bytes.count { #expect(read(Array(bytes[..<end])) == .more) }
        #expect(read(bytes).summary?.byteCount == bytes.count)
    }

    @Test func `refuses for good`() {
        var parser = RequestParser()
        let bad = Array("GET / HTTP/2.0\r\n".utf8)
        let good = Array("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
        #expect(throws: RequestRefusal.unsupportedVersion) { _ = try parser.parse(bad.span) }
        #expect(throws: RequestRefusal.unsupportedVersion) { _ = try parser.parse(good.span) }
    }

    @Test func `is ready for the next message after a head`() throws {
        let first = "GET /a HTTP/1.1\r\nHost: a\r\nX: 1\r\n\r\n"
        let second = "POST /b HTTP/1.0\r\nContent-Length: 1\r\n\r\n"
        let bytes = Array((first + second).utf8)
        var parser = RequestParser()
        #expect(parser.isIdle)
        let one = try #require(try parser.parse(bytes.span))
        #expect(one.byteCount == first.utf8.count)
        #expect(parser.isIdle)
        let rest = Array(bytes[one.byteCount...])
        let two = try #require(try parser.parse(rest.span))
        #expect(two.method == .post && two.framing == .length(1) && !two.keepsAlive)
        #expect(two.fields.count == 1)
    }

    @Test func `is not idle once a byte has come`() throws {
        var parser = RequestParser()
        #expect(try parser.parse([0x47].span) == nil)
        #expect(!parser.isIdle)
    }
}
