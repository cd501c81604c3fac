/// The escapes of a string, RFC 8259 §7, once the parser has found them correct.
enum JSONEscapes {
    /// The value of a hexadecimal digit.
    ///
    /// - Returns: nil when the byte is none.
    @inline(__always)
    static func hexadecimal(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }

    /// The number that four hexadecimal digits say.
    ///
    /// - Returns: nil when there are no four digits.
    static func codeUnit(_ bytes: Span<UInt8>, at start: Int) -> UInt32? {
        guard bytes.count - start >= 4 else { return nil }
        var unit: UInt32 = 0
        for offset in 0..<4 {
            guard let digit = hexadecimal(bytes[start + offset]) else { return nil }
            unit = unit << 4 | digit
        }
        return unit
    }

    /// The byte that a letter after a backslash stands for.
    ///
    /// - Returns: nil for `u` and for what is no escape.
    static func short(_ letter: UInt8) -> UInt8? {
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: nil
        }
    }

    /// The scalar that `\uXXXX`, or two of them, stand for, and the bytes they take.
    ///
    /// - Returns: nil when digits are missing or a surrogate has no other half.
    static func scalar(_ bytes: Span<UInt8>, at backslash: Int) -> (Unicode.Scalar, Int)? {
        guard let first = codeUnit(bytes, at: backslash + 2) else { return nil }
        guard first & 0xFC00 == 0xD800 else {
            return Unicode.Scalar(first).map { ($0, 6) }
        }
        let second = backslash + 6
        guard bytes.count - second >= 6, bytes[second] == UInt8(ascii: "\\"),
            bytes[second + 1] == UInt8(ascii: "u"),
            let low = codeUnit(bytes, at: second + 2), low & 0xFC00 == 0xDC00
        else { return nil }
        let value = 0x10000 + ((first & 0x3FF) << 10) + (low & 0x3FF)
        return Unicode.Scalar(value).map { ($0, 12) }
    }

    /// The bytes of a string's contents without escapes.
    static func unescaped(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(range.count)
        var position = range.lowerBound
        while position < range.upperBound {
            let byte = bytes[position]
            if byte != UInt8(ascii: "\\") {
                text.append(byte)
                position += 1
            } else if let plain = short(bytes[position + 1]) {
                text.append(plain)
                position += 2
            } else if let (scalar, length) = scalar(bytes, at: position) {
                text.append(contentsOf: scalar.utf8)
                position += length
            } else {
                preconditionFailure("an escape the parser accepted is none")
            }
        }
        return text
    }
}
