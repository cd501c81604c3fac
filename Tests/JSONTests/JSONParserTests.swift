import Testing

@testable import JSON

@Suite struct `The parser` {
    @Test(arguments: [
        "{}", "[]", "0", "-0", "1", "\"\"", "true", "false", "null",
        " {} ", "\t[\n]\r\n", "[1]", "[1,2]", "[ 1 , 2 ]", "[[]]", "[[],[]]", "[{}]",
        "{\"a\":1}", "{ \"a\" : 1 }", "{\"a\":1,\"b\":2}", "{\"\":0}", "{\"a\":{\"a\":1}}",
        "{\"a\":[1,{\"b\":null}]}", "[null,true,false,0,\"\",[],{}]",
        "{\"a\":1,\"A\":2}", "{\"a\":1,\"a \":2}", "[\"a\",\"a\"]",
        "{\"\\u0061b\":1,\"b\":2}", "\"\\\"\"", "\"\\\\\"", "\"/\"", "\"\\/\"",
        "\n\n1\n\n", "[\"\u{2028}\u{2029}\"]", "\"\u{7F}\"", "\"\u{FEFF}\"",
    ])
    func `accepts what the grammar allows`(text: String) {
        #expect(refusal(text) == nil)
    }

    @Test(arguments: [
        "", " ", "\n", "{", "}", "[", "]", ",", ":", "\"", "\\", "a", "*", "/", "'", "#",
        "[1", "[1,", "[1,]", "[,1]", "[,]", "[1,,2]", "[1 2]", "[1]]", "[1}", "[:]", "[1:2]",
        "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{,}", "{\"a\"}",
        "{\"a\":}", "{\"a\" 1}", "{\"a\",1}", "{\"a\"::1}", "{a:1}", "{1:1}", "{'a':1}",
        "{\"a\":1 \"b\":2}", "{\"a\":1]", "{null:1}", "{[]:1}", "{\"a\":1,,\"b\":2}",
        "{}{}", "{} {}", "[] []", "1 2", "1,2", "{}x", "null null", "\"a\" \"b\"", "{},",
        "tru", "true1", "truee", "TRUE", "True", "nul", "nulll", "NULL", "fals", "falsey",
        "nil", "undefined", "NaN", "-NaN", "nan", "Infinity", "-Infinity", "inf",
        "[tru]", "[nul", "[f]", "[true false]",
        "// a\n1", "1 // a", "/* a */ 1", "[1/**/]", "# a\n1",
        "'a'", "`a`", "\u{A0}1", "1\u{A0}", "\u{B}1", "\u{C}[]", "[\u{85}]", "\u{2028}1",
        "[1]\u{0}", "\u{0}", "[\u{0}]", "1\u{0}",
        "0x10", "[0b1]", "1_000", "[\"a\nb\"]", "<a/>", "a=1", "{\"a\":\"b\"\"c\":1}",
    ])
    func `refuses what the grammar does not allow`(text: String) {
        #expect(refusal(text)?.code == "syntax")
    }

    @Test(arguments: ["{}", "[]", "1", "\"a\"", ""])
    func `refuses a byte order mark`(text: String) {
        #expect(refusal([0xEF, 0xBB, 0xBF] + Array(text.utf8))?.code == "syntax")
        #expect(refusal([0xFE, 0xFF, 0x00] + Array(text.utf8))?.code == "syntax")
    }

    @Test(arguments: [
        ("[", "/0"), ("[1", ""), ("[1,", "/1"), ("[1,x]", "/1"), ("{\"a\":x}", "/a"),
        ("{\"a\" x}", ""),
        ("{\"a\":[0,{\"b\":tru}]}", "/a/1/b"), ("{\"a\":{\"b\":1,}}", "/a"),
        ("{\"a\":[1 2]}", "/a"), ("[[[],[01]]]", "/0/1/0"), ("[{},{\"x\":\"\\q\"}]", "/1/x"),
        ("{\"a/b\":[x]}", "/a~1b/0"), ("{\"a~b\":x}", "/a~0b"), ("{\"\":x}", "/"),
        ("{\"\\u00e9\":x}", "/é"), ("{\"a\":1}x", ""), ("{\"a\":{\"b\\q\":1}}", "/a"),
        ("[1]x", ""), ("x", ""), ("[-]", "/0"), ("[\"a]", "/0"), ("[0,[1,{\"k\":[]}", "/1"),
    ])
    func `points at the place of the error`(text: String, location: String) {
        #expect(refusal(text)?.location == location)
    }

    @Test func `names the byte of the error`() {
        #expect(refusal("[1,x]")?.detail == "must have a value at byte 3")
        #expect(refusal("[1")?.detail == "must have a comma or a closing bracket at the end")
        #expect(refusal("[1")?.description.hasPrefix(": syntax: must") == true)
    }

    @Test(arguments: [
        ("{\"a\":1,\"a\":1}", "/a"), ("{\"a\":1,\"b\":2,\"a\":3}", "/a"),
        ("{\"a\":1,\"\\u0061\":1}", "/a"), ("{\"\\u0061\":1,\"a\":1}", "/a"),
        ("{\"\\u0061\":1,\"\\u0061\":1}", "/a"), ("{\"\\/\":1,\"/\":1}", "/~1"),
        ("{\"\":1,\"\":1}", "/"), ("[{\"x\":{\"é\":1,\"\\u00E9\":1}}]", "/0/x/é"),
        ("{\"a\":{\"b\":1,\"b\":2}}", "/a/b"), ("{\"a\":[{}],\"b\":{\"a\":1},\"a\":0}", "/a"),
        ("{\"\\ud83d\\ude00\":1,\"😀\":2}", "/😀"),
    ])
    func `refuses a name that comes twice`(text: String, location: String) {
        #expect(refusal(text)?.code == "duplicate-member")
        #expect(refusal(text)?.location == location)
    }

    @Test func `tells names apart that Unicode calls equivalent`() {
        // String equality in Swift would call them equal; RFC 8259 §8.3 compares code units.
        #expect(refusal("{\"\u{E9}\":1,\"e\u{301}\":2}") == nil)
    }

    @Test(arguments: [2, 31, 32, 33, 34, 64, 65, 1000])
    func `finds the name that comes twice among many`(count: Int) {
        let members = (0..<count).map { "\"name\($0)\":[\($0)]" }
        #expect(refusal("{\(members.joined(separator: ","))}") == nil)
        for twice in [0, count / 2, count - 1] {
            let text = "{\((members + [members[twice]]).joined(separator: ","))}"
            #expect(refusal(text)?.code == "duplicate-member")
            #expect(refusal(text)?.location == "/name\(twice)")
            let escaped = "\"\\u006eame\(twice)\":0"
            let other = "{\((members + [escaped]).joined(separator: ","))}"
            #expect(refusal(other)?.location == "/name\(twice)")
        }
    }

    @Test func `reads a part of a body`() throws {
        let bytes = Array("xx[1,\"é\"]yy".utf8)
        let root = try JSONDocument(parsing: bytes, range: 2..<10).root
        #expect(root.range == 2..<10)
        #expect(canonical(root) == "[1,\"é\"]")
        #expect(throws: InputError.self) {
            try JSONDocument(parsing: bytes, range: 2..<9)
        }
        #expect(throws: InputError.self) {
            try JSONDocument(parsing: bytes, range: 2..<11)
        }
        #expect(throws: InputError.self) {
            try JSONDocument(parsing: bytes, range: 0..<0)
        }
    }

    @Test func `refuses every proper beginning of a document`() {
        let bytes = Array(#"{"a":[1,-2.5e3,"é\u00e9\n"],"b":{"c":null,"d":[true,false]}}"#.utf8)
        for end in 0..<bytes.count {
            #expect(refusal(Array(bytes[..<end]))?.code == "syntax")
        }
        #expect(refusal(bytes) == nil)
    }
}
