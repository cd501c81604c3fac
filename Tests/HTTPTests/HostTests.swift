import Testing

@testable import HTTP

@Suite struct `A Host field` {
    @Test(arguments: [
        "a",
        "example.nl",
        "a:80",
        "a:",
        "127.0.0.1:8080",
        "[::1]",
        "[::1]:80",
        "[::ffff:1.2.3.4]",
        "a_b",
        "%41",
        "a!$&'()*+,;=b",
        "a:65535",
        "a:00080",
        "a,b",
    ])
    func `is a host with an optional port`(host: String) {
        #expect(read(fields: "", host: "Host: \(host)\n").summary?.headers["host"] == host)
    }

    @Test(arguments: [
        "",
        ":80",
        "a b",
        "a/b",
        "u@a",
        "a:b",
        "a:80:80",
        "[::1",
        "::1",
        "[]",
        "[:]",
        "[g::]",
        "[::1]a",
        "a:123456",
        "%4",
        "%",
        "%zz",
        "a?b",
        "a#b",
        "é",
        "a, b",
        "[::1]80",
        "a:65536",
        "a:99999",
        "a:000080",
        "a:+80",
        "a: 80",
        "a%00b",
        "u:p@a",
        "@a",
        "http://a",
        "a\\b",
        "a\"b\"",
        "<a>",
        "[a",
        "a]",
        "a[::1]",
        "[[::1]]",
        "[a.nl]",
        "[127.0.0.1]",
    ])
    func `of another shape is refused`(host: String) {
        #expect(read(fields: "", host: "Host: \(host)\n").refusal == .malformedHost)
        #expect(read(fields: "", version: "1.0", host: "Host: \(host)\n").refusal == .malformedHost)
    }

    @Test func `is there exactly once on 1·1 and at most once on 1·0`() {
        #expect(read(fields: "", host: "").refusal == .missingHost)
        #expect(read(fields: "Host: a\n").refusal == .repeatedHost)
        #expect(read(fields: "HOST: b\n", version: "1.0").refusal == .repeatedHost)
        #expect(read(fields: "", version: "1.0", host: "").summary != nil)
        #expect(read(lines: "GET http://a/ HTTP/1.1\n\n").refusal == .missingHost)
    }

    @Test func `takes a host at the maximum length and not one byte more`() {
        let longest = String(repeating: "h", count: Limits.hostBytes)
        #expect(read(fields: "", host: "Host: \(longest)\n").summary != nil)
        #expect(read(fields: "", host: "Host: \(longest)h\n").refusal == .malformedHost)
    }

    @Test(arguments: [
        "::", "::1", "1::", "1::8", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8",
        "1:2:3::5:6:7:8", "FFFF:ffff::", "2001:db8::1", "0000::0", "::1.2.3.4", "::ffff:0.0.0.0",
        "1:2:3:4:5:6:255.255.255.255", "1:2:3:4:5::1.2.3.4", "1::3:1.2.3.4",
    ])
    func `may be an IPv6 address in brackets`(address: String) {
        let host = "[\(address)]:80"
        #expect(read(fields: "", host: "Host: \(host)\n").summary?.headers["host"] == host)
    }

    @Test(arguments: [
        "", ":", ":::", "1", "1:", ":1", "1:2", "::1::", "1::2::3", "1:::2", "12345::", "::12345",
        "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:", ":2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8", "1:2:3:4::5:6:7:8", "g::", "::1 ", " ::1",
        "::1.2.3", "::1.2.3.4.5", "::1.2.3.256", "::1.2.3.04", "::1.2.3.", "::1..3.4", "::.1.2.3",
        "::1.2.3.4:5", "1.2.3.4::", "::a.2.3.4", "1:2:3:4:5:6:7:1.2.3.4", "1:2:3:4:5:6::1.2.3.4",
        "::1.2.3.1000", "v1.a", "v1.a:b", "fe80::1%25eth0", "fe80::1%eth0", "::1%41",
        "1:2:3:4:5::6::7",
    ])
    func `has nothing else in brackets`(address: String) {
        #expect(read(fields: "", host: "Host: [\(address)]\n").refusal == .malformedHost)
        let target = "GET http://[\(address)]/ HTTP/1.1\nHost: a\n\n"
        #expect(read(lines: target).refusal?.status == 400)
    }

    @Test(arguments: [
        ("GET / HTTP/1.1\nHost: a:80\n\n", "a:80"),
        ("GET http://b/ HTTP/1.1\nHost: a\n\n", "b"),
        ("GET https://b:443 HTTP/1.1\nhOST: a\nX: y\n\n", "b:443"),
        ("GET http://[::1]?c HTTP/1.0\n\n", "[::1]"),
        ("GET / HTTP/1.0\n\n", nil),
    ])
    func `gives way to the host of an absolute target`(lines: String, host: String?) throws {
        let bytes = Array(lines.replacingLineFeeds.utf8)
        var parser = RequestParser()
        let head = try #require(try parser.parse(bytes.span))
        let request = Request(head, in: bytes.span)
        #expect(request.host == host)
        #expect(request.headers.values("host") == (host.map { [$0] } ?? []))
        #expect(request.header("x") == (lines.contains("X: y") ? "y" : nil))
    }
}
