import Testing

@testable import HTTP

@Suite struct `A target` {
    @Test(arguments: [
        ("/", [""]),
        ("/a", ["a"]),
        ("/a/b", ["a", "b"]),
        ("/a/", ["a", ""]),
        ("//", ["", ""]),
        ("//a", ["", "a"]),
        ("/a//b", ["a", "", "b"]),
        ("/a%2Fb/c", ["a/b", "c"]),
        ("/%61", ["a"]),
        ("/a+b", ["a+b"]),
        ("/a%20b", ["a b"]),
        ("/%C3%A9", ["é"]),
        ("/%c3%a9", ["é"]),
        ("/...", ["..."]),
        ("/.a./b", [".a.", "b"]),
        ("/%25", ["%"]),
        ("/a;b=c,d", ["a;b=c,d"]),
        ("/%2fa", ["/a"]),
    ])
    func `has decoded segments`(text: String, segments: [String]) throws {
        #expect(try Target(text).segments == segments)
    }

    @Test(arguments: [
        ("", TargetRefusal.badCharacter),
        ("a", .badCharacter),
        ("/a b", .badCharacter),
        ("/é", .badCharacter),
        ("/\"", .badCharacter),
        ("/a#", .badCharacter),
        ("/%", .badEscape),
        ("/%a", .badEscape),
        ("/%ag", .badEscape),
        ("/%%20", .badEscape),
        ("/a%", .badEscape),
        ("/%00", .nul),
        ("/a%00b", .nul),
        ("/.", .dotSegment),
        ("/..", .dotSegment),
        ("/a/..", .dotSegment),
        ("/./a", .dotSegment),
        ("/%2e%2e/a", .dotSegment),
        ("/%2E", .dotSegment),
        ("/%FF", .notUTF8),
        ("/%C3", .notUTF8),
        ("/%C0%AF", .notUTF8),
        ("/%ED%A0%80", .notUTF8),
        ("/a?%", .badEscape),
        ("/a?b=%0", .badEscape),
        ("/a?b=%00", .nul),
        ("/a?%FF=b", .notUTF8),
        ("/a?b= ", .badCharacter),
    ])
    func `that is malformed is refused`(text: String, refusal: TargetRefusal) {
        #expect(throws: refusal) { try Target(text) }
        #expect(refusal.reason.hasSuffix("."))
    }
}

@Suite struct `A query` {
    private func items(_ text: String) throws -> [String] {
        try Query(Array(text.utf8).span).items.map { "\($0.name)→\($0.value)" }
    }

    @Test(arguments: [
        ("", []),
        ("a=b", ["a→b"]),
        ("a=b&c=d", ["a→b", "c→d"]),
        ("a=1&a=2", ["a→1", "a→2"]),
        ("a", ["a→"]),
        ("a=", ["a→"]),
        ("=b", ["→b"]),
        ("=", ["→"]),
        ("a=b=c", ["a→b=c"]),
        ("&", []),
        ("&&a=b&&", ["a→b"]),
        ("a+b=c+d", ["a b→c d"]),
        ("a%2Bb=%2B", ["a+b→+"]),
        ("a%3Db=c%26d", ["a=b→c&d"]),
        ("q=%C3%A9", ["q→é"]),
        ("a=/b?c:@", ["a→/b?c:@"]),
        ("cursor=abc-_.~", ["cursor→abc-_.~"]),
        ("a;b=c", ["a;b→c"]),
    ])
    func `has names and values in order`(text: String, expected: [String]) throws {
        #expect(try items(text) == expected)
    }

    @Test(arguments: [
        ("a=%", TargetRefusal.badEscape),
        ("%4=b", .badEscape),
        ("a=%zz", .badEscape),
        ("a=%00", .nul),
        ("a=%FF", .notUTF8),
        ("a=\u{0}", .badCharacter),
        ("a=[", .badCharacter),
        ("a=é", .badCharacter),
        ("a b", .badCharacter),
    ])
    func `that is malformed is refused`(text: String, refusal: TargetRefusal) {
        #expect(throws: refusal) { try Query(Array(text.utf8).span) }
    }

    @Test func `takes items at the maximum number and not one more`() throws {
        let most = String(repeating: "a=b&", count: Limits.queryItems)
        #expect(try items(most).count == Limits.queryItems)
        #expect(throws: TargetRefusal.tooManyQueryItems) { try items(most + "c") }
    }

    @Test func `gives the first value or all values of a name`() throws {
        let query = try Query(Array("a=1&b=2&a=3".utf8).span)
        #expect(query["a"] == "1")
        #expect(query["c"] == nil)
        #expect(query.values("a") == ["1", "3"])
        #expect(query.values("c").isEmpty)
        #expect(Query().items.isEmpty)
    }
}
