import Testing

@testable import HTTP

@Suite struct `A request` {
    private let made = Request(
        .post,
        "/v1/partners?limit=2&q=a+b%21",
        headers: ["Accept": "text/csv", "Authorization": "Bearer x"],
        body: [1, 2]
    )

    @Test func `can be made from texts`() throws {
        #expect(made.method == .post)
        #expect(made.path == "/v1/partners")
        #expect(made.query == "limit=2&q=a+b%21")
        #expect(made.minorVersion == 1)
        #expect(made.body == [1, 2])
        #expect(made.header("authorization") == "Bearer x")
        #expect(try made.queryItems()["q"] == "a b!")
        #expect(try made.target().segments == ["v1", "partners"])
    }

    @Test(arguments: [
        ("/", "/", nil),
        ("/?", "/", ""),
        ("", "/", nil),
        ("?a", "/", "a"),
        ("/a?b?c", "/a", "b?c"),
    ])
    func `splits its target at the first question mark`(text: String, path: String, query: String?)
    {
        let request = Request(.get, text)
        #expect(request.path == path)
        #expect(request.query == query)
    }

    @Test func `from a head is what came`() throws {
        let text = "PUT /a/b%20c?d=e HTTP/1.0\nAccept: x\nACCEPT: y\nContent-Length: 3\n\nabc"
        let bytes = Array(text.replacingLineFeeds.utf8)
        var parser = RequestParser()
        let head = try #require(try parser.parse(bytes.span))
        let request = Request(head, in: bytes.span, body: Array(bytes[head.byteCount...]))
        #expect(request.method == .put)
        #expect(request.path == "/a/b%20c")
        #expect(request.query == "d=e")
        #expect(request.minorVersion == 0)
        #expect(request.header("accept") == "x, y")
        #expect(request.hasHeader("content-length"))
        #expect(!request.hasHeader("host"))
        #expect(request.headerEquals("content-length", "3"))
        #expect(request.body == Array("abc".utf8))
        #expect(try request.target().segments == ["a", "b c"])
    }

    @Test func `outlives a change of its fields`() {
        var request = made
        request.headers["Accept"] = nil
        request.method = .get
        #expect(request.path == "/v1/partners")
        #expect(request.query == "limit=2&q=a+b%21")
        #expect(!request.hasHeader("accept"))
        #expect(made.hasHeader("accept"))
    }

    @Test func `lends its path as bytes`() throws {
        #expect(made.withPath { $0.count } == 12)
        #expect(Request(.get, "").withPath { $0[0] } == 0x2F)
        struct Stop: Error {}
        #expect(throws: Stop.self) { try made.withPath { _ throws(Stop) in throw Stop() } }
    }

    @Test func `without a query has no items`() throws {
        #expect(try Request(.get, "/a").queryItems().items.isEmpty)
        #expect(try Request(.get, "/a?").queryItems().items.isEmpty)
    }

    @Test func `with a target that cannot be decoded says so`() {
        #expect(throws: TargetRefusal.badEscape) { try Request(.get, "/%4").target() }
        #expect(throws: TargetRefusal.notUTF8) { try Request(.get, "/a?b=%FF").queryItems() }
        #expect(throws: TargetRefusal.badCharacter) { try Request(.get, "a").target() }
    }

    @Test func `has obs-text in a value as replacement characters`() throws {
        let bytes = Array("GET / HTTP/1.1\r\nHost: a\r\nX: ".utf8) + [0xFF] + Array("\r\n\r\n".utf8)
        #expect(read(bytes).summary?.headers["x"] == "\u{FFFD}")
    }
}

@Suite struct `A method` {
    @Test(arguments: [
        Method.get, .head, .post, .put, .patch, .delete, .options, .trace, .connect, .other("X"),
    ])
    func `has the name it was made from`(method: HTTP.Method) {
        #expect(HTTP.Method(method.name) == method)
    }

    @Test func `is told apart by case`() {
        #expect(HTTP.Method("Get") == .other("Get"))
        #expect(HTTP.Method("post") != .post)
    }
}
