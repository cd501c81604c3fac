extension [UInt8] {
    /// The bytes in base64, with padding and without line ends.
    ///
    /// - Source: RFC 4648 §4.
    package var base64: String {
        var text: [UInt8] = []
        text.reserveCapacity((count + 2) / 3 * 4)
        for start in stride(from: 0, to: count, by: 3) {
            let group = self[start..<Swift.min(start + 3, count)]
            var bits = group.reduce(0) { $0 << 8 | UInt32($1) }
            bits <<= UInt32(8 * (3 - group.count))
            for place in 0..<4 {
                let value = UInt8(truncatingIfNeeded: bits >> UInt32(18 - 6 * place)) & 63
                text.append(place <= group.count ? Self.base64Digit(value) : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes that base64 with its padding stands for.
    ///
    /// - Returns: nil for anything else, also where spare bits are not zero: bytes have one text
    ///   (RFC 4648 §3.5).
    package init?(base64 text: some StringProtocol) {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 4) else { return nil }
        self = []
        reserveCapacity(digits.count / 4 * 3)
        for start in stride(from: 0, to: digits.count, by: 4) {
            let isLast = start + 4 == digits.count
            let padding = digits[start..<start + 4].reversed().prefix { $0 == UInt8(ascii: "=") }
            guard padding.count <= (isLast ? 2 : 0) else { return nil }
            var bits: UInt32 = 0
            for digit in digits[start..<start + 4 - padding.count] {
                guard let value = Self.base64Value(digit) else { return nil }
                bits = bits << 6 | UInt32(value)
            }
            bits <<= UInt32(6 * padding.count)
            let group = (0..<3).map { UInt8(truncatingIfNeeded: bits >> UInt32(16 - 8 * $0)) }
            guard group.suffix(padding.count).allSatisfy({ $0 == 0 }) else { return nil }
            self += group.dropLast(padding.count)
        }
    }

    private static func base64Digit(_ value: UInt8) -> UInt8 {
        switch value {
        case 0..<26: UInt8(ascii: "A") + value
        case 26..<52: UInt8(ascii: "a") + value - 26
        case 52..<62: UInt8(ascii: "0") + value - 52
        case 62: UInt8(ascii: "+")
        default: UInt8(ascii: "/")
        }
    }

    private static func base64Value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): digit - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): digit - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0") + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
