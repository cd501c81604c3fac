/// What a provider sends to take part (aanmelding), received in an open-house window.
///
/// - Source: PO 9.
struct Application: Sendable, Equatable {
    /// Where it stands; follows from the intake and the decision that were recorded.
    enum State: String, Lifecycle {
        /// Waits for the intake.
        case received
        /// Waits for the decision.
        case intakeHeld = "intake-held"
        case admitted
        case refused

        /// Where a command leads: the table of its transitions.
        ///
        /// - Returns: nil when the command is not carried out in this state.
        /// - Source: PO 9.2, no decision before the intake. A decision is made once: decided by
        ///   us, because an admitted provider relies on it and a refused one may apply again.
        func after(_ command: Command) -> State? {
            switch (self, command) {
            case (.received, .recordIntake), (.intakeHeld, .recordIntake): .intakeHeld
            case (.intakeHeld, .admit): .admitted
            case (.intakeHeld, .refuse): .refused
            case (.received, .admit), (.received, .refuse): nil
            case (.admitted, _), (.refused, _): nil
            }
        }

        /// Refuses a command that is not carried out in this state.
        func check(_ command: Command) throws(ApplicationRefusal) {
            if after(command) != nil { return }
            throw self == .received ? .intakeMissing : .decided(self)
        }
    }

    /// What can be asked of an application.
    enum Command: String, CaseIterable, Sendable {
        case recordIntake, admit, refuse
    }

    /// By what a provider comes in.
    ///
    /// - Source: PO 9.1.
    enum Ground: String, CaseIterable, Sendable {
        /// A family chose it (match op casusniveau).
        case caseMatch = "case-match"
        /// It takes part in expertise tents (expertisetenten).
        case expertiseTent = "expertise-tent"
    }

    /// The partner it would be; its name is the applicant's.
    let partner: Partner
    let ground: Ground
    /// Exactly when the ground is a match: its pseudonymous reference.
    let matchId: Identifier?
    let commitsToMethod: Bool
    let meetsConditions: Bool
    /// What shows both.
    let evidenceReference: String?
    /// From when it wants an agreement; nil for the day of receipt.
    let intendedStartOn: Day?
}

/// The interview before entry (intakegesprek), told by functions: names are not needed.
///
/// - Source: PO 9.2.
struct Intake: Sendable, Equatable {
    /// Who takes part in it.
    enum Participant: String, CaseIterable, Sendable {
        case kartrekker, aanjager, management
    }

    let heldOn: Day
    let participants: [Participant]
}

/// Why an application, its intake or its decision is refused.
enum ApplicationRefusal: Error, Equatable, Sendable {
    /// The window is not open; the next one that is or will be, if there is one.
    case windowClosed(next: OpenHouseWindowRefusal.Other?)
    case exists
    case matchUnknown
    case excluded(Exclusion)
    case intakeMissing
    case decided(Application.State)
    case decidedBeforeIntake(heldOn: Day)
    /// An interview has been held when it is recorded.
    case intakeAhead
    case decidedAhead
    case criterionMissing
    case criterionNotPublished(String)
    case reasonsMissing
    case notMeasured([String])
    case measuredOtherwise(String)
    case conditionsNotMet
}
