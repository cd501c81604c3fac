/// The twelve calendar months after which a notice ends an agreement (opzegtermijn).
///
/// - Source: PO 11; A5.
struct NoticeTerm: Sendable, Equatable {
    static let months = 12

    /// The name of the reading that was not chosen.
    static let otherPolicy = "date-to-date"

    let receivedOn: Day

    /// The last day of the twelfth full calendar month; a notice of the 1st counts from the next.
    ///
    /// - Source: A5, since a "kalendermaand" is a whole one, and this is safer for who receives it.
    var lastDay: Day { Month(ordinal: receivedOn.monthOf.ordinal + Self.months).last }

    /// The same day twelve months later, the reading that was not chosen; the last day of a month
    /// that does not have it.
    ///
    /// - Source: A5; Regulation (EEC) 1182/71 article 3(2)(c) for the day that a month lacks.
    var sameDay: Day {
        let month = Month(ordinal: receivedOn.monthOf.ordinal + Self.months)
        return Day(year: month.year, month: month.month, day: receivedOn.day) ?? month.last
    }
}
