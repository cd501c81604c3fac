/// The identity of a resource: a UUID, sixteen bytes, written in lower case.
///
/// - Source: RFC 9562.
package struct Identifier: Hashable, Comparable, Sendable {
    /// The first eight bytes, most significant first.
    package let high: UInt64

    /// The last eight bytes, most significant first.
    package let low: UInt64

    /// The identifier of two halves.
    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The UUID written as 36 characters, upper or lower case, without braces or `urn:`.
    package init?(utf8 text: Span<UInt8>) {
        guard text.count == 36,
            text[8] == 0x2D, text[13] == 0x2D, text[18] == 0x2D, text[23] == 0x2D,
            let first = Identifier.hexadecimal(text, 0..<8),
            let second = Identifier.hexadecimal(text, 9..<13),
            let third = Identifier.hexadecimal(text, 14..<18),
            let fourth = Identifier.hexadecimal(text, 19..<23),
            let fifth = Identifier.hexadecimal(text, 24..<36)
        else { return nil }
        high = first << 32 | second << 16 | third
        low = fourth << 48 | fifth
    }

    /// The UUID written as 36 characters, upper or lower case, without braces or `urn:`.
    package init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8.prefix(37))
        self.init(utf8: bytes.span)
    }

    /// A new identifier, at random among those of its microsecond.
    ///
    /// - Parameter unixMicroseconds: time since 1970-01-01T00:00:00Z, not before.
    package static func version7(unixMicroseconds: Int64) -> Identifier {
        let (milliseconds, micros) = UInt64(unixMicroseconds).quotientAndRemainder(
            dividingBy: 1_000
        )
        return version7(
            unixMilliseconds: milliseconds,
            fraction: micros * 4_096 / 1_000,
            random: UInt64.random(in: 0...UInt64.max)
        )
    }

    /// An identifier that sorts by the time it was made.
    ///
    /// - Parameters:
    ///   - unixMilliseconds: time since 1970-01-01T00:00:00Z; the lowest 48 bits count.
    ///   - fraction: of the millisecond, in parts of 4,096; the lowest 12 bits count.
    ///   - random: the lowest 62 bits count.
    /// - Source: RFC 9562 §5.7, and §6.2 method 3, so that lists keep the order of one caller's
    ///   requests.
    package static func version7(
        unixMilliseconds: UInt64,
        fraction: UInt64,
        random: UInt64
    ) -> Identifier {
        Identifier(
            high: unixMilliseconds << 16 | 0x7000 | fraction & 0x0FFF,
            low: 0x8000_0000_0000_0000 | random & 0x3FFF_FFFF_FFFF_FFFF
        )
    }

    /// The version number in the identifier, 0...15.
    package var version: Int {
        Int(high >> 12 & 0xF)
    }

    /// Whether this is a time-ordered identifier of the variant of RFC 9562.
    package var isVersion7: Bool {
        version == 7 && low >> 62 == 0b10
    }

    /// Appends the 36 characters as ASCII.
    package func append(to bytes: inout [UInt8]) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 36) { buffer in
            write(to: buffer)
            bytes.append(contentsOf: buffer)
        }
    }

    package static func < (left: Identifier, right: Identifier) -> Bool {
        left.high != right.high ? left.high < right.high : left.low < right.low
    }

    private func write(to buffer: UnsafeMutableBufferPointer<UInt8>) {
        let text = UnsafeMutableRawBufferPointer(buffer)
        let second = Identifier.digits(UInt32(truncatingIfNeeded: high))
        let third = Identifier.digits(UInt32(truncatingIfNeeded: low >> 32))
        text.storeBytes(of: Identifier.digits(UInt32(high >> 32)).bigEndian, as: UInt64.self)
        text.storeBytes(of: UInt32(second >> 32).bigEndian, toByteOffset: 9, as: UInt32.self)
        text.storeBytes(
            of: UInt32(truncatingIfNeeded: second).bigEndian,
            toByteOffset: 14,
            as: UInt32.self
        )
        text.storeBytes(of: UInt32(third >> 32).bigEndian, toByteOffset: 19, as: UInt32.self)
        text.storeBytes(
            of: UInt32(truncatingIfNeeded: third).bigEndian,
            toByteOffset: 24,
            as: UInt32.self
        )
        text.storeBytes(
            of: Identifier.digits(UInt32(truncatingIfNeeded: low)).bigEndian,
            toByteOffset: 28,
            as: UInt64.self
        )
        buffer[8] = 0x2D
        buffer[13] = 0x2D
        buffer[18] = 0x2D
        buffer[23] = 0x2D
    }

    /// Eight hexadecimal digits as ASCII, the first in the highest byte.
    ///
    /// All eight at once: writing identifiers is a good part of writing a list.
    private static func digits(_ value: UInt32) -> UInt64 {
        var nibbles = UInt64(value)
        nibbles = (nibbles | nibbles << 16) & 0x0000_FFFF_0000_FFFF
        nibbles = (nibbles | nibbles << 8) & 0x00FF_00FF_00FF_00FF
        nibbles = (nibbles | nibbles << 4) & 0x0F0F_0F0F_0F0F_0F0F
        // A nibble of ten or more carries into its high half when six is added.
        let letters = (nibbles &+ 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
        return nibbles &+ 0x3030_3030_3030_3030 &+ letters &* 0x27
    }

    private static func hexadecimal(_ text: Span<UInt8>, _ range: Range<Int>) -> UInt64? {
        var value: UInt64 = 0
        for index in range {
            let nibble: UInt8
            switch text[index] {
            case 0x30...0x39: nibble = text[index] - 0x30
            case 0x41...0x46: nibble = text[index] - 0x37
            case 0x61...0x66: nibble = text[index] - 0x57
            default: return nil
            }
            value = value << 4 | UInt64(nibble)
        }
        return value
    }
}

extension Identifier: CustomStringConvertible {
    package var description: String {
        String(unsafeUninitializedCapacity: 36) { buffer in
            write(to: UnsafeMutableBufferPointer(rebasing: buffer[..<36]))
            return 36
        }
    }
}
