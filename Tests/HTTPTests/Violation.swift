/// A law that does not hold, as a sentence about what was seen.
struct Violation: Error, CustomStringConvertible {
    let description: String

    static func unless(
        _ holds: Bool,
        _ sentence: @autoclosure () -> String
    ) throws(Violation) {
        if !holds { throw Violation(description: sentence()) }
    }

    /// Checks that bytes are read the same whole and in pieces that end at each list of places.
    static func unlessSame<Reading: Equatable>(
        cut cuts: [[Int]],
        as whole: Reading,
        _ read: ([Int]) throws(Violation) -> Reading
    ) throws(Violation) {
        for places in cuts {
            let pieces = try read(places)
            try unless(pieces == whole, "cut at \(places) it is \(pieces), whole it is \(whole)")
        }
    }
}

/// Places to cut bytes at: a few lists that depend on the bytes alone.
enum Cuts {
    /// Byte by byte, once in two and once in four.
    static func few(_ bytes: [UInt8]) -> [[Int]] {
        // FNV-1a: any hash that is the same in every run.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        let limit = UInt64(bytes.count) + 1
        let places = [16, 24, 32, 40].map { Int(hash >> $0 % limit) }
        return [Array(0...bytes.count), [places[0]], places[1...].sorted()]
    }

    /// Every single place, and every pair of places when the bytes are few.
    static func every(_ bytes: [UInt8]) -> [[Int]] {
        let places = 0...bytes.count
        let single = places.map { [$0] }
        guard bytes.count <= 64 else { return single }
        return single + places.flatMap { first in (first...bytes.count).map { [first, $0] } }
    }
}
