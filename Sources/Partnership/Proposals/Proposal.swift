/// Something that a party wants to change (voorstel), or wants said (signaal).
///
/// - Source: PO 8, 13 and 5.2; ZHZ 3.2.
struct Proposal: Sendable, Equatable {
    enum Kind: String, CaseIterable, Sendable {
        /// Says how something goes (signaal); a proposal may come from it.
        case signal
        /// Asks for a change (voorstel).
        case proposal
    }

    /// How a signal is meant.
    ///
    /// - Source: ZHZ 3.2.
    enum Tone: String, CaseIterable, Sendable {
        case positive, neutral, negative
    }

    /// Under which arrangement it goes its way.
    enum Arrangement: String, CaseIterable, Sendable {
        /// Hendig itself: discussed in MDG I-F, decided by the college.
        case hendig
        /// The development table (ontwikkeltafel) of Zuid-Holland Zuid.
        case zhz
    }

    /// What it is about.
    enum Subject: String, CaseIterable, Sendable {
        case agreementText = "agreement-text"
        case ruleSet = "rule-set"
        case tariff, frame, budget
        case travelBudget = "travel-budget"
        case other
    }

    /// What is recorded of it on its way, each once, in the order in which it comes.
    enum Step: String, CaseIterable, Sendable {
        case agenda, elaboration
        case elaboratedProposal = "elaborated-proposal"
        case decision, withdrawal
    }

    /// Where it stands; follows from the steps that were recorded.
    enum State: String, Stepwise {
        /// A signal that waits for the decision on the agenda.
        case signalled
        /// A proposal that waits for the decision on the agenda.
        case proposed
        /// Waits for whoever is to work it out.
        case onAgenda = "on-agenda"
        case notOnAgenda = "not-on-agenda"
        /// Waits for what those to whom it was assigned make of it.
        case elaborating
        /// Waits for the decision.
        case elaborated
        case adopted
        case rejected
        case withdrawn

        /// Where a command leads: the table of its transitions.
        ///
        /// A signal goes the same way as a proposal, since both come before the table.
        ///
        /// - Returns: nil when the command is not carried out in this state.
        /// - Source: ZHZ 3.2, steps 1-8; PO 8, where agenda and elaboration are the discussion in
        ///   MDG I-F. That it may be withdrawn until the decision is decided by us: nobody is
        ///   held to a proposal that no body has adopted.
        func after(_ command: Command) -> State? {
            switch (self, command) {
            case (.signalled, .placeOnAgenda), (.proposed, .placeOnAgenda): .onAgenda
            case (.signalled, .keepOffAgenda), (.proposed, .keepOffAgenda): .notOnAgenda
            case (.onAgenda, .assign): .elaborating
            case (.elaborating, .elaborate): .elaborated
            case (.elaborated, .adopt): .adopted
            case (.elaborated, .reject): .rejected
            case (.signalled, .withdraw), (.proposed, .withdraw), (.onAgenda, .withdraw),
                (.elaborating, .withdraw), (.elaborated, .withdraw):
                .withdrawn
            case (.signalled, _), (.proposed, _), (.onAgenda, _), (.elaborating, _),
                (.elaborated, _):
                nil
            case (.notOnAgenda, _), (.adopted, _), (.rejected, _), (.withdrawn, _): nil
            }
        }

        var next: Step? {
            switch self {
            case .signalled, .proposed: .agenda
            case .onAgenda: .elaboration
            case .elaborating: .elaboratedProposal
            case .elaborated: .decision
            case .notOnAgenda, .adopted, .rejected, .withdrawn: nil
            }
        }

        static func step(of command: Command) -> Step {
            switch command {
            case .placeOnAgenda, .keepOffAgenda: .agenda
            case .assign: .elaboration
            case .elaborate: .elaboratedProposal
            case .adopt, .reject: .decision
            case .withdraw: .withdrawal
            }
        }
    }

    /// What can be asked of a proposal.
    enum Command: String, CaseIterable, Sendable {
        case placeOnAgenda, keepOffAgenda, assign, elaborate, adopt, reject, withdraw
    }

    let kind: Kind
    /// Exactly when it is a signal.
    let tone: Tone?
    /// The segment it is about; nil for all.
    let segment: String?
    let arrangement: Arrangement
    let subject: Subject
    let title: String
    let text: String
    let documentReference: String?
    /// The signal a proposal comes from.
    let signalId: Identifier?
    /// nil for the day on which it is received.
    let proposedOn: Day?
}

/// A proposal on its way, as far as a next step depends on it.
struct ProposalProgress: Sendable, Equatable {
    let state: Proposal.State
    let arrangement: Proposal.Arrangement
    let subject: Proposal.Subject
    /// The day of the last step, or that of the proposal itself.
    let lastOn: Day
}

/// Why a proposal, or what a step of its way holds, is refused.
enum ProposalRefusal: Error, Equatable, Sendable {
    case signalUnknown
    /// What was proposed was proposed by today.
    case datedAhead
    case testsContradict(Proposal.Agenda.Outcome)
    case assigneeAlone
    case assigneeUnknown
    case otherBody(DecidingBody, permitted: [DecidingBody])
    case noEndorser(DecidingBody)
}
