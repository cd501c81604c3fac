/// The most that is paid for one unit of a product from a day on (maximumtarief).
///
/// - Source: KA 2.2.1, 2.2.2.
struct Tariff: Sendable, Equatable {
    /// Which time counts as worked.
    enum TimeBasis: String, CaseIterable, Sendable {
        case direct
        case directAndIndirect = "direct-and-indirect"
    }

    /// What a maximum can be: less than a million euros a unit.
    static let centsRange = 0...99_999_999

    let maxTariffCents: Int
    /// Nil when it does not apply, as to a stay.
    let timeBasis: TimeBasis?
    let validFrom: Day
    /// The decision it rests on.
    let decisionReference: String

    /// Refuses a tariff that cannot follow the current one.
    ///
    /// - Parameter current: the first day of the current tariff; nil when that is not known, or
    ///   when there is none.
    /// - Throws: `notFirstOfMonth` when it would change within a month, because a claim lies in
    ///   one month and has one price; `notAfterCurrent` when it would rewrite what holds.
    /// - Source: OP367; KA 2.2.2.
    func checkFollows(currentFrom current: Day?) throws(TariffRefusal) {
        guard validFrom.day == 1 else { throw .notFirstOfMonth(validFrom) }
        guard let current else { return }
        guard validFrom > current else {
            throw .notAfterCurrent(asked: validFrom, current: current)
        }
    }
}

/// Why a tariff is refused.
enum TariffRefusal: Error, Equatable, Sendable {
    case notFirstOfMonth(Day)
    case notAfterCurrent(asked: Day, current: Day)
}
