/// Reads the pieces that field values are made of (RFC 9110 §5.6).
struct FieldReader {
    private let bytes: [UInt8]
    private var index = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    var isAtEnd: Bool { index == bytes.count }

    /// Passes over blanks.
    mutating func skipBlanks() {
        while index < bytes.count, Octet.isBlank(bytes[index]) { index += 1 }
    }

    /// Passes over a byte when it is the next one.
    mutating func take(_ byte: UInt8) -> Bool {
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    /// Passes over a separator and the blanks on both sides of it.
    mutating func takeSeparator(_ byte: UInt8) -> Bool {
        let start = index
        skipBlanks()
        guard take(byte) else {
            index = start
            return false
        }
        skipBlanks()
        return true
    }

    /// Passes over the commas between two members of a list, some of which may be empty.
    mutating func takeCommas() {
        while takeSeparator(Octet.comma) {}
        skipBlanks()
    }

    /// A token; nil when there is none.
    mutating func token() -> String? {
        text { Octet.isToken($0) }
    }

    /// One or more bytes for which something holds; nil when there are none.
    mutating func text(where holds: (UInt8) -> Bool) -> String? {
        let start = index
        while index < bytes.count, holds(bytes[index]) { index += 1 }
        return index > start ? String(decoding: bytes[start..<index], as: UTF8.self) : nil
    }

    /// A quoted string without its quotes and escapes; nil when there is none (RFC 9110 §5.6.4).
    mutating func quotedString() -> String? {
        guard take(Octet.quote) else { return nil }
        var content: [UInt8] = []
        while index < bytes.count {
            var byte = bytes[index]
            index += 1
            if byte == Octet.quote { return String(decoding: content, as: UTF8.self) }
            if byte == Octet.backslash {
                guard index < bytes.count else { return nil }
                byte = bytes[index]
                index += 1
            }
            guard Octet.isValue(byte) else { return nil }
            content.append(byte)
        }
        return nil
    }

    /// A token or a quoted string; nil when there is neither.
    mutating func tokenOrQuotedString() -> String? {
        token() ?? quotedString()
    }
}
