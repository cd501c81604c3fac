/// Two decimal digits at a time, which is how dates are written.
enum Digits {
    /// The number 0...99 that two ASCII digits spell.
    ///
    /// - Returns: nil when either is no digit.
    static func pair(_ text: Span<UInt8>, at index: Int) -> Int? {
        let tens = text[index] &- 0x30
        let ones = text[index + 1] &- 0x30
        guard tens < 10, ones < 10 else { return nil }
        return Int(tens) * 10 + Int(ones)
    }

    /// Appends a number 0...99 as two ASCII digits.
    static func appendPair(_ number: Int, to bytes: inout [UInt8]) {
        bytes.append(0x30 + UInt8(truncatingIfNeeded: number / 10))
        bytes.append(0x30 + UInt8(truncatingIfNeeded: number % 10))
    }

    /// Writes a number 0...99 as two ASCII digits at an index.
    static func write(_ number: Int, to buffer: UnsafeMutableBufferPointer<UInt8>, at index: Int) {
        buffer[index] = 0x30 + UInt8(truncatingIfNeeded: number / 10)
        buffer[index + 1] = 0x30 + UInt8(truncatingIfNeeded: number % 10)
    }
}
