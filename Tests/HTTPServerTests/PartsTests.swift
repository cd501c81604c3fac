import HTTP
import Testing

@testable import HTTPServer

@Suite struct `Bytes that wait` {
    private func append(_ text: String, to buffer: inout InputBuffer) {
        Array(text.utf8).withUnsafeBufferPointer { buffer.append($0) }
    }

    private func text(_ buffer: InputBuffer) -> String {
        String(decoding: buffer.bytes[buffer.start...], as: UTF8.self)
    }

    @Test func `come out in the order they came in`() {
        var buffer = InputBuffer()
        append("abc", to: &buffer)
        buffer.drop(1)
        append("def", to: &buffer)
        #expect(text(buffer) == "bcdef")
        #expect(buffer.count == 5)
    }

    @Test(arguments: [3, 4])
    func `leave no memory behind when all are used`(_ used: Int) {
        var buffer = InputBuffer()
        append("abc", to: &buffer)
        buffer.drop(used)
        #expect(buffer.isEmpty)
        #expect(buffer.count == 0)
        #expect(buffer.bytes.capacity == 0)
    }
}

@Suite struct `A body reader` {
    private func take(_ text: String, _ reader: inout BodyReader) throws(RequestRefusal) -> Int {
        let bytes = Array(text.utf8)
        return try reader.take(bytes.span)
    }

    @Test func `takes as many bytes as were announced and no more`() throws {
        var reader = try BodyReader(.length(5), maximumBytes: 5)
        #expect(try take("abc", &reader) == 3)
        #expect(!reader.isComplete)
        #expect(try take("deGET", &reader) == 2)
        #expect(reader.isComplete)
        #expect(reader.body == Array("abcde".utf8))
    }

    @Test func `takes chunks up to their end`() throws {
        var reader = try BodyReader(.chunked, maximumBytes: 3)
        #expect(try take("3\r\nabc\r\n0\r\n\r\nGET", &reader) == 13)
        #expect(reader.isComplete)
        #expect(reader.body == Array("abc".utf8))
    }

    @Test func `refuses more than its limit, announced or not`() throws {
        #expect(throws: RequestRefusal.bodyTooLarge(maximumBytes: 5)) {
            try BodyReader(.length(6), maximumBytes: 5)
        }
        var reader = try BodyReader(.chunked, maximumBytes: 2)
        #expect(throws: RequestRefusal.bodyTooLarge(maximumBytes: 2)) {
            try take("3\r\nabc", &reader)
        }
    }

    @Test func `sets little apart for a large announcement`() throws {
        let reader = try BodyReader(.length(1_000_000_000), maximumBytes: 1_000_000_000)
        #expect(reader.body.capacity < 100_000)
    }

    @Test func `has nothing to take when there is no body`() throws {
        let reader = try BodyReader(.none, maximumBytes: 0)
        #expect(reader.isComplete)
    }
}

@Suite struct `A peer` {
    @Test(arguments: [
        (Peer.ipv4(address: 0xc000_0201, port: 80), "192.0.2.1"),
        (.ipv4(address: 0, port: 0), "0.0.0.0"),
        (.ipv6(high: 0x2001_0db8_0000_0000, low: 1, port: 80), "2001:db8::1"),
        (.ipv6(high: 0, low: 1, port: 80), "::1"),
        (.ipv6(high: 0, low: 0, port: 80), "::"),
        (.ipv6(high: 0xfe80_0000_0000_0000, low: 0, port: 80), "fe80::"),
        (.ipv6(high: 0x0001_0000_0002_0003, low: 0x4_0005_0006_0007, port: 1), "1:0:2:3:4:5:6:7"),
        (.ipv6(high: 0x0001_0000_0000_0002, low: 0x3, port: 1), "1:0:0:2::3"),
        (.local, "local"),
    ])
    func `has an address as text`(_ peer: Peer, _ text: String) {
        #expect(peer.address == text)
    }
}

@Suite struct `An address to listen on` {
    @Test(arguments: [
        (ListenAddress.tcp(host: "localhost", port: 8_080), "localhost:8080"),
        (.tcp(host: "::1", port: 80), "[::1]:80"),
        (.unix(path: "/run/hendig.socket"), "/run/hendig.socket"),
    ])
    func `reads as people write it`(_ address: ListenAddress, _ text: String) {
        #expect(address.description == text)
    }
}

@Suite struct `A refusal by the server` {
    @Test(arguments: [
        (ServerRefusal.request(.bodyTooLarge(maximumBytes: 1)), 413), (.request(.missingHost), 400),
        (.headTooSlow, 408), (.bodyTooSlow, 408), (.overloaded(retryAfterSeconds: 1), 503),
        (.tooMuchForOne(retryAfterSeconds: 1), 429),
        (.unwritableAnswer(field: "A"), 500),
    ])
    func `has a status and a sentence`(_ refusal: ServerRefusal, _ status: Int) {
        #expect(refusal.status.code == status)
        #expect(refusal.reason.hasSuffix("."))
    }

    @Test(arguments: [
        (ServerRefusal.overloaded(retryAfterSeconds: 3), Int?.some(3)),
        (.tooMuchForOne(retryAfterSeconds: 4), 4), (.headTooSlow, nil), (.bodyTooSlow, nil),
        (.request(.missingHost), nil), (.unwritableAnswer(field: "A"), nil),
    ])
    func `asks to wait where waiting helps`(_ refusal: ServerRefusal, _ seconds: Int?) {
        #expect(refusal.retryAfterSeconds == seconds)
    }
}

@Suite struct `A pace` {
    @Test(arguments: [
        (500, 10_000, 5_000), (500, 1, 1), (0, 10_000, 1), (Int.max, 10_000, Int.max),
    ])
    func `is a number of bytes in a time`(
        _ bytesPerSecond: Int,
        _ milliseconds: Int,
        _ bytes: Int
    ) {
        let settings = ServerSettings()
        #expect(settings.bytes(at: bytesPerSecond, inMilliseconds: UInt64(milliseconds)) == bytes)
    }
}
