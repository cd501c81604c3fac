/// A disagreement between parties to the agreement (geschil).
///
/// - Source: PO 12.
struct Dispute: Sendable, Equatable {
    /// What is recorded of it on its way, each once, in the order in which it comes.
    enum Step: String, CaseIterable, Sendable {
        case mediation
        case mediationResult = "mediation-result"
        case court, closure
    }

    /// Where it stands; follows from the steps that were recorded.
    enum State: String, Stepwise {
        /// Waits for a mediator.
        case opened
        /// Waits for what the mediator reaches.
        case inMediation = "in-mediation"
        case settled
        /// May go to court, or be left at that.
        case mediationFailed = "mediation-failed"
        /// Waits for the judgment.
        case inCourt = "in-court"
        case closed

        /// Where a command leads: the table of its transitions.
        ///
        /// - Returns: nil when the command is not carried out in this state.
        /// - Source: PO 12: a mediator first, then the civil court. That it may be closed without
        ///   going to court is decided by us: nobody has to sue.
        func after(_ command: Command) -> State? {
            switch (self, command) {
            case (.opened, .appointMediator): .inMediation
            case (.inMediation, .settle): .settled
            case (.inMediation, .fail): .mediationFailed
            case (.mediationFailed, .goToCourt): .inCourt
            case (.mediationFailed, .close), (.inCourt, .close): .closed
            case (.opened, _), (.inMediation, _), (.mediationFailed, _), (.inCourt, _): nil
            case (.settled, _), (.closed, _): nil
            }
        }

        var next: Step? {
            switch self {
            case .opened: .mediation
            case .inMediation: .mediationResult
            case .mediationFailed: .court
            case .inCourt: .closure
            case .settled, .closed: nil
            }
        }

        static func step(of command: Command) -> Step {
            switch command {
            case .appointMediator: .mediation
            case .settle, .fail: .mediationResult
            case .goToCourt: .court
            case .close: .closure
            }
        }
    }

    /// What can be asked of a dispute.
    enum Command: String, CaseIterable, Sendable {
        case appointMediator, settle, fail, goToCourt, close
    }

    /// What a mediation came to.
    enum MediationResult: String, CaseIterable, Sendable {
        case settled
        case notSettled = "not-settled"
    }

    /// What it is about, without a word on persons.
    let subject: String
    /// Partners that are party to it.
    let partnerIds: [Identifier]
    /// Whether the municipality is party to it.
    let isWithMunicipality: Bool
    let documentReferences: [String]
    /// nil for the day on which it is received.
    let openedOn: Day?
}

/// A step of a dispute's way.
struct DisputeStep: Sendable, Equatable {
    let command: Dispute.Command
    let takenOn: Day
    /// What points at the document: of the appointment, the report, the case in court, the end.
    let reference: String
}

/// Why a dispute is refused.
enum DisputeRefusal: Error, Equatable, Sendable {
    case partnerUnknown
    /// What was opened was opened by today.
    case datedAhead
}
