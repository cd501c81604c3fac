import Testing

@testable import JSON

@Suite struct `A value` {
    @Test(
        arguments: [
            ("{}", .object), ("[]", .array), ("\"a\"", .string), ("1", .number), ("true", .boolean),
            ("false", .boolean), ("null", .null),
        ] as [(String, JSONKind)]
    )
    func `knows its kind and answers nil to the others`(text: String, kind: JSONKind) throws {
        let value = try document(text)
        #expect(value.kind == kind)
        #expect((value.string != nil) == (kind == .string))
        #expect((value.integer != nil) == (kind == .number))
        #expect((value.boolean != nil) == (kind == .boolean))
        #expect(value.isNull == (kind == .null))
        #expect(value.count == 0)
        #expect(Array(value.elements()).isEmpty)
        #expect(value.members().isEmpty)
    }

    @Test func `is true or false`() throws {
        #expect(try document("true").boolean == true)
        #expect(try document("false").boolean == false)
    }

    @Test func `knows its elements`() throws {
        let root = try document(#"[1,[2,[3]],{"a":[4]},"5"]"#)
        #expect(root.count == 4)
        #expect(root.elements().map(canonical) == ["1", "[2,[3]]", #"{"a":[4]}"#, "\"5\""])
        #expect(root[0].integer == 1)
        #expect(root[1][1][0].integer == 3)
        #expect(root[3].string == "5")
        #expect(root.elements().underestimatedCount == 4)
    }

    @Test func `knows its members in order`() throws {
        let members = try document(#"{"b":[1,2],"a":{"x":1},"\u0063":3}"#).members()
        #expect(members.map(\.name) == ["b", "a", "c"])
        #expect(members.map { canonical($0.value) } == ["[1,2]", #"{"x":1}"#, "3"])
        #expect(members.map(\.value.location) == ["/b", "/a", "/c"])
    }

    @Test func `knows its place`() throws {
        let root = try document(#"{"a":[0,{"b/c":[[5]],"~":6}],"":{"":7}}"#)
        #expect(root.location == "")
        let list = root.members()[0].value
        #expect(list[1].location == "/a/1")
        #expect(list[1].members()[0].value[0][0].location == "/a/1/b~1c/0/0")
        #expect(list[1].members()[1].value.location == "/a/1/~0")
        #expect(root.members()[1].value.members()[0].value.location == "//")
    }

    @Test(arguments: [
        ("\"abc\"", true), ("\"\\u0061bc\"", true), ("\"ab\"", false), ("\"abcd\"", false),
        ("\"abd\"", false), ("\"ABC\"", false), ("\"\"", false), ("1", false), ("null", false),
        ("[\"abc\"]", false),
    ])
    func `is compared with a text of the program`(text: String, expected: Bool) throws {
        #expect(try document(text).equals("abc") == expected)
    }

    @Test(arguments: [
        " 12 ", " \"a\\n\" ", "  [ 1, 2 ]  ", " { \"a\" : \"}\" } ", " true ", " null\n",
    ])
    func `knows its bytes`(text: String) throws {
        let bytes = Array(text.utf8)
        let root = try JSONDocument(parsing: bytes).root
        let trimmed = String(decoding: bytes[root.range], as: UTF8.self)
        let expected = text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }
        #expect(trimmed == String(expected.reversed()))
    }

    @Test(arguments: [
        (" [ 1 , 2.50 , -0 , 1E+2 ] ", "[1,2.50,-0,1E+2]"),
        ("{ \"b\" : 1 ,\n\"a\" : { } , \"c\":[ ] }", #"{"b":1,"a":{},"c":[]}"#),
        (#""\u0041\/\u00e9\ud83d\ude00""#, "\"A/é😀\""),
        (#""\u0000\u001F\u0022\u005C\u000a\b\f\r\t""#, #""\u0000\u001f\"\\\n\b\f\r\t""#),
        (#"{"\u0061\n":true,"b":[null,false]}"#, #"{"a\n":true,"b":[null,false]}"#),
        ("\"\"", "\"\""), ("null", "null"), ("\"\u{2028}\u{7F}\"", "\"\u{2028}\u{7F}\""),
    ])
    func `has one canonical form`(text: String, expected: String) throws {
        let form = canonical(try document(text))
        #expect(form == expected)
        #expect(canonical(try document(form)) == expected)
    }
}
