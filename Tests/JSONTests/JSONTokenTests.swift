import Testing

@testable import JSON

@Suite struct `The tape` {
    private func tape(_ text: String) throws -> [JSONToken] {
        try JSONDocument(parsing: Array(text.utf8)).tape.tokens
    }

    @Test func `has a token for every value and name in their order`() throws {
        let tokens = try tape(#"{"a":[1,"b"],"c":{"d":null}}"#)
        #expect(
            tokens.map(\.kind) == [
                .object, .string, .array, .number, .string, .string, .object, .string, .null,
            ]
        )
        #expect(tokens.map(\.parent) == [0, 0, 0, 2, 2, 0, 0, 6, 6])
        #expect(tokens.map(\.ordinal) == [0, 0, 0, 0, 1, 1, 1, 0, 0])
        #expect(tokens.map(\.next) == [9, 2, 5, 4, 5, 6, 9, 8, 9])
        #expect(tokens.map(\.count) == [2, 0, 2, 0, 0, 0, 1, 0, 0])
    }

    @Test func `knows where everything is`() throws {
        let tokens = try tape(#" {"a" : [10, "b\n" ] , "é":true}"#)
        #expect(
            tokens.map(\.range) == [1..<33, 3..<4, 8..<20, 9..<11, 14..<17, 24..<26, 28..<32]
        )
        #expect(tokens.map(\.isEscaped) == [false, false, false, false, true, false, false])
    }

    @Test func `takes the memory the limits count with`() {
        #expect(MemoryLayout<JSONToken>.stride == 28)
        #expect(JSONLimits.standard.tokens * MemoryLayout<JSONToken>.stride <= 56_000_000)
    }

    @Test func `of an ordinary message is allocated once`() throws {
        let text = #"{"reference":"2024/0815","day":"2024-07-14","minutes":90,"final":false}"#
        let tokens = try tape(text)
        #expect(tokens.count == 9)
        #expect(tokens.capacity < 4 * tokens.count)
        #expect(text.utf8.count / 8 + 8 >= tokens.count)
    }

    @Test(arguments: [
        ("", "/"), ("a", "/a"), ("a/b", "/a~1b"), ("~", "/~0"), ("~1", "/~01"), ("/", "/~1"),
        ("a b", "/a b"), ("é", "/é"), ("\"", "/\""), ("m~n/o", "/m~0n~1o"), ("0", "/0"),
    ])
    func `escapes a step of a pointer`(name: String, step: String) {
        #expect(JSONTape.step(Array(name.utf8)) == step)
    }
}

@Suite struct `An escape` {
    @Test(
        arguments: [
            ("0", 0), ("9", 9), ("a", 10), ("f", 15), ("A", 10), ("F", 15), ("g", nil), ("G", nil),
            ("/", nil), (":", nil), ("@", nil), ("`", nil), ("-", nil), (" ", nil),
        ] as [(Character, UInt32?)]
    )
    func `has hexadecimal digits`(digit: Character, value: UInt32?) throws {
        #expect(JSONEscapes.hexadecimal(try #require(digit.asciiValue)) == value)
    }

    @Test(
        arguments: [
            ("\\u0041", 0x41, 6), ("\\uD83D\\uDE00", 0x1F600, 12), ("\\uD7FF", 0xD7FF, 6),
            ("\\uE000", 0xE000, 6), ("\\uFFFF", 0xFFFF, 6), ("\\uD800\\uDC00", 0x10000, 12),
            ("\\uDBFF\\uDFFF", 0x10FFFF, 12), ("\\u0041\\u0042", 0x41, 6),
        ] as [(String, UInt32, Int)]
    )
    func `stands for a scalar`(text: String, value: UInt32, length: Int) throws {
        let bytes = Array(text.utf8)
        let found = JSONEscapes.scalar(bytes.span, at: 0)
        let (scalar, taken) = try #require(found)
        #expect(scalar.value == value)
        #expect(taken == length)
    }

    @Test(arguments: [
        "\\u", "\\u004", "\\uD800", "\\uDC00", "\\uD800\\uD800", "\\uD800\\u0041", "\\uD800xuDC00",
        "\\uD800\\xDC00", "\\uD800\\uDC0", "\\uDFFF\\uD800", "\\uD800\\uE000",
    ])
    func `of half a pair or of missing digits stands for nothing`(text: String) {
        let bytes = Array(text.utf8)
        let found = JSONEscapes.scalar(bytes.span, at: 0)
        #expect(found == nil)
    }

    @Test func `of a letter is short`() {
        let letters = (UInt8.min...UInt8.max).filter { JSONEscapes.short($0) != nil }
        #expect(letters == Array("\"/\\bfnrt".utf8))
        #expect(letters.compactMap(JSONEscapes.short) == [0x22, 0x2F, 0x5C, 8, 12, 10, 13, 9])
    }

    @Test(arguments: [0, 1, 8, 9, 10, 13, 31, 32, 127, 0xD7FF, 0xE000, 0xFFFD, 0x10000, 0x10FFFF])
    func `of every scalar is read as that scalar`(code: Int) throws {
        let scalar = try #require(Unicode.Scalar(UInt32(code)))
        let escaped = Character(scalar).utf16.map { unit in
            let digits = String(unit, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
        let value = try document("\"\(escaped.joined())\"")
        #expect(value.string.map { Array($0.unicodeScalars) } == [scalar])
        #expect(try document(canonical(value)).string == value.string)
    }
}
