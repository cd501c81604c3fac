extension Sequence<UInt8> {
    /// Two lower-case digits for each byte.
    package var hexadecimal: String {
        var digits: [UInt8] = []
        digits.reserveCapacity(2 * underestimatedCount)
        for byte in self {
            digits.append(Self.digit(byte >> 4))
            digits.append(Self.digit(byte & 0xF))
        }
        return String(decoding: digits, as: UTF8.self)
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}

extension [UInt8] {
    /// The bytes that pairs of hexadecimal digits of either case stand for.
    ///
    /// - Returns: nil for anything else.
    package init?(hexadecimal text: some StringProtocol) {
        var halves: [UInt8] = []
        for character in text.utf8 {
            switch character {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): halves.append(character - 0x30)
            case UInt8(ascii: "a")...UInt8(ascii: "f"): halves.append(character - 0x57)
            case UInt8(ascii: "A")...UInt8(ascii: "F"): halves.append(character - 0x37)
            default: return nil
            }
        }
        guard halves.count.isMultiple(of: 2) else { return nil }
        self = stride(from: 0, to: halves.count, by: 2).map { halves[$0] << 4 | halves[$0 + 1] }
    }
}
