/// How the partnership did in a year (monitoring), without a number that points at a child.
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
        /// Days from the last of a match's three agreements until its care started, in the middle
        /// (of two, the smaller) and on average, to the nearest day; nil without starts.
        let leadTimeMedianDays: Int?
        let leadTimeMeanDays: Int?
        /// Expertise tents that were held.
        let tents: Int
    }

    /// Numbers from one up to this one tell too much of too few.
    ///
    /// - Source: R45: small numbers are suppressed for children (n < 5).
    static let fewest = 5

    let starts: Int?
    let startsWithTent: Int?
    let tentSharePpm: Int?
    let leadTimeMedianDays: Int?
    let leadTimeMeanDays: Int?
    let tents: Int?
    /// Whether a number is withheld because it is small.
    let isSuppressed: Bool

    /// What may be told of a year.
    ///
    /// Starts with a tent are withheld for those without one as well: what is left of all starts
    /// would tell their number.
    init(_ counts: Counts) {
        let isSmall = { (count: Int) in count > 0 && count < Self.fewest }
        let areStartsSmall = isSmall(counts.starts)
        let isPartSmall =
            areStartsSmall || isSmall(counts.startsWithTent)
            || isSmall(counts.starts - counts.startsWithTent)
        starts = areStartsSmall ? nil : counts.starts
        startsWithTent = isPartSmall ? nil : counts.startsWithTent
        tentSharePpm =
            isPartSmall || counts.starts == 0
            ? nil : (2_000_000 * counts.startsWithTent + counts.starts) / (2 * counts.starts)
        leadTimeMedianDays = areStartsSmall ? nil : counts.leadTimeMedianDays
        leadTimeMeanDays = areStartsSmall ? nil : counts.leadTimeMeanDays
        tents = isSmall(counts.tents) ? nil : counts.tents
        isSuppressed = isPartSmall || isSmall(counts.tents)
    }
}
