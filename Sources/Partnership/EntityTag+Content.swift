internal import HTTP

extension EntityTag {
    /// A strong tag of content: other bytes, another tag.
    ///
    /// Two multiplications per eight bytes; no secret depends on it, so no cryptography either.
    init(of content: [UInt8]) {
        var first: UInt64 = 0x9E37_79B9_7F4A_7C15
        var second: UInt64 = 0xC2B2_AE3D_27D4_EB4F ^ UInt64(content.count)
        content.withUnsafeBytes { bytes in
            var place = 0
            while place < bytes.count {
                var word: UInt64 = 0
                if place + 8 <= bytes.count {
                    word = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
                } else {
                    for byte in bytes[place...] { word = word << 8 | UInt64(byte) }
                }
                first = (first ^ word) &* 0xFF51_AFD7_ED55_8CCD
                first ^= first >> 32
                second = (second &+ word) &* 0xC4CE_B9FE_1A85_EC53
                second ^= second >> 29
                place += 8
            }
        }
        self.init(Self.text(first, second))
    }

    /// Both numbers in hexadecimal digits.
    private static func text(_ first: UInt64, _ second: UInt64) -> String {
        String(unsafeUninitializedCapacity: 32) { buffer in
            for place in 0..<32 {
                let number = place < 16 ? first : second
                let digit = UInt8(truncatingIfNeeded: number >> (4 * UInt64(place & 15))) & 15
                buffer[place] = digit < 10 ? 0x30 + digit : 0x57 + digit
            }
            return 32
        }
    }
}
