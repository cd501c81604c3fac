/// Questions about one byte of HTTP text.
enum Octet {
    static let tab = UInt8(ascii: "\t")
    static let space = UInt8(ascii: " ")
    static let carriageReturn = UInt8(ascii: "\r")
    static let lineFeed = UInt8(ascii: "\n")
    static let colon = UInt8(ascii: ":")
    static let comma = UInt8(ascii: ",")
    static let semicolon = UInt8(ascii: ";")
    static let equals = UInt8(ascii: "=")
    static let quote = UInt8(ascii: "\"")
    static let backslash = UInt8(ascii: "\\")
    static let slash = UInt8(ascii: "/")
    static let percent = UInt8(ascii: "%")
    static let question = UInt8(ascii: "?")
    static let dot = UInt8(ascii: ".")

    /// Whether a byte is a tchar (RFC 9110 §5.6.2).
    @inline(__always)
    static func isToken(_ byte: UInt8) -> Bool {
        isMember(byte, 0x3ff_6cfa_0000_0000, 0x57ff_ffff_c7ff_fffe)
    }

    /// Whether a byte is a pchar, a slash or the start of an escape (RFC 3986 §3.3).
    @inline(__always)
    static func isPath(_ byte: UInt8) -> Bool {
        isMember(byte, 0x2fff_fff2_0000_0000, 0x47ff_fffe_87ff_ffff)
    }

    /// Whether a byte may stand in a path and means nothing but itself: no dot, no percent sign.
    @inline(__always)
    static func isPlainPath(_ byte: UInt8) -> Bool {
        isMember(byte, 0x2fff_bfd2_0000_0000, 0x47ff_fffe_87ff_ffff)
    }

    /// Whether a byte may stand in a query (RFC 3986 §3.4).
    @inline(__always)
    static func isQuery(_ byte: UInt8) -> Bool {
        isPath(byte) || byte == question
    }

    /// Whether a byte may stand in a query and starts no escape.
    @inline(__always)
    static func isPlainQuery(_ byte: UInt8) -> Bool {
        isPlainPath(byte) || byte == dot || byte == question
    }

    /// Whether a byte may stand in a reg-name without an escape (RFC 3986 §3.2.2).
    static func isHost(_ byte: UInt8) -> Bool {
        isPath(byte) && byte != slash && byte != percent && byte != colon && byte != 0x40
    }

    static func isDigit(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10
    }

    /// Whether a byte is whitespace inside a line: `OWS` (RFC 9110 §5.6.3).
    @inline(__always)
    static func isBlank(_ byte: UInt8) -> Bool {
        byte == space || byte == tab
    }

    /// Whether a byte may stand in a field value (RFC 9110 §5.5).
    @inline(__always)
    static func isValue(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte != 0x7F || byte == tab
    }

    /// The value of a hexadecimal digit, nil for any other byte.
    static func hexadecimal(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }

    /// The byte in lower case when it is an ASCII letter.
    @inline(__always)
    static func lowered(_ byte: UInt8) -> UInt8 {
        byte &- 0x41 < 26 ? byte | 0x20 : byte
    }

    @inline(__always)
    private static func isMember(_ byte: UInt8, _ low: UInt64, _ high: UInt64) -> Bool {
        let word = byte < 64 ? low : byte < 128 ? high : 0
        return (word &>> UInt64(byte & 63)) & 1 == 1
    }
}

extension Span where Element == UInt8 {
    /// The first index in a range where a question about the byte is answered with no, or its end.
    ///
    /// The loops over whole heads go through here, with one bounds check for all of a range.
    @inline(__always)
    func end(_ start: Int, _ end: Int, where holds: (UInt8) -> Bool) -> Int {
        precondition(start >= 0 && end <= count, "a range within the bytes")
        var index = start
        while index < end, holds(self[unchecked: index]) { index &+= 1 }
        return index
    }

    /// The index of the first line feed at or after an index, looking at eight bytes at a time.
    func lineFeed(from start: Int) -> Int? {
        var index = start
        let raw = bytes
        while index &+ 8 <= count {
            let word = UInt64(
                littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
            )
            let difference = word ^ 0x0A0A_0A0A_0A0A_0A0A
            let found = (difference &- 0x0101_0101_0101_0101) & ~difference & Self.highBits
            if found != 0 { return index &+ found.trailingZeroBitCount &>> 3 }
            index &+= 8
        }
        while index < count {
            if self[index] == Octet.lineFeed { return index }
            index &+= 1
        }
        return nil
    }

    /// Whether every byte in a range may stand in a field value (RFC 9110 §5.5).
    func isFieldValue(_ start: Int, _ end: Int) -> Bool {
        var index = start
        let raw = bytes
        while index &+ 8 <= end {
            let word = raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
            let control = (word &- 0x2020_2020_2020_2020) & ~word & Self.highBits
            let difference = word ^ 0x7F7F_7F7F_7F7F_7F7F
            let delete = (difference &- 0x0101_0101_0101_0101) & ~difference & Self.highBits
            if control | delete != 0 {
                for place in index..<index &+ 8 where !Octet.isValue(self[place]) { return false }
            }
            index &+= 8
        }
        while index < end {
            if !Octet.isValue(self[index]) { return false }
            index &+= 1
        }
        return true
    }

    /// Like `end(_:_:where:)`, but eight bytes at a time over letters, digits and hyphens.
    ///
    /// What is asked must be answered with yes for all of these.
    ///
    /// - Parameter slashes: whether slashes count among them.
    @inline(__always)
    func endOfWords(
        _ start: Int,
        _ end: Int,
        slashes: Bool = false,
        where holds: (UInt8) -> Bool
    ) -> Int {
        precondition(start >= 0 && end <= count, "a range within the bytes")
        var index = start
        let raw = bytes
        while index < end {
            if index &+ 8 <= count {
                let word = UInt64(
                    littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
                )
                let others = ~Self.wordBytes(word, slashes) & Self.highBits
                index &+= others.trailingZeroBitCount &>> 3
                if others == 0 { continue }
                if index >= end { return end }
            }
            if !holds(self[unchecked: index]) { return index }
            index &+= 1
        }
        return end
    }

    /// The high bit of each byte that is a letter, a digit, a hyphen or perhaps a slash.
    @inline(__always)
    private static func wordBytes(_ word: UInt64, _ slashes: Bool) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let low = word & ~highBits
        let folded = low | 0x20 &* ones
        // A sum reaches the high bit of its byte, and never beyond it, when the byte is at least
        // the lower bound; the second one when it is above the upper bound.
        let letters = (folded &+ (0x80 - 0x61) &* ones) & ~(folded &+ (0x7F - 0x7A) &* ones)
        // The slash comes just before the zero.
        let first: UInt64 = slashes ? 0x2F : 0x30
        let digits = (low &+ (0x80 - first) &* ones) & ~(low &+ (0x7F - 0x39) &* ones)
        let hyphens = (low &+ (0x80 - 0x2D) &* ones) & ~(low &+ (0x7F - 0x2D) &* ones)
        return (letters | digits | hyphens) & ~word & highBits
    }

    /// Whether a range holds a text in lower case, whatever the case of its own letters.
    func equals(_ start: Int, _ end: Int, lowerCase text: StaticString) -> Bool {
        guard end - start == text.utf8CodeUnitCount else { return false }
        var wanted = text.utf8Start
        return self.end(start, end) { byte in
            defer { wanted += 1 }
            return Octet.lowered(byte) == wanted.pointee
        } == end
    }

    /// Whether a range holds a text, byte for byte.
    func equals(_ start: Int, _ end: Int, exactly text: StaticString) -> Bool {
        guard end - start == text.utf8CodeUnitCount else { return false }
        var wanted = text.utf8Start
        return self.end(start, end) { byte in
            defer { wanted += 1 }
            return byte == wanted.pointee
        } == end
    }

    /// A range as a String; what is not UTF-8 becomes U+FFFD.
    func text(_ start: Int, _ end: Int) -> String {
        extracting(start..<end).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }

    private static var highBits: UInt64 { 0x8080_8080_8080_8080 }
}
