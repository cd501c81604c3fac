import Testing

@testable import JSON

@Suite struct `A string` {
    @Test(arguments: [
        (#""""#, ""), (#""a""#, "a"), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
        (#""\u0041""#, "A"), (#""\u00e9\u00E9""#, "éé"), (#""\u20AC""#, "€"),
        (#""\uD83D\uDE00""#, "😀"), (#""\ud83d\ude00x""#, "😀x"), (#""\u0000""#, "\u{0}"),
        (#""\uFFFF""#, "\u{FFFF}"), (#""\uD800\uDC00""#, "\u{10000}"),
        (#""\uDBFF\uDFFF""#, "\u{10FFFF}"), (#""\\u0041""#, "\\u0041"),
        (#""é€😀""#, "é€😀"), (#""a\u0062c\u0064""#, "abcd"),
        (#""\uD7FF\uE000""#, "\u{D7FF}\u{E000}"),
        (#""exactly8""#, "exactly8"), (#""1234567\n""#, "1234567\n"),
        (#""12345678é""#, "12345678é"),
        (#""seven77""#, "seven77"), (#""sixteen characte""#, "sixteen characte"),
    ])
    func `says what its escapes say`(text: String, expected: String) throws {
        let value = try document(text)
        #expect(value.string?.unicodeScalars.elementsEqual(expected.unicodeScalars) == true)
    }

    @Test(arguments: [
        #""\""#, #""\a""#, #""\x41""#, #""\U0041""#, #""\0""#, #""\'""#, #""\ ""#,
        #""\u""#, #""\u1""#, #""\u12""#, #""\u123""#, #""\u123g""#, #""\u 123""#, #""\u+123""#,
        #""\uD800""#, #""\uDC00""#, #""\uDFFF""#, #""\uDBFF""#, #""\uD83D\u0041""#,
        #""\uD83D\uD83D""#, #""\uDE00\uD83D""#, #""\uD83Dx""#, #""\uD83D\n""#,
        #""\uD83D\""#, #""\uD83D\u""#, #""\uD83D\uDE0""#, #""\uD83D\\uDE00""#, #""\uD83D\xDE00""#,
        #"""#, #""a"#, #""\"#, #""\u"#, #""\u00"#, #""\u0041"#, #""\uD83D\uDE00"#,
    ])
    func `with a wrong escape or without an end is refused`(text: String) {
        #expect(refusal(text)?.code == "syntax")
        #expect(refusal("[\(text)]")?.location == "/0")
    }

    @Test(arguments: 0..<0x20)
    func `with a bare control character is refused`(control: Int) {
        let control = UInt8(control)
        for length in 0..<10 {
            let quote = UInt8(ascii: "\"")
            let letters = [UInt8](repeating: UInt8(ascii: "a"), count: length)
            #expect(refusal([quote] + letters + [control, quote])?.code == "syntax")
            #expect(refusal([quote] + letters + [control] + letters + [quote])?.code == "syntax")
        }
    }

    @Test(
        arguments: [
            [0xC2, 0x80], [0xDF, 0xBF], [0xE0, 0xA0, 0x80], [0xEC, 0xBF, 0xBF],
            [0xED, 0x80, 0x80], [0xED, 0x9F, 0xBF], [0xEE, 0x80, 0x80], [0xEF, 0xBF, 0xBF],
            [0xF0, 0x90, 0x80, 0x80], [0xF1, 0x80, 0x80, 0x80], [0xF4, 0x8F, 0xBF, 0xBF], [0x7F],
        ] as [[UInt8]]
    )
    func `of correct UTF-8 is accepted`(bytes: [UInt8]) throws {
        for length in 0..<9 {
            let letters = [UInt8](repeating: UInt8(ascii: "a"), count: length)
            let text = letters + bytes + letters
            let value = try JSONDocument(parsing: [0x22] + text + [0x22]).root
            #expect(value.string.map { Array($0.utf8) } == text)
        }
    }

    @Test(
        arguments: [
            [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC2], [0xC2, 0x41], [0xC2, 0xC2],
            [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF], [0xE1, 0x80], [0xE1], [0xE1, 0x80, 0x41],
            [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80],
            [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x8F, 0xBF, 0xBF], [0xF0, 0x90, 0x80], [0xF0, 0x90],
            [0xF0], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80],
            [0xF8, 0x88, 0x80, 0x80, 0x80],
            [0xFE], [0xFF], [0xF0, 0x90, 0x80, 0x41], [0xF0, 0x90, 0x41, 0x80],
        ] as [[UInt8]]
    )
    func `of wrong UTF-8 is refused`(bytes: [UInt8]) {
        for length in 0..<9 {
            let letters = [UInt8](repeating: UInt8(ascii: "a"), count: length)
            #expect(refusal([0x22] + letters + bytes + [0x22])?.code == "syntax")
            #expect(refusal([0x22] + letters + bytes)?.code == "syntax")
            #expect(refusal([0x22] + bytes + letters + [0x22])?.code == "syntax")
        }
        #expect(refusal([0x7B, 0x22] + bytes + [0x22, 0x3A, 0x31, 0x7D])?.location == "")
    }

    @Test func `names a byte of every position that needs attention`() {
        // Eight bytes are looked at together; each position of the eight must be seen.
        for length in 0..<24 {
            let letters = String(repeating: "~", count: length)
            #expect(refusal("\"\(letters)\"") == nil)
            #expect(refusal("\"\(letters)\\n\(letters)\"") == nil)
            #expect(refusal("\"\(letters)\u{1F}\(letters)\"")?.code == "syntax")
            #expect(refusal("\"\(letters)\"\(letters)x")?.code == "syntax")
        }
    }
}

@Suite struct `A number` {
    @Test(arguments: [
        ("0", 0), ("-0", 0), ("1", 1), ("-1", -1), ("10", 10), ("1234567890", 1_234_567_890),
        ("9223372036854775807", Int.max), ("-9223372036854775808", Int.min),
        ("9223372036854775806", Int.max - 1), ("-9223372036854775807", Int.min + 1),
    ])
    func `that is an integer is exact`(text: String, expected: Int) throws {
        #expect(try document(text).integer == expected)
        #expect(try document("[\(text)]")[0].integer == expected)
    }

    @Test(arguments: [
        "1.0", "1e3", "1E3", "1e+3", "1e-3", "0.0", "-0.5", "0e0", "0E+1", "1.5e10", "1e400",
        "9223372036854775808", "-9223372036854775809", "99999999999999999999999999",
        "18446744073709551616", "18446744073709551617", "-18446744073709551616",
    ])
    func `that is no integer of ours is still a number`(text: String) throws {
        let value = try document(text)
        #expect(value.kind == .number)
        #expect(value.integer == nil)
        #expect(canonical(value) == text)
    }

    @Test(arguments: [
        "00", "01", "-01", "-00", "+1", "-", "--1", "-a", ".5", "-.5", "1.", "1.e1", "1.a",
        "1e", "1e+", "1e-", "1ee1", "1e1.5", "1.2.3", "1a", "0a", "1-", "1+1", "0x1", "1,000",
        "1 000", "٣", "1٣", "1e٣", "-Infinity", "0.", "0.e", "[-]", "[01]", "[1.]", "[1e]",
    ])
    func `written otherwise is refused`(text: String) {
        #expect(refusal(text)?.code == "syntax")
    }

    @Test func `is refused above the greatest length`() {
        let longest = String(repeating: "1", count: 64)
        #expect(refusal(longest) == nil)
        #expect(refusal("{\"a\":\(longest)}") == nil)
        #expect(refusal("{\"a\":\(longest)1}")?.code == "range")
        #expect(refusal("{\"a\":\(longest)1}")?.location == "/a")
        #expect(refusal("0." + String(repeating: "0", count: 62)) == nil)
        #expect(refusal("0." + String(repeating: "0", count: 63))?.code == "range")
    }
}
