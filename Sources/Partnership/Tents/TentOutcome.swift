/// What a tent led to (uitkomst), in a code and without anything of the case.
///
/// - Source: KA 1.7.2, advice through the evaluation form (evaluatieformulier).
struct TentOutcome: Sendable, Equatable {
    /// What was advised.
    ///
    /// - Source: none; decided by us, because the form is not ours and its text is of the case.
    enum Advice: String, CaseIterable, Sendable {
        /// The family chose a professional: a match may follow.
        case helpChosen = "help-chosen"
        /// Help outside the partnership.
        case otherHelpAdvised = "other-help-advised"
        case noHelpNeeded = "no-help-needed"
        /// Others should think along.
        case secondTent = "second-tent"
        /// The family takes its time.
        case undecided
    }

    let advice: Advice
    let evaluationFormOn: Day

    /// - Throws: `TentRefusal.formBeforeTent`, `.datedAhead`.
    func check(heldOn: Day, today: Day) throws(TentRefusal) {
        if evaluationFormOn < heldOn { throw .formBeforeTent(heldOn: heldOn) }
        if evaluationFormOn > today { throw .datedAhead }
    }
}
