/// The SHA-256 digest of bytes, for receipts and for checking them where no database is.
///
/// - Source: FIPS 180-4 §4.1.2, §5.1.1, §6.2.
package struct SHA256: Sendable {
    /// The length of a digest.
    package static let byteCount = 32

    private static let blockByteCount = 64
    private var state: [8 of UInt32] = [
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a,
        0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
    ]

    /// The digest of bytes, 32 of them.
    package static func digest(of bytes: [UInt8]) -> [UInt8] {
        var digest = SHA256()
        var padded = bytes
        padded.append(0x80)
        let overhang = (padded.count + 8) % blockByteCount
        padded += repeatElement(0, count: (blockByteCount - overhang) % blockByteCount)
        append(UInt64(bytes.count) * 8, to: &padded)
        for start in stride(from: 0, to: padded.count, by: blockByteCount) {
            digest.add(padded.span.extracting(start..<start + blockByteCount))
        }
        var result: [UInt8] = []
        result.reserveCapacity(byteCount)
        for index in digest.state.indices { append(digest.state[index], to: &result) }
        return result
    }

    private mutating func add(_ block: Span<UInt8>) {
        var schedule = [64 of UInt32](repeating: 0)
        for index in 0..<16 {
            var word: UInt32 = 0
            for place in 0..<4 { word = word << 8 | UInt32(block[4 * index + place]) }
            schedule[index] = word
        }
        for index in 16..<64 {
            let (early, late) = (schedule[index - 15], schedule[index - 2])
            let first = Self.turn(early, 7) ^ Self.turn(early, 18) ^ early >> 3
            let second = Self.turn(late, 17) ^ Self.turn(late, 19) ^ late >> 10
            schedule[index] = schedule[index - 16] &+ first &+ schedule[index - 7] &+ second
        }
        let constants = Self.constants
        var (a, b, c, d) = (state[0], state[1], state[2], state[3])
        var (e, f, g, h) = (state[4], state[5], state[6], state[7])
        for index in 0..<64 {
            let first =
                h &+ (Self.turn(e, 6) ^ Self.turn(e, 11) ^ Self.turn(e, 25))
                &+ (e & f ^ ~e & g) &+ constants[index] &+ schedule[index]
            let second =
                (Self.turn(a, 2) ^ Self.turn(a, 13) ^ Self.turn(a, 22))
                &+ (a & b ^ a & c ^ b & c)
            (h, g, f, e, d, c, b, a) = (g, f, e, d &+ first, c, b, a, first &+ second)
        }
        let words: [8 of UInt32] = [a, b, c, d, e, f, g, h]
        for index in words.indices { state[index] &+= words[index] }
    }

    private static func turn(_ word: UInt32, _ count: UInt32) -> UInt32 {
        word &>> count | word &<< (32 &- count)
    }

    /// Appends the bytes of a number, the most significant first.
    private static func append<Number: FixedWidthInteger>(_ number: Number, to bytes: inout [UInt8])
    {
        for shift in stride(from: Number.bitWidth - 8, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> Number(shift)))
        }
    }

    private static let constants: [64 of UInt32] = [
        0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1,
        0x923f_82a4, 0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3,
        0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786,
        0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
        0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147,
        0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13,
        0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
        0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
        0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a,
        0x5b9c_ca4f, 0x682e_6ff3, 0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208,
        0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
    ]
}
