/// The days from one day through another, both included.
package struct Period: Hashable, Sendable {
    /// The first day of the period.
    package let from: Day

    /// The last day of the period, the first or later.
    package let until: Day

    /// - Precondition: the days are in order.
    init(_ from: Day, _ until: Day) {
        precondition(from <= until, "a period ends on or after the day it starts")
        self.from = from
        self.until = until
    }

    /// The period from a day through another.
    ///
    /// - Returns: nil when it would end before it starts.
    package init?(from: Day, until: Day) {
        guard from <= until else { return nil }
        self.from = from
        self.until = until
    }

    /// The calendar month that holds the whole period.
    ///
    /// - Returns: nil when the period touches more than one month.
    package var monthOf: Month? {
        let month = from.monthOf
        return until <= month.last ? month : nil
    }

    /// Whether a day lies in the period.
    package func contains(_ day: Day) -> Bool {
        from <= day && day <= until
    }
}

extension Period: CustomStringConvertible {
    package var description: String {
        "\(from) - \(until)"
    }
}
