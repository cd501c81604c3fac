/// A second reader of RFC 8259, as slow and as close to the grammar as possible.
///
/// It works on scalars, throws on the first deviation and knows none of the parser's
/// shortcuts, so that both can be compared on documents nobody thought of.
struct Grammar {
    struct Deviation: Error {}

    private var rest: ArraySlice<Unicode.Scalar>

    /// Whether these bytes are one document without equal names.
    static func accepts(_ bytes: [UInt8]) -> Bool {
        guard let text = String(validating: bytes, as: UTF8.self) else { return false }
        var grammar = Grammar(rest: Array(text.unicodeScalars)[...])
        do {
            try grammar.value()
            return grammar.rest.isEmpty
        } catch {
            return false
        }
    }

    private mutating func take(_ scalar: Unicode.Scalar) throws {
        guard rest.popFirst() == scalar else { throw Deviation() }
    }

    private mutating func takes(_ scalar: Unicode.Scalar) -> Bool {
        guard rest.first == scalar else { return false }
        rest.removeFirst()
        return true
    }

    private mutating func space() {
        while let first = rest.first, " \t\r\n".unicodeScalars.contains(first) {
            rest.removeFirst()
        }
    }

    private mutating func value() throws {
        space()
        switch rest.first {
        case "{": try object()
        case "[": try array()
        case "\"": _ = try string()
        case "t": for letter in "true".unicodeScalars { try take(letter) }
        case "f": for letter in "false".unicodeScalars { try take(letter) }
        case "n": for letter in "null".unicodeScalars { try take(letter) }
        default: try number()
        }
        space()
    }

    private mutating func object() throws {
        try take("{")
        space()
        if takes("}") { return }
        var names: Set<[UInt16]> = []
        repeat {
            space()
            guard names.insert(try string()).inserted else { throw Deviation() }
            space()
            try take(":")
            try value()
        } while takes(",")
        try take("}")
    }

    private mutating func array() throws {
        try take("[")
        space()
        if takes("]") { return }
        repeat { try value() } while takes(",")
        try take("]")
    }

    private mutating func digits() throws {
        var count = 0
        while let first = rest.first, "0"..."9" ~= first {
            rest.removeFirst()
            count += 1
        }
        if count == 0 { throw Deviation() }
    }

    private mutating func number() throws {
        _ = takes("-")
        if !takes("0") { try digits() }
        if takes(".") { try digits() }
        if takes("e") || takes("E") {
            if !takes("+") { _ = takes("-") }
            try digits()
        }
    }

    /// The UTF-16 of a string.
    private mutating func string() throws -> [UInt16] {
        try take("\"")
        var units: [UInt16] = []
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\"":
                guard String(validating: units, as: UTF16.self) != nil else {
                    throw Deviation()
                }
                return units
            case "\\":
                units.append(try escape())
            default:
                guard scalar.value >= 0x20 else { throw Deviation() }
                units.append(contentsOf: Character(scalar).utf16)
            }
        }
        throw Deviation()
    }

    private mutating func escape() throws -> UInt16 {
        let letters: [Unicode.Scalar: UInt16] = [
            "\"": 0x22, "\\": 0x5C, "/": 0x2F, "b": 8, "f": 12, "n": 10, "r": 13, "t": 9,
        ]
        guard let letter = rest.popFirst() else { throw Deviation() }
        if let unit = letters[letter] { return unit }
        let digits = String(String.UnicodeScalarView(rest.prefix(4)))
        guard letter == "u", digits.unicodeScalars.count == 4,
            digits.unicodeScalars.allSatisfy(\.properties.isASCIIHexDigit),
            let unit = UInt16(digits, radix: 16)
        else { throw Deviation() }
        rest = rest.dropFirst(4)
        return unit
    }
}
