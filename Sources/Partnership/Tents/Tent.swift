/// A meeting where a family and its coach think with professionals (expertisetent).
///
/// It has no subject: a match may name its tent, and a subject would then tell of a child.
///
/// - Source: KA 1.7.2, 1.7.5.
struct Tent: Sendable, Equatable {
    /// Where it stands; follows from what was recorded of it and is never set.
    enum State: String, Lifecycle {
        /// Nobody's hours are known yet.
        case planned
        /// A professional was there.
        case held
        /// The evaluation form tells what was advised.
        case evaluated
        case cancelled

        /// Where a command leads: the table of its transitions.
        ///
        /// - Returns: nil when the command is not carried out in this state.
        /// - Source: KA 1.7.2, advice through the evaluation form, so after the meeting. Hours may
        ///   come in after the advice, and what was held is not cancelled: decided by us, because
        ///   work that was done is paid.
        func after(_ command: Command) -> State? {
            switch (self, command) {
            case (.planned, .signUp): .planned
            case (.planned, .recordHours), (.held, .signUp), (.held, .recordHours): .held
            case (.held, .evaluate), (.evaluated, .recordHours): .evaluated
            case (.planned, .cancel): .cancelled
            case (.planned, .evaluate), (.held, .cancel): nil
            case (.evaluated, .signUp), (.evaluated, .evaluate), (.evaluated, .cancel): nil
            case (.cancelled, _): nil
            }
        }

        /// Refuses a command that is not carried out in this state.
        func check(_ command: Command) throws(TentRefusal) {
            if after(command) == nil { throw .outOfTurn(self) }
        }
    }

    /// What can be asked of a tent.
    enum Command: String, CaseIterable, Sendable {
        case signUp, recordHours, evaluate, cancel
    }

    let heldOn: Day
}

/// That a tent does not take place (afgelasting), once.
struct TentCancellation: Sendable, Equatable {
    let cancelledOn: Day

    /// - Throws: `TentRefusal.datedAhead`.
    func check(today: Day) throws(TentRefusal) {
        if cancelledOn > today { throw .datedAhead }
    }
}

/// Why something is refused at a tent.
enum TentRefusal: Error, Equatable, Sendable {
    /// The state does not permit it.
    case outOfTurn(Tent.State)
    /// Hours of a day that has not come.
    case notYet(heldOn: Day)
    case full
    /// The professional takes part already.
    case presentAlready
    case roleTaken
    case partnerUnknown
    case notProfessional
    case hoursMissing
    case formBeforeTent(heldOn: Day)
    /// What is recorded as done has happened.
    case datedAhead
}
