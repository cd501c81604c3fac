/// Which characters a text may have.
package enum JSONCharacters: Sendable {
    /// One line: no control characters, and something other than white space unless empty.
    case line
    /// Several lines: as `line`, but tabs and line ends are allowed.
    case lines
    /// Anything but U+0000, which a PostgreSQL text cannot hold.
    case any

    /// What is wrong with a text.
    ///
    /// - Returns: nil when nothing is. The length counts Unicode scalars.
    func refusal(
        of text: Span<UInt8>,
        length: ClosedRange<Int>
    ) -> (code: String, detail: String)? {
        var scalars = 0
        var isVisible = false
        var isASCII = true
        var hasControl = false
        for position in 0..<text.count {
            let byte = text[position]
            if byte < 0x20 {
                hasControl = hasControl || !allows(control: byte)
                scalars += 1
            } else if byte < 0x80 {
                isVisible = isVisible || byte > 0x20
                scalars += 1
            } else {
                isASCII = false
                if byte & 0xC0 != 0x80 { scalars += 1 }
            }
        }
        guard length.contains(scalars) else {
            return ("length", JSONDetail.count(length, scalars, "characters"))
        }
        if hasControl {
            return ("format", "must not contain control characters")
        }
        if !isVisible, text.count > 0, self != .any, isASCII || Self.isBlank(text) {
            return ("format", "must not be blank")
        }
        return nil
    }

    @inline(__always)
    private func allows(control byte: UInt8) -> Bool {
        switch self {
        case .line: false
        case .lines: byte == 0x09 || byte == 0x0A || byte == 0x0D
        case .any: byte != 0
        }
    }

    @inline(never)
    private static func isBlank(_ text: Span<UInt8>) -> Bool {
        text.withUnsafeBufferPointer { bytes in
            String(decoding: bytes, as: UTF8.self).unicodeScalars.allSatisfy(
                \.properties.isWhitespace
            )
        }
    }
}

/// The sentences of errors about counts and ranges; they show both numbers.
enum JSONDetail {
    static func count(_ wanted: ClosedRange<Int>, _ count: Int, _ things: String) -> String {
        "must have \(bounds(wanted, "")) \(things), not \(count)"
    }

    static func number(_ wanted: ClosedRange<Int>, _ number: Int?) -> String {
        "must be \(bounds(wanted, "from "))" + (number.map { ", not \($0)" } ?? "")
    }

    private static func bounds(_ wanted: ClosedRange<Int>, _ from: String) -> String {
        if wanted.lowerBound == wanted.upperBound { return "\(wanted.lowerBound)" }
        if wanted.upperBound == .max { return "at least \(wanted.lowerBound)" }
        if wanted.lowerBound == .min { return "at most \(wanted.upperBound)" }
        return "\(from)\(wanted.lowerBound) to \(wanted.upperBound)"
    }
}
