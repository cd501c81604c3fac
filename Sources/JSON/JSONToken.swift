/// One value or member name on the tape.
///
/// A member's name lies right before its value; a value's contents follow it.
struct JSONToken: Sendable {
    /// Where it starts in the bytes; of a string, after the quote.
    var start: UInt32
    /// Where it ends in the bytes, exclusive; of a string, before the quote.
    var end: UInt32
    /// The token after this one and everything in it.
    var next: UInt32
    /// The object or array it is in; zero for the root.
    var parent: UInt32
    /// The number of the element or member in its parent, from zero.
    var ordinal: UInt32
    /// The number of elements or members in it.
    var count: UInt32 = 0
    var kind: JSONKind
    /// Whether a string contains escapes.
    var isEscaped: Bool

    var range: Range<Int> { Int(start)..<Int(end) }
}

/// What a value is.
package enum JSONKind: Sendable, Equatable {
    /// The six kinds of RFC 8259 §3, `true` and `false` together.
    case object, array, string, number, boolean, null
}

/// The tokens of a document in the order of its bytes.
struct JSONTape: Sendable {
    var tokens: [JSONToken] = []

    /// The JSON Pointer of a value.
    func location(of index: Int, in bytes: Span<UInt8>) -> String {
        var reversed: [String] = []
        var current = index
        while current > 0 {
            let parent = Int(tokens[current].parent)
            if tokens[parent].kind == .object {
                reversed.append(step(ofName: current - 1, in: bytes))
            } else {
                reversed.append("/\(tokens[current].ordinal)")
            }
            current = parent
        }
        return reversed.reversed().joined()
    }

    /// One step of a pointer: a member name escaped as RFC 6901 §3 says.
    func step(ofName key: Int, in bytes: Span<UInt8>) -> String {
        Self.step(text(key, in: bytes))
    }

    static func step(_ name: [UInt8]) -> String {
        var step: [UInt8] = [UInt8(ascii: "/")]
        for byte in name {
            switch byte {
            case UInt8(ascii: "~"):
                step += [UInt8(ascii: "~"), UInt8(ascii: "0")]
            case UInt8(ascii: "/"):
                step += [UInt8(ascii: "~"), UInt8(ascii: "1")]
            default:
                step.append(byte)
            }
        }
        return String(decoding: step, as: UTF8.self)
    }

    /// The bytes of a string or name without escapes.
    func text(_ index: Int, in bytes: Span<UInt8>) -> [UInt8] {
        JSONEscapes.unescaped(bytes, tokens[index].range)
    }

    /// Whether two names say the same, byte by byte.
    func text(_ one: Int, equals other: Int, in bytes: Span<UInt8>) -> Bool {
        if tokens[one].isEscaped || tokens[other].isEscaped {
            return text(one, in: bytes) == text(other, in: bytes)
        }
        let first = tokens[one].range
        let second = tokens[other].range
        guard first.count == second.count else { return false }
        for offset in 0..<first.count
        where bytes[first.lowerBound + offset] != bytes[second.lowerBound + offset] {
            return false
        }
        return true
    }

    /// Whether a name or string says what the program says.
    @inline(__always)
    func text(_ index: Int, equals wanted: StaticString, in bytes: [UInt8]) -> Bool {
        let token = tokens[index]
        if token.isEscaped {
            return wanted.withUTF8Buffer { text(index, in: bytes.span).elementsEqual($0) }
        }
        let start = Int(token.start)
        guard Int(token.end) - start == wanted.utf8CodeUnitCount else { return false }
        return wanted.withUTF8Buffer { wanted in
            for offset in 0..<wanted.count where bytes[start + offset] != wanted[offset] {
                return false
            }
            return true
        }
    }
}
