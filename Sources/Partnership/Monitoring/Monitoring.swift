/// How the partnership did in a year (monitoring), without a number that points at a child.
///
/// It is published, so everybody sees the same: decided by us.
///
/// - Source: PO 6.1.
struct Monitoring: Sendable, Equatable {
    /// What was counted, before anything is withheld.
    struct Counts: Sendable, Equatable {
        /// Matches whose care started for the first time in the year.
        ///
        /// - Source: KA 1.7.5. Care that goes on after a stop for a while is the same help: decided
        ///   by us, because no family came in by it.
        let starts: Int
        /// How many of these came from an expertise tent.
        let startsWithTent: Int
        /// The greatest number of any one partner: of starts, and of those with and without a tent.
        let mostStarts: Int
        let mostWithTent: Int
        let mostWithoutTent: Int
        /// Days from the last of a match's three agreements until its care started, in the middle
        /// (of two, the smaller) and on average, to the nearest day; nil without starts.
        let leadTimeMedianDays: Int?
        let leadTimeMeanDays: Int?
        /// Expertise tents that were held.
        let tents: Int
        /// Whether the year is over.
        let isClosed: Bool
    }

    /// Children in smaller numbers are not told of.
    ///
    /// - Source: R45: small numbers are suppressed for children (n < 5).
    static let fewest = 5

    let starts: Int?
    let startsWithTent: Int?
    let tentSharePpm: Int?
    let leadTimeMedianDays: Int?
    let leadTimeMeanDays: Int?
    let tents: Int
    /// Whether a number is withheld.
    let isSuppressed: Bool

    /// What may be told of a year.
    ///
    /// A partner knows its own starts, so what is told has to be enough without them. Starts of a
    /// year that is not over are withheld, because two answers would differ by a child. The part
    /// with a tent is told where each partner finds enough others with a tent, and enough without
    /// one: of none or of all it would tell what holds for each child. Tents are meetings, which
    /// anyone may count. Decided by us.
    init(_ counts: Counts) {
        let isSmall = { (count: Int) in count > 0 && count < Self.fewest }
        let areStartsHidden =
            !counts.isClosed || isSmall(counts.starts)
            || isSmall(counts.starts - counts.mostStarts)
        let othersWithTent = counts.startsWithTent - counts.mostWithTent
        let othersWithoutTent = counts.starts - counts.startsWithTent - counts.mostWithoutTent
        let isPartHidden =
            areStartsHidden
            || (counts.starts > 0 && min(othersWithTent, othersWithoutTent) < Self.fewest)
        starts = areStartsHidden ? nil : counts.starts
        startsWithTent = isPartHidden ? nil : counts.startsWithTent
        tentSharePpm =
            isPartHidden || counts.starts == 0
            ? nil : (2_000_000 * counts.startsWithTent + counts.starts) / (2 * counts.starts)
        leadTimeMedianDays = areStartsHidden ? nil : counts.leadTimeMedianDays
        leadTimeMeanDays = areStartsHidden ? nil : counts.leadTimeMeanDays
        tents = counts.tents
        isSuppressed = isPartHidden
    }
}
