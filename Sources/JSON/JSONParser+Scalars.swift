extension JSONParser {
    /// Reads a string or a name from its opening quote.
    mutating func string(_ bytes: Span<UInt8>, _ place: Place) throws(InputError) {
        position += 1
        let start = position
        var isEscaped = false
        while true {
            skipPlain(bytes)
            let byte = peek(bytes)
            if byte == UInt8(ascii: "\"") { break }
            if byte == UInt8(ascii: "\\") {
                isEscaped = true
                try escape(bytes, place)
            } else if byte >= 0x80 {
                try scalar(bytes, place)
            } else if position == bytes.count {
                throw unexpected(bytes, place, "a closing quote")
            } else {
                throw failure(
                    bytes,
                    place,
                    "syntax",
                    "must have no bare control character at byte \(position)"
                )
            }
        }
        _ = try append(.string, start..<position, place, isEscaped: isEscaped)
        position += 1
    }

    /// Moves to the next byte that is not plain: a quote, a backslash, a control character,
    /// the start of a scalar beyond ASCII, or the end.
    @inline(__always)
    private mutating func skipPlain(_ bytes: Span<UInt8>) {
        let raw = bytes.bytes
        while bytes.count - position >= 8 {
            let word = UInt64(
                littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
            )
            let special = Self.special(word)
            if special != 0 {
                position += special.trailingZeroBitCount >> 3
                return
            }
            position += 8
        }
        while position < bytes.count {
            let byte = bytes[position]
            if byte < 0x20 || byte >= 0x80 || byte == UInt8(ascii: "\"")
                || byte == UInt8(ascii: "\\")
            {
                return
            }
            position += 1
        }
    }

    /// The high bits of the bytes that are not plain.
    ///
    /// A borrow may mark plain bytes after the first marked one; the first is always right.
    @inline(__always)
    private static func special(_ word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let high: UInt64 = 0x8080_8080_8080_8080
        let quote = word ^ (ones &* 0x22)
        let backslash = word ^ (ones &* 0x5C)
        let control = (word &- ones &* 0x20) & ~word
        let quotes = (quote &- ones) & ~quote
        let backslashes = (backslash &- ones) & ~backslash
        return (word | control | quotes | backslashes) & high
    }

    private mutating func escape(_ bytes: Span<UInt8>, _ place: Place) throws(InputError) {
        let letter = position + 1 < bytes.count ? bytes[position + 1] : 0
        if JSONEscapes.short(letter) != nil {
            position += 2
        } else if letter == UInt8(ascii: "u"),
            let (_, length) = JSONEscapes.scalar(bytes, at: position)
        {
            position += length
        } else {
            throw failure(
                bytes,
                place,
                "syntax",
                "must have an escape that stands for a character at byte \(position)"
            )
        }
    }

    /// Moves over one scalar of two to four bytes, RFC 3629 §4.
    private mutating func scalar(_ bytes: Span<UInt8>, _ place: Place) throws(InputError) {
        let first = bytes[position]
        let length =
            switch first {
            case 0xC2...0xDF: 2
            case 0xE0...0xEF: 3
            case 0xF0...0xF4: 4
            default: 0
            }
        // The second byte excludes overlong forms, surrogates and what lies above U+10FFFF.
        let second: ClosedRange<UInt8> =
            switch first {
            case 0xE0: 0xA0...0xBF
            case 0xED: 0x80...0x9F
            case 0xF0: 0x90...0xBF
            case 0xF4: 0x80...0x8F
            default: 0x80...0xBF
            }
        var isValid =
            length > 0 && bytes.count - position >= length && second ~= bytes[position + 1]
        if isValid {
            for offset in 2..<max(length, 2) where bytes[position + offset] & 0xC0 != 0x80 {
                isValid = false
            }
        }
        guard isValid else {
            throw failure(
                bytes,
                place,
                "syntax",
                "must be UTF-8 at byte \(position)"
            )
        }
        position += length
    }

    /// Reads a number, RFC 8259 §6.
    mutating func number(_ bytes: Span<UInt8>, _ place: Place) throws(InputError) {
        let start = position
        if peek(bytes) == UInt8(ascii: "-") { position += 1 }
        if peek(bytes) == UInt8(ascii: "0") {
            position += 1
            if isDigit(bytes) {
                throw unexpected(bytes, place, "no zero before the other digits")
            }
        } else {
            try digits(bytes, place)
        }
        if peek(bytes) == UInt8(ascii: ".") {
            position += 1
            try digits(bytes, place)
        }
        if peek(bytes) | 0x20 == UInt8(ascii: "e") {
            position += 1
            if peek(bytes) == UInt8(ascii: "+") || peek(bytes) == UInt8(ascii: "-") {
                position += 1
            }
            try digits(bytes, place)
        }
        guard position - start <= limits.numberBytes else {
            throw failure(
                bytes,
                place,
                "range",
                "must have at most \(limits.numberBytes) characters"
            )
        }
    }

    @inline(__always)
    private func isDigit(_ bytes: Span<UInt8>) -> Bool {
        UInt8(ascii: "0")...UInt8(ascii: "9") ~= peek(bytes)
    }

    @inline(__always)
    private mutating func digits(_ bytes: Span<UInt8>, _ place: Place) throws(InputError) {
        guard isDigit(bytes) else { throw unexpected(bytes, place, "a digit") }
        repeat { position += 1 } while isDigit(bytes)
    }

    /// Reads `true`, `false` or `null`.
    @inline(__always)
    mutating func word(
        _ word: StaticString,
        _ bytes: Span<UInt8>,
        _ place: Place
    ) throws(InputError) {
        for offset in 0..<word.utf8CodeUnitCount {
            guard peek(bytes) == word.utf8Start[offset] else {
                throw unexpected(bytes, place, "true, false or null")
            }
            position += 1
        }
    }
}
