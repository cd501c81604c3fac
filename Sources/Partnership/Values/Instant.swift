/// A moment, written in UTC to the microsecond, as RFC 3339 has it.
struct Instant: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Microseconds since 1970-01-01T00:00:00Z.
    let unixMicroseconds: Int64

    init(unixMicroseconds: Int64) {
        self.unixMicroseconds = unixMicroseconds
    }

    static func < (left: Instant, right: Instant) -> Bool {
        left.unixMicroseconds < right.unixMicroseconds
    }

    /// `YYYY-MM-DDTHH:MM:SS.mmmmmmZ`.
    var description: String {
        let seconds = Int(unixMicroseconds / 1_000_000)
        let micros = Int(unixMicroseconds % 1_000_000)
        guard let day = Day(number: seconds / 86_400) else { return "" }
        let rest = seconds % 86_400
        var bytes: [UInt8] = []
        bytes.reserveCapacity(27)
        day.append(to: &bytes)
        bytes.append(UInt8(ascii: "T"))
        Digits.appendPair(rest / 3_600, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        Digits.appendPair(rest / 60 % 60, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        Digits.appendPair(rest % 60, to: &bytes)
        bytes.append(UInt8(ascii: "."))
        Digits.appendPair(micros / 10_000, to: &bytes)
        Digits.appendPair(micros / 100 % 100, to: &bytes)
        Digits.appendPair(micros % 100, to: &bytes)
        bytes.append(UInt8(ascii: "Z"))
        return String(decoding: bytes, as: UTF8.self)
    }
}
