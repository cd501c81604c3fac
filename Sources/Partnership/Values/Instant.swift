/// A moment, written in UTC to the microsecond, as RFC 3339 has it.
struct Instant: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Microseconds since 1970-01-01T00:00:00Z.
    let unixMicroseconds: Int64

    init(unixMicroseconds: Int64) {
        self.unixMicroseconds = unixMicroseconds
    }

    /// An instant in UTC as RFC 3339 has it: `2026-04-07T06:40:03Z`, or with one to six decimals.
    ///
    /// - Returns: nil for another form, a leap second, or a year outside 1970...2199.
    init?(utf8 text: Span<UInt8>) {
        guard text.count >= 20, text.count <= 27, text[10] == UInt8(ascii: "T"),
            text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"),
            text[text.count - 1] == UInt8(ascii: "Z"),
            let day = Day(utf8: text.extracting(0..<10)), day.number >= 0,
            let hour = Digits.pair(text, at: 11), hour < 24,
            let minute = Digits.pair(text, at: 14), minute < 60,
            let second = Digits.pair(text, at: 17), second < 60,
            let micros = Self.micros(text.extracting(19..<(text.count - 1)))
        else { return nil }
        let seconds = day.number * 86_400 + hour * 3_600 + minute * 60 + second
        unixMicroseconds = Int64(seconds * 1_000_000 + micros)
    }

    /// An instant as RFC 3339 has it, in UTC or with an offset: `2026-04-07T08:40:03+02:00`.
    ///
    /// - Returns: nil for another form, a leap second, or a moment outside 1970...2199.
    init?(withOffset text: Span<UInt8>) {
        let place = text.count - 6
        guard place >= 19, text[text.count - 1] != UInt8(ascii: "Z") else {
            self.init(utf8: text)
            return
        }
        let isAhead = text[place] == UInt8(ascii: "+")
        guard isAhead || text[place] == UInt8(ascii: "-"), text[place + 3] == UInt8(ascii: ":"),
            let hours = Digits.pair(text, at: place + 1), hours < 24,
            let minutes = Digits.pair(text, at: place + 4), minutes < 60
        else { return nil }
        let local = (0..<place).map { text[$0] } + [UInt8(ascii: "Z")]
        guard let instant = Instant(utf8: local.span) else { return nil }
        let offset = Int64(hours * 60 + minutes) * 60_000_000
        self = instant.adding(microseconds: isAhead ? -offset : offset)
        guard unixMicroseconds >= 0, Day(number: Int(unixMicroseconds / 86_400_000_000)) != nil
        else { return nil }
    }

    /// The millionths that a point and one to six digits spell; none at all is zero.
    private static func micros(_ text: Span<UInt8>) -> Int? {
        if text.count == 0 { return 0 }
        guard text.count >= 2, text[0] == UInt8(ascii: ".") else { return nil }
        var value = 0
        for place in 1...6 {
            let digit = place < text.count ? text[place] &- 0x30 : 0
            guard digit < 10 else { return nil }
            value = value * 10 + Int(digit)
        }
        return value
    }

    /// The moment so much later.
    func adding(microseconds: Int64) -> Instant {
        Instant(unixMicroseconds: unixMicroseconds + microseconds)
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
