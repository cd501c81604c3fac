/// A calendar day in Europe/Amsterdam, from 1900-01-01 through 2199-12-31.
///
/// Proleptic Gregorian and without a time zone: care starts and ends on a day, not at an instant.
/// Years are bounded because the iJw schemas let the years 1 and 12026 through.
///
/// - Source: IJW `Datum` (LDT_Datum).
package struct Day: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01, negative before it.
    package let number: Int

    /// The first day there is.
    package static let first = Day(unchecked: -25_567)

    /// The last day there is.
    package static let last = Day(unchecked: 84_005)

    private init(unchecked number: Int) {
        self.number = number
    }

    /// The day so many days after 1970-01-01.
    ///
    /// - Returns: nil outside the years 1900...2199.
    package init?(number: Int) {
        guard Day.first.number <= number, number <= Day.last.number else { return nil }
        self.number = number
    }

    /// The day of a year, month and day of the month.
    ///
    /// - Returns: nil when the calendar has no such day, or outside the years 1900...2199.
    package init?(year: Int, month: Int, day: Int) {
        guard (1900...2199).contains(year), (1...12).contains(month), day >= 1,
            day <= Day.count(ofMonth: month, year: year)
        else { return nil }
        // A year that starts on 1 March has its leap day at the end, where it moves nothing.
        let marchYear = month > 2 ? year : year - 1
        let monthFromMarch = month > 2 ? month - 3 : month + 9
        let era = marchYear / 400
        let yearOfEra = marchYear % 400
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        number = era * 146_097 + dayOfEra - 719_468
    }

    /// The day written as `YYYY-MM-DD`, and nothing else: no spaces, no sign, no zone.
    package init?(utf8 text: Span<UInt8>) {
        guard text.count == 10, text[4] == 0x2D, text[7] == 0x2D,
            let century = Digits.pair(text, at: 0), let year = Digits.pair(text, at: 2),
            let month = Digits.pair(text, at: 5), let day = Digits.pair(text, at: 8)
        else { return nil }
        self.init(year: century * 100 + year, month: month, day: day)
    }

    /// The day written as `YYYY-MM-DD`, and nothing else: no spaces, no sign, no zone.
    package init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8.prefix(11))
        self.init(utf8: bytes.span)
    }

    /// The year, 1900...2199.
    package var year: Int { parts.year }

    /// The month of the year, 1...12.
    package var month: Int { parts.month }

    /// The day of the month, 1...31.
    package var day: Int { parts.day }

    /// The calendar month this day is in.
    package var monthOf: Month {
        let parts = parts
        return Month(ordinal: parts.year * 12 + parts.month - 1)
    }

    /// The day of the week as ISO 8601 counts: 1 is Monday, 7 is Sunday.
    package var weekday: Int {
        // 1900-01-01 was a Monday.
        (number - Day.first.number) % 7 + 1
    }

    /// The day so many days later, or earlier when negative.
    ///
    /// - Returns: the first or the last day there is when the sum lies outside 1900...2199:
    ///   a date from the wire must never stop the service.
    package func adding(days: Int) -> Day {
        let (sum, overflows) = number.addingReportingOverflow(days)
        if overflows { return days < 0 ? .first : .last }
        return Day(unchecked: min(max(sum, Day.first.number), Day.last.number))
    }

    /// The same day so many years later, or earlier when negative.
    ///
    /// 29 February becomes 1 March in a year without one.
    ///
    /// - Returns: the first or the last day there is when the sum lies outside 1900...2199.
    /// - Source: A9.
    package func adding(years: Int) -> Day {
        let parts = parts
        let (year, overflows) = parts.year.addingReportingOverflow(years)
        if overflows { return years < 0 ? .first : .last }
        if year < 1900 { return .first }
        if year > 2199 { return .last }
        return Day(year: year, month: parts.month, day: parts.day)
            ?? Day(year: year, month: 3, day: 1) ?? .last
    }

    /// Appends `YYYY-MM-DD` as ASCII.
    package func append(to bytes: inout [UInt8]) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 10) { buffer in
            write(to: buffer)
            bytes.append(contentsOf: buffer)
        }
    }

    package static func < (left: Day, right: Day) -> Bool {
        left.number < right.number
    }

    /// The number of days of a month, 28...31.
    ///
    /// - Precondition: the month is 1...12.
    package static func count(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    fileprivate func write(to buffer: UnsafeMutableBufferPointer<UInt8>) {
        let parts = parts
        Digits.write(parts.year / 100, to: buffer, at: 0)
        Digits.write(parts.year % 100, to: buffer, at: 2)
        buffer[4] = 0x2D
        Digits.write(parts.month, to: buffer, at: 5)
        buffer[7] = 0x2D
        Digits.write(parts.day, to: buffer, at: 8)
    }

    private var parts: (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, day)
    }
}

extension Day: CustomStringConvertible {
    package var description: String {
        String(unsafeUninitializedCapacity: 10) { buffer in
            write(to: buffer)
            return 10
        }
    }
}
