/// A calendar month from 1900-01 through 2199-12: claims are per month, tariffs change per month.
///
/// - Source: CS340, OP367.
package struct Month: Hashable, Comparable, Sendable {
    /// Months since year 0, so that the next month is one more.
    package let ordinal: Int

    /// - Precondition: the ordinal lies in the years 1900...2199.
    init(ordinal: Int) {
        self.ordinal = ordinal
    }

    /// The month of a year.
    ///
    /// - Returns: nil when the month is not 1...12, or outside the years 1900...2199.
    package init?(year: Int, month: Int) {
        guard (1900...2199).contains(year), (1...12).contains(month) else { return nil }
        ordinal = year * 12 + month - 1
    }

    /// The month written as `YYYY-MM`, and nothing else.
    package init?(utf8 text: Span<UInt8>) {
        guard text.count == 7, text[4] == 0x2D,
            let century = Digits.pair(text, at: 0), let year = Digits.pair(text, at: 2),
            let month = Digits.pair(text, at: 5)
        else { return nil }
        self.init(year: century * 100 + year, month: month)
    }

    /// The month written as `YYYY-MM`, and nothing else.
    package init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8.prefix(8))
        self.init(utf8: bytes.span)
    }

    /// The year, 1900...2199.
    package var year: Int { ordinal / 12 }

    /// The month of the year, 1...12.
    package var month: Int { ordinal % 12 + 1 }

    /// The first day of the month.
    package var first: Day {
        Day(year: year, month: month, day: 1) ?? .first
    }

    /// The last day of the month.
    package var last: Day {
        Day(year: year, month: month, day: Day.count(ofMonth: month, year: year)) ?? .last
    }

    /// From the first through the last day of the month.
    package var period: Period {
        Period(first, last)
    }

    /// The month after this one.
    ///
    /// - Returns: the same month for 2199-12, after which there is none.
    package var next: Month {
        Month(ordinal: min(ordinal + 1, 2199 * 12 + 11))
    }

    /// Appends `YYYY-MM` as ASCII.
    package func append(to bytes: inout [UInt8]) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 7) { buffer in
            write(to: buffer)
            bytes.append(contentsOf: buffer)
        }
    }

    package static func < (left: Month, right: Month) -> Bool {
        left.ordinal < right.ordinal
    }

    fileprivate func write(to buffer: UnsafeMutableBufferPointer<UInt8>) {
        Digits.write(year / 100, to: buffer, at: 0)
        Digits.write(year % 100, to: buffer, at: 2)
        buffer[4] = 0x2D
        Digits.write(month, to: buffer, at: 5)
    }
}

extension Month: CustomStringConvertible {
    package var description: String {
        String(unsafeUninitializedCapacity: 7) { buffer in
            write(to: buffer)
            return 7
        }
    }
}
