import Testing

@testable import HTTP

@Suite struct `A request line` {
    @Test(arguments: [
        ("GET", Method.get),
        ("HEAD", .head),
        ("POST", .post),
        ("PUT", .put),
        ("PATCH", .patch),
        ("DELETE", .delete),
        ("OPTIONS", .options),
        ("TRACE", .trace),
        ("PROPFIND", .other("PROPFIND")),
        ("get", .other("get")),
        ("!#$%&'*+-.^_`|~09az", .other("!#$%&'*+-.^_`|~09az")),
    ])
    func `has any token as its method`(name: String, method: HTTP.Method) {
        #expect(read(lines: "\(name) / HTTP/1.1\nHost: a\n\n").summary?.method == method)
    }

    @Test(arguments: [
        "",
        " ",
        "GET",
        "GET ",
        "GET /",
        "GET / ",
        "GET  / HTTP/1.1",
        "GET /  HTTP/1.1",
        "GET / x HTTP/1.1",
        "GET /\r HTTP/1.1",
        "GET / HTTP/1.1\r",
        "GET / HTTP/1.1\t",
        "\tGET / HTTP/1.1",
        "\rGET / HTTP/1.1",
        "GET\u{0} / HTTP/1.1",
        " GET / HTTP/1.1",
        "GET / HTTP/1.1 ",
        "GET /\tHTTP/1.1",
        "GET\t/ HTTP/1.1",
        "GET / http/1.1",
        "GET / HTTP/1",
        "GET / HTTP/11",
        "GET / HTTP/1.",
        "GET / HTTP/1.1.1",
        "GET / HTTP/1,1",
        "GET / HTTP/a.1",
        "GET / HTTP/1.a",
        "GET / HTTPS/1.1",
        "GET / XTTP/1.1",
        "GE(T / HTTP/1.1",
        "GET: / HTTP/1.1",
        "GÉT / HTTP/1.1",
        "GET HTTP/1.1",
        "GET  HTTP/1.1",
        "HTTP/1.1",
        " HTTP/1.1",
        "GET / HTTP/10.1",
    ])
    func `of another shape is refused`(line: String) {
        let refusal = read(lines: "\n\(line)\nHost: a\n\n").refusal
        #expect(refusal?.status == 400)
        let shape: [RequestRefusal?] = [
            .malformedRequestLine, .malformedTarget, .target(.badCharacter),
        ]
        #expect(shape.contains(refusal))
    }

    @Test(arguments: [("1.1", 1), ("1.0", 0), ("1.2", 1), ("1.9", 1)])
    func `of major version one is read as 1·0 or 1·1`(version: String, minor: Int) {
        #expect(read(fields: "", version: version).summary?.minorVersion == minor)
    }

    @Test(arguments: ["2.0", "0.9", "3.0", "9.9"])
    func `of another major version is a 505`(version: String) {
        #expect(read(fields: "", version: version).refusal == .unsupportedVersion)
        #expect(RequestRefusal.unsupportedVersion.status == 505)
    }

    @Test func `of the HTTP2 preface is a 505`() {
        #expect(read(lines: "PRI * HTTP/2.0\n\nSM\n\n").refusal == .unsupportedVersion)
    }

    @Test func `of CONNECT is a 501`() {
        let outcome = read(lines: "CONNECT a:80 HTTP/1.1\nHost: a\n\n")
        #expect(outcome.refusal == .unsupportedMethod)
        #expect(outcome.refusal?.status == 501)
    }

    @Test func `takes a method at the maximum length and not one byte more`() {
        let longest = String(repeating: "M", count: Limits.methodBytes)
        let summary = read(lines: "\(longest) / HTTP/1.1\nHost: a\n\n").summary
        #expect(summary?.method == .other(longest))
        let refusal = read(lines: "\(longest)M / HTTP/1.1\nHost: a\n\n").refusal
        #expect(refusal == .unsupportedMethod)
    }

    @Test func `takes a line at the maximum length and not one byte more`() {
        let frame = "GET / HTTP/1.1".utf8.count
        let path = String(repeating: "p", count: RequestLimits().requestLineBytes - frame)
        #expect(read(lines: "GET /\(path) HTTP/1.1\nHost: a\n\n").summary?.path == "/\(path)")
        let refusal = read(lines: "GET /\(path)p HTTP/1.1\nHost: a\n\n").refusal
        #expect(refusal == .requestLineTooLong(maximumBytes: 8_192))
        #expect(refusal?.status == 414)
    }

    @Test func `that never ends is refused when it is too long and not before`() {
        let most = [UInt8](repeating: 0x41, count: RequestLimits().requestLineBytes + 1)
        #expect(read(most) == .more)
        #expect(read(most + [0x41]).refusal == .requestLineTooLong(maximumBytes: 8_192))
    }

    @Test func `may come after one empty line and not after two`() {
        #expect(read(lines: "\nGET / HTTP/1.1\nHost: a\n\n").summary?.path == "/")
        #expect(read(lines: "\n\nGET / HTTP/1.1\nHost: a\n\n").refusal == .malformedRequestLine)
    }

    @Test(arguments: [
        ("/", "/", nil),
        ("/?", "/", ""),
        ("/a?b=c", "/a", "b=c"),
        ("/a?b?c", "/a", "b?c"),
        ("/a//b/", "/a//b/", nil),
        ("//a", "//a", nil),
        ("/a%2Fb", "/a%2Fb", nil),
        ("/-._~!$&'()*+,;=:@", "/-._~!$&'()*+,;=:@", nil),
        ("/a?/b?", "/a", "/b?"),
        ("http://a", "/", nil),
        ("http://a/", "/", nil),
        ("HTTP://a:80/b?c", "/b", "c"),
        ("https://a?c", "/", "c"),
        ("http://[::1]/b", "/b", nil),
        ("http://a:/b", "/b", nil),
        ("/...", "/...", nil),
        ("/.a", "/.a", nil),
        ("/a.", "/a.", nil),
        ("/a?../b", "/a", "../b"),
    ])
    func `has a path and perhaps a query`(target: String, path: String, query: String?) {
        let summary = read(lines: "GET \(target) HTTP/1.1\nHost: a\n\n").summary
        #expect(summary?.path == path)
        #expect(summary?.query == query)
    }

    @Test(arguments: [
        ("*", RequestRefusal.malformedTarget),
        ("a", .malformedTarget),
        ("a:80", .malformedTarget),
        ("ftp://a/", .malformedTarget),
        ("http:///a", .malformedTarget),
        ("http://", .malformedTarget),
        ("http://u@a/", .malformedTarget),
        ("http://u:p@a/", .malformedTarget),
        ("http://@a/", .malformedTarget),
        ("http://a:b/", .malformedTarget),
        ("http://a:65536/", .malformedTarget),
        ("http://:80/", .malformedTarget),
        ("http://[::1/", .malformedTarget),
        ("http://a#b", .malformedTarget),
        ("http:/a", .malformedTarget),
        ("http:a", .malformedTarget),
        ("http://a/b#c", .target(.badCharacter)),
        ("?a", .malformedTarget),
        ("**", .malformedTarget),
        ("/a b", .target(.badCharacter)),
        ("/a#b", .target(.badCharacter)),
        ("/a\"b", .target(.badCharacter)),
        ("/<a>", .target(.badCharacter)),
        ("/a\\b", .target(.badCharacter)),
        ("/a^b", .target(.badCharacter)),
        ("/a`b", .target(.badCharacter)),
        ("/{a}", .target(.badCharacter)),
        ("/a|b", .target(.badCharacter)),
        ("/[a]", .target(.badCharacter)),
        ("/é", .target(.badCharacter)),
        ("/\u{7F}", .target(.badCharacter)),
        ("/a?b#c", .target(.badCharacter)),
        ("/a?b[]=c", .target(.badCharacter)),
        ("/%", .target(.badEscape)),
        ("/%4", .target(.badEscape)),
        ("/%4g", .target(.badEscape)),
        ("/%g4", .target(.badEscape)),
        ("/a?b=%4", .target(.badEscape)),
        ("/%00", .target(.nul)),
        ("/a?b=%00", .target(.nul)),
        ("/.", .target(.dotSegment)),
        ("/..", .target(.dotSegment)),
        ("/a/./b", .target(.dotSegment)),
        ("/a/../b", .target(.dotSegment)),
        ("/%2e", .target(.dotSegment)),
        ("/%2E%2e/a", .target(.dotSegment)),
        ("/.%2E", .target(.dotSegment)),
        ("http://a/..", .target(.dotSegment)),
    ])
    func `with another target is refused`(target: String, refusal: RequestRefusal) {
        let outcome = read(lines: "GET \(target) HTTP/1.1\nHost: a\n\n")
        #expect(outcome.refusal == refusal)
        #expect(outcome.refusal?.status == 400)
    }

    @Test func `has an asterisk for OPTIONS alone`() {
        #expect(read(lines: "OPTIONS * HTTP/1.1\nHost: a\n\n").summary?.path == "*")
        #expect(read(lines: "POST * HTTP/1.1\nHost: a\n\n").refusal == .malformedTarget)
    }
}
