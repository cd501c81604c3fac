/// The two times that a report of the ledger may be asked for.
///
/// The same question gives the same bytes for ever: entries, names, agreements and travel budgets
/// are told as they were known at the moment, whatever came in later.
///
/// - Source: A22. That a report may be asked for by both times we decided, so that a controller
///   can tell a correction from an error.
struct LedgerTimes: Equatable, Sendable {
    /// What was known until this moment, it included; nil for what is known now.
    var knownAt: Instant?
    /// What holds on this day; nil for all of the year.
    ///
    /// In a year's ledger the care of months that began by then, and of the whole year where no
    /// month is known once its last day has come; in the shares those whose agreements are in
    /// force on it.
    var validOn: Day?

    /// Whether anything was asked that the ledger of now does not answer.
    var isAsked: Bool { self != LedgerTimes() }
}
