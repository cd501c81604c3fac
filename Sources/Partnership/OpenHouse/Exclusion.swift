/// Two years in which a party may not enter into a new process agreement (uitsluiting).
///
/// Only a dissolution under article 10 excludes; notice and mutual consent do not.
///
/// - Source: PO 10.3.
struct Exclusion: Sendable, Equatable {
    /// The day the dissolution takes effect.
    let dissolvedOn: Day

    /// The first day on which an agreement may start again: two years later, and 1 March for a
    /// 29 February.
    ///
    /// - Source: PO 10.3; A9, since the term runs from the end of the agreement.
    var eligibleFrom: Day { dissolvedOn.adding(years: 2) }

    /// Whether an agreement may not start on a day of `[dissolvedOn, eligibleFrom)`.
    ///
    /// A day before it is kept out as well: an agreement that starts earlier would be in force
    /// during these years. Decided by us, because PO 10.3 would else be walked around by a date.
    func bars(startOn day: Day) -> Bool { day < eligibleFrom }
}
