import Testing

@testable import JSON

@Suite struct `A member` {
    /// The error of reading one string member; nil when it is read.
    private func refusal(
        _ value: String,
        length: ClosedRange<Int> = 1...200,
        characters: JSONCharacters = .line
    ) throws -> InputError? {
        let errors = JSONErrors()
        var object = JSONObject(try document("{\"a\":\(value)}"), errors)
        let text = object.string("a", length: length, characters: characters)
        object.close()
        #expect((text == nil) == !errors.isEmpty)
        return errors.list.first
    }

    /// The error of reading one integer member; nil when it is read.
    private func refusal(_ value: String, in range: ClosedRange<Int>) throws -> InputError? {
        let errors = JSONErrors()
        var object = JSONObject(try document("{\"a\":\(value)}"), errors)
        let number = object.integer("a", in: range)
        object.close()
        #expect((number == nil) == !errors.isEmpty)
        return errors.list.first
    }

    @Test(arguments: ["a", "é", "€", "😀", "\\u00e9", "\\ud83d\\ude00", "\\n", "e\u{301}"])
    func `counts the characters of a text as scalars`(character: String) throws {
        // The last one is two scalars that Swift counts as one character.
        let scalars = character.hasPrefix("\\") ? 1 : character.unicodeScalars.count
        let four = "\"" + String(repeating: character, count: 4) + "\""
        let exact = 4 * scalars
        #expect(try refusal(four, length: exact...exact, characters: .any) == nil)
        #expect(try refusal(four, length: 1...exact - 1, characters: .any)?.code == "length")
        #expect(try refusal(four, length: exact + 1...99, characters: .any)?.code == "length")
    }

    @Test func `has two hundred characters at most unless it says otherwise`() throws {
        let longest = String(repeating: "a", count: 200)
        #expect(try refusal("\"\(longest)\"") == nil)
        let error = try refusal("\"\(longest)a\"")
        #expect(error?.code == "length")
        #expect(error?.detail == "must have 1 to 200 characters, not 201")
        #expect(try refusal("\"\"")?.code == "length")
        #expect(try refusal("\"\"", length: 0...5) == nil)
    }

    @Test(arguments: [
        " ", "   ", "\u{A0}", " \u{A0} ", "\u{2003}\u{2009}", "\u{3000}", "\u{2028}", "\u{85}",
        "\\u0020", "\\u00a0",
    ])
    func `of white space alone is blank`(text: String) throws {
        #expect(try refusal("\"\(text)\"")?.code == "format")
        #expect(try refusal("\"\(text)\"", characters: .lines)?.code == "format")
        #expect(try refusal("\"\(text)\"", characters: .any) == nil)
        #expect(try refusal("\"\(text)é\"") == nil)
        #expect(try refusal("\"x\(text)\"") == nil)
    }

    @Test(arguments: 0..<0x20)
    func `has no control characters unless it allows them`(control: Int) throws {
        let digits = String(control, radix: 16)
        let text = "\"x\\u" + String(repeating: "0", count: 4 - digits.count) + digits + "\""
        let isLineOrTab = [0x09, 0x0A, 0x0D].contains(control)
        #expect(try refusal(text)?.code == "format")
        #expect(try refusal(text, characters: .lines)?.code == (isLineOrTab ? nil : "format"))
        #expect(try refusal(text, characters: .any)?.code == (control > 0 ? nil : "format"))
    }

    @Test(arguments: ["\\u007f", "\\u0080", "\u{200B}", "\u{FEFF}", "<script>", "\\\\", "\\\""])
    func `may have other unusual characters`(text: String) throws {
        #expect(try refusal("\"\(text)\"") == nil)
    }

    @Test func `of lines that are only ends is blank`() throws {
        #expect(try refusal("\"\\n\\r\\n\\t\"", characters: .lines)?.detail == "must not be blank")
        #expect(try refusal("\"a\\n\\tb\\r\\n\"", characters: .lines) == nil)
    }

    @Test(
        arguments: [
            ("0", 0...0, nil), ("5", 5...10, nil), ("10", 5...10, nil), ("4", 5...10, "range"),
            ("11", 5...10, "range"), ("-5", -5...5, nil), ("-6", -5...5, "range"),
            ("9223372036854775807", 0...Int.max, nil), ("-1", 0...Int.max, "range"),
            ("9223372036854775808", 0...Int.max, "range"), ("-0", 0...1, nil),
            ("-9223372036854775808", Int.min...0, nil), ("1", Int.min...0, "range"),
            ("-9223372036854775809", Int.min...0, "range"), ("1.0", 0...9, "type"),
            ("1e3", 0...9999, "type"), ("0.5", 0...9, "type"), ("1E0", 0...9, "type"),
            ("99999999999999999999999.5", 0...9, "type"),
        ] as [(String, ClosedRange<Int>, String?)]
    )
    func `that is an integer lies in its range`(
        text: String,
        range: ClosedRange<Int>,
        code: String?
    ) throws {
        #expect(try refusal(text, in: range)?.code == code)
    }

    @Test func `says both numbers`() throws {
        #expect(try refusal("11", in: 5...10)?.detail == "must be from 5 to 10, not 11")
        #expect(try refusal("-1", in: 0...Int.max)?.detail == "must be at least 0, not -1")
        #expect(try refusal("1", in: Int.min...0)?.detail == "must be at most 0, not 1")
        #expect(try refusal("1", in: 2...2)?.detail == "must be 2, not 1")
        let huge = try refusal("99999999999999999999", in: 5...10)
        #expect(huge?.detail == "must be from 5 to 10")
    }

    @Test func `that the caller reads gets the text without escapes`() throws {
        let found = try errors(#"{"a":"x\u0079\n","b":"plain","c":""}"#) { object in
            let escaped = object.parsed("a", "a text") { text in
                text.withUnsafeBufferPointer { Array($0) }
            }
            #expect(escaped == Array("xy\n".utf8))
            let plain = object.optionalParsed("b", "a text") { text in
                text.withUnsafeBufferPointer { Array($0) }
            }
            #expect(plain == Array("plain".utf8))
            #expect(object.parsed("c", "a text") { $0.count } == 0)
        }
        #expect(found == [])
    }

    @Test func `that the caller cannot read has the wrong format`() throws {
        let errors = JSONErrors()
        var object = JSONObject(try document(#"{"a":"x","b":"y"}"#), errors)
        #expect(object.parsed("a", "a calendar day") { _ -> Int? in nil } == nil)
        #expect(object.optionalParsed("b", "a month") { _ -> Int? in nil } == nil)
        object.close()
        #expect(
            errors.list == [
                InputError(location: "/a", code: "format", detail: "must be a calendar day"),
                InputError(location: "/b", code: "format", detail: "must be a month"),
            ]
        )
    }

    @Test func `is one of the choices`() throws {
        enum Pillar: String, CaseIterable { case youth, adult }
        let errors = JSONErrors()
        let value = try document(#"{"a":"youth","b":"\u0061dult","c":"Youth","d":""}"#)
        var object = JSONObject(value, errors)
        #expect(object.choice("a", of: Pillar.self) == .youth)
        #expect(object.optionalChoice("b", of: Pillar.self) == .adult)
        #expect(object.choice("c", of: Pillar.self) == nil)
        #expect(object.optionalChoice("d", of: Pillar.self) == nil)
        object.close()
        #expect(errors.list.map(\.code) == ["enum", "enum"])
        #expect(errors.list.first?.detail == "must be one of youth, adult")
    }

    @Test(arguments: [(0, "length"), (1, nil), (3, nil), (4, "length")] as [(Int, String?)])
    func `that is an array has a count in its range`(count: Int, code: String?) throws {
        let list = Array(repeating: "0", count: count).joined(separator: ",")
        let errors = JSONErrors()
        var object = JSONObject(try document("{\"a\":[\(list)],\"b\":[\(list)]}"), errors)
        #expect(object.array("a", count: 1...3)?.count == (code == nil ? count : nil))
        #expect(object.optionalArray("b", count: 1...3)?.count == (code == nil ? count : nil))
        object.close()
        #expect(errors.list.first?.code == code)
        #expect(errors.list.count == (code == nil ? 0 : 2))
    }
}
