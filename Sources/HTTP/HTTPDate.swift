/// A moment as `Date` has it: IMF-fixdate (RFC 9110 §5.6.7).
package struct HTTPDate: Hashable, Sendable, CustomStringConvertible {
    /// The 29 bytes, such as `Sun, 06 Nov 1994 08:49:37 GMT`.
    package let bytes: [UInt8]

    /// A moment in Unix time, kept within the years 1970 to 9999 that the format can tell.
    package init(secondsSince1970 seconds: Int) {
        let seconds = Swift.min(Swift.max(seconds, 0), 253_402_300_799)
        let (days, second) = seconds.quotientAndRemainder(dividingBy: 86_400)
        let (year, month, day) = Self.date(daysSince1970: days)
        var text: [UInt8] = []
        text.reserveCapacity(29)
        // 1 January 1970 was a Thursday.
        text.append(Self.name(in: "SunMonTueWedThuFriSat", (days + 4) % 7))
        text.append(", ")
        text.append(twoDigits: day)
        text.append(Octet.space)
        text.append(Self.name(in: "JanFebMarAprMayJunJulAugSepOctNovDec", month - 1))
        text.append(Octet.space)
        text.append(twoDigits: year / 100)
        text.append(twoDigits: year % 100)
        text.append(Octet.space)
        text.append(twoDigits: second / 3_600)
        text.append(Octet.colon)
        text.append(twoDigits: second / 60 % 60)
        text.append(Octet.colon)
        text.append(twoDigits: second % 60)
        text.append(" GMT")
        bytes = text
    }

    /// The same as text.
    package var description: String {
        String(decoding: bytes, as: UTF8.self)
    }

    /// The day in the Gregorian calendar, by eras of 400 years that begin on 1 March.
    private static func date(daysSince1970 days: Int) -> (year: Int, month: Int, day: Int) {
        let (era, dayOfEra) = (days + 719_468).quotientAndRemainder(dividingBy: 146_097)
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }

    private static func name(in names: StaticString, _ place: Int) -> [UInt8] {
        names.withUTF8Buffer { Array($0[place * 3..<place * 3 + 3]) }
    }
}

extension [UInt8] {
    fileprivate mutating func append(_ name: [UInt8]) {
        append(contentsOf: name)
    }

    fileprivate mutating func append(twoDigits number: Int) {
        append(UInt8(truncatingIfNeeded: 0x30 + number / 10))
        append(UInt8(truncatingIfNeeded: 0x30 + number % 10))
    }
}
