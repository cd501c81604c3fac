import Testing

@testable import JSON

@Suite struct `The list of errors` {
    @Test func `keeps errors in their order`() {
        let errors = JSONErrors()
        #expect(errors.isEmpty)
        errors.add("/a", "required", "is required")
        errors.add(InputError(location: "/b", code: "type", detail: "must be a string"))
        #expect(!errors.isEmpty)
        #expect(errors.list.map(\.location) == ["/a", "/b"])
        #expect(errors.list.map(\.code) == ["required", "type"])
        #expect(errors.list.map(\.description).first == "/a: required: is required")
    }

    @Test func `is full at a hundred`() {
        let errors = JSONErrors()
        for number in 0..<99 { errors.add("/\(number)", "type", "must be a string") }
        #expect(!errors.isFull)
        errors.add("/99", "type", "must be a string")
        #expect(errors.isFull)
        errors.add("/100", "type", "must be a string")
        errors.add(InputError(location: "/101", code: "type", detail: ""))
        #expect(errors.list.count == 100)
        #expect(errors.list.last?.location == "/99")
    }

    @Test(arguments: [
        ("", "must have a value at the end"), ("x", "must have a value at byte 0"),
        ("[1 2]", "must have a comma or a closing bracket at byte 3"),
        ("{\"a\":1 2}", "must have a comma or a closing brace at byte 7"),
        ("{1}", "must have a member name at byte 1"),
        ("{\"a\"}", "must have a colon after the name at byte 4"),
        ("[] []", "must have the end of the document at byte 3"),
        ("\"a", "must have a closing quote at the end"), ("-", "must have a digit at the end"),
        ("1.x", "must have a digit at byte 2"), ("trux", "must have true, false or null at byte 3"),
        ("01", "must have no zero before the other digits at byte 1"),
        ("\"\\q\"", "must have an escape that stands for a character at byte 1"),
        ("\"a\u{1}\"", "must have no bare control character at byte 2"),
        ("{\"a\":1,\"a\":2}", "must come once in an object"),
        ("\u{FEFF}{}", "must not start with a byte order mark"),
        ("[[[[[[[[[[[[[[[[[", "must lie at most 16 deep"),
    ])
    func `says what would be right`(text: String, detail: String) {
        #expect(refusal(text)?.detail == detail)
    }

    @Test(arguments: [
        ("{}", "/a", "is required"), ("{\"a\":null}", "/a", "must be an integer"),
        ("{\"a\":\"1\"}", "/a", "must be an integer"),
        ("{\"a\":1.0}", "/a", "must be an integer without fraction and exponent"),
        ("{\"a\":0}", "/a", "must be from 1 to 5, not 0"),
        ("{\"a\":1,\"b\":1}", "/b", "is not a member we know"), ("[]", "", "must be an object"),
    ])
    func `says what a member must be`(text: String, location: String, detail: String) throws {
        let errors = JSONErrors()
        var object = JSONObject(try document(text), errors)
        _ = object.integer("a", in: 1...5)
        object.close()
        #expect(errors.list.map(\.location) == [location])
        #expect(errors.list.map(\.detail) == [detail])
    }
}
