/// The time that a provider gets to reach a goal it missed (hersteltermijn).
///
/// - Source: ZHZ, introduction.
struct RecoveryTerm: Sendable, Equatable {
    /// Whose term it is.
    enum Holder: Sendable, Equatable {
        case kvkNumber(String)
        case partner(Identifier)
    }

    /// Where it stands; follows from its outcome and is never set.
    enum State: String, Lifecycle {
        case running
        case met
        case missed

        /// Where a command leads: the table of its transitions.
        ///
        /// - Returns: nil when the command is not carried out in this state.
        /// - Source: ZHZ, introduction. That an outcome is recorded once was decided by us: the
        ///   agreement may be dissolved over it.
        func after(_ command: Command) -> State? {
            switch (self, command) {
            case (.running, .meet): .met
            case (.running, .miss): .missed
            case (.met, _), (.missed, _): nil
            }
        }
    }

    /// What can be asked of a term.
    enum Command: String, CaseIterable, Sendable {
        case meet, miss
    }

    let holder: Holder
    let goal: String
    let period: Period
    let documentReference: String
}

/// What became of a recovery term.
///
/// Nothing follows from it by itself: ending an agreement takes a decision.
struct RecoveryOutcome: Sendable, Equatable {
    /// Whether the goal was reached.
    enum Kind: String, CaseIterable, Sendable {
        case met, missed

        var command: RecoveryTerm.Command { self == .met ? .meet : .miss }
    }

    let kind: Kind
    let assessedOn: Day
    let documentReference: String

    /// Checks that it can be the outcome of a term.
    ///
    /// A goal may be met before the term ends; it is missed on its last day at the earliest.
    ///
    /// - Throws: `assessed` when there is one already; `toCome` when it is of a day after today;
    ///   `notStarted` or `notEnded` when the term had not come so far.
    func check(
        of period: Period,
        in state: RecoveryTerm.State,
        today: Day
    ) throws(RecoveryTermRefusal) {
        guard state.after(kind.command) != nil else { throw .assessed(state) }
        guard assessedOn <= today else { throw .toCome(assessedOn) }
        guard assessedOn >= period.from else { throw .notStarted(period.from) }
        guard kind == .met || assessedOn >= period.until else { throw .notEnded(period.until) }
    }
}

/// Why a recovery term, or its outcome, is refused.
enum RecoveryTermRefusal: Error, Equatable, Sendable {
    case partnerUnknown
    /// One is running for this provider and goal.
    case running
    case assessed(RecoveryTerm.State)
    case toCome(Day)
    case notStarted(Day)
    case notEnded(Day)
}
