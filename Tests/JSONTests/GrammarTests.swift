import Testing

@testable import JSON

@Suite struct `The parser and the grammar` {
    private static let documents = [
        #"{"a":[1,-2.5e+3,"é\u00e9\n"],"b":{"c":null}}"#, #"["\ud83d\ude00","€"]"#,
        "[0,-0,10.01,1E-5,true,false]", #"{"":1,"a":2,"\u0062":3}"#, " [ { } , [ ] ] ",
    ]

    private static let pieces = [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u00", "\\ud83d", "\\ude00", "41", "a", "b",
        "\"a\"", "\"b\":", "0", "1", "-", ".", "e", "E", "+", "true", "false", "null", "tru", " ",
        "\n", "\u{0}", "é", "😀", "\u{FEFF}", "\"a\":1", "\"\\u0061\":", "[]", "{}", "1.5", "1e5",
    ]

    /// Every byte the grammar mentions, their neighbours and the edges of UTF-8.
    private static let bytes =
        Array("\t\n\r !\"#+,-./0189:;@AEFGU[\\]^`abefglnrstuvx{|}~".utf8)
        + [0x00, 0x08, 0x0B, 0x1F, 0x7F, 0x80, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0]
        + [0xED, 0xEF, 0xF0, 0xF4, 0xF5, 0xFF]

    /// Both answers about some bytes; they differ only when one of them is wrong.
    private func agree(_ bytes: [UInt8]) -> Bool {
        (refusal(bytes) == nil) == Grammar.accepts(bytes)
    }

    @Test(arguments: documents)
    func `agree when any byte is replaced by another that means something`(text: String) {
        let bytes = Array(text.utf8)
        #expect(Grammar.accepts(bytes))
        var changed = bytes
        for position in bytes.indices {
            for byte in Self.bytes {
                changed[position] = byte
                if !agree(changed) { Issue.record("\(changed)") }
            }
            changed[position] = bytes[position]
        }
    }

    @Test(arguments: documents)
    func `agree when a byte is left out or comes twice`(text: String) {
        let bytes = Array(text.utf8)
        for position in bytes.indices {
            var without = bytes
            without.remove(at: position)
            #expect(agree(without))
            var twice = bytes
            twice.insert(bytes[position], at: position)
            #expect(agree(twice))
        }
    }

    @Test(arguments: documents)
    func `agree when a piece is put anywhere`(text: String) {
        let bytes = Array(text.utf8)
        for position in 0...bytes.count {
            for piece in Self.pieces {
                let changed = bytes[..<position] + Array(piece.utf8) + bytes[position...]
                if !agree(Array(changed)) { Issue.record("\(piece) at \(position)") }
            }
        }
    }

    @Test(arguments: 0..<10)
    func `agree on pieces in any order`(seed: Int) {
        var random = Repeatable(state: 3000 + UInt64(seed))
        var accepted = 0
        for _ in 0..<200 {
            let count = Int.random(in: 1...8, using: &random)
            let parts = (0..<count).map { _ in Self.pieces.randomElement(using: &random) ?? "" }
            let joined = parts.joined()
            for text in [joined, "\"\(joined)\"", "[\(joined)]", "{\(joined)}"] {
                let bytes = Array(text.utf8)
                if !agree(bytes) { Issue.record("\(text)") }
                if Grammar.accepts(bytes) { accepted += 1 }
            }
        }
        #expect(accepted > 20)
    }

    @Test func `agree on every escape of one letter`() {
        for byte in UInt8.min...UInt8.max {
            #expect(agree([0x22, 0x5C, byte, 0x22]))
            #expect(agree([0x22, 0x5C, byte, 0x30, 0x30, 0x34, 0x31, 0x22]))
        }
    }

    @Test func `agree on two bytes in a string`() {
        for first in UInt8.min...UInt8.max {
            for second in Self.bytes where !agree([0x22, first, second, 0x22]) {
                Issue.record("\(first) \(second)")
            }
        }
    }

    @Test(arguments: [0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5] as [UInt8])
    func `agree on the edges of longer scalars`(first: UInt8) {
        let edges: [UInt8] = [0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xFF]
        for second in edges {
            for third in edges {
                #expect(agree([0x22, first, second, third, 0x22]))
                for fourth in edges where !agree([0x22, first, second, third, fourth, 0x22]) {
                    Issue.record("\(first) \(second) \(third) \(fourth)")
                }
            }
        }
    }
}
