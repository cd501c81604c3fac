/// Maximum tariffs on their way from a draft to the decision of the aldermen (tariefvoorstel).
///
/// - Source: KA 2.2.2.
struct TariffProposal: Sendable, Equatable {
    /// What is recorded of it on its way, each once.
    enum Step: String, CaseIterable, Sendable {
        case advice, decision, withdrawal
    }

    /// Where it stands; follows from the steps that were recorded.
    enum State: String, Stepwise {
        /// Waits for the advice of MDG I-F.
        case draft
        /// Waits for the decision of the aldermen.
        case advised
        /// Its tariffs are set.
        case adopted
        case rejected
        case withdrawn

        /// Where a command leads: the table of its transitions.
        ///
        /// - Returns: nil when the command is not carried out in this state.
        /// - Source: KA 2.2.2: MDG I-F advises the aldermen. That it may be withdrawn until the
        ///   decision is decided by us: nobody is held to what no body has adopted.
        func after(_ command: Command) -> State? {
            switch (self, command) {
            case (.draft, .advise): .advised
            case (.advised, .adopt): .adopted
            case (.advised, .reject): .rejected
            case (.draft, .withdraw), (.advised, .withdraw): .withdrawn
            case (.draft, _), (.advised, _): nil
            case (.adopted, _), (.rejected, _), (.withdrawn, _): nil
            }
        }

        var next: Step? {
            switch self {
            case .draft: .advice
            case .advised: .decision
            case .adopted, .rejected, .withdrawn: nil
            }
        }

        static func step(of command: Command) -> Step {
            switch command {
            case .advise: .advice
            case .adopt, .reject: .decision
            case .withdraw: .withdrawal
            }
        }
    }

    /// What can be asked of a proposal.
    enum Command: String, CaseIterable, Sendable {
        case advise, adopt, reject, withdraw
    }

    /// What MDG I-F says of it; either way the aldermen decide.
    enum Advice: String, CaseIterable, Sendable {
        case favourable, unfavourable
    }

    /// What the aldermen decide.
    enum Outcome: String, CaseIterable, Sendable {
        case adopted, rejected

        var command: Command { self == .adopted ? .adopt : .reject }
    }

    /// Each of another product.
    let tariffs: [ProposedTariff]
    /// The first day of all of them.
    let validFrom: Day
    /// What points at the reasons.
    let documentReference: String
    /// nil for the day on which it is received.
    let proposedOn: Day?

    /// Refuses tariffs that cannot follow the newest ones.
    ///
    /// - Parameter currentFrom: the first day of a product's newest tariff; nil when that is not
    ///   known, or when there is none.
    func check(currentFrom: (String) -> Day?) throws(TariffRefusal) {
        for tariff in tariffs {
            try tariff.tariff(from: validFrom, decidedIn: documentReference)
                .checkFollows(currentFrom: currentFrom(tariff.productCode))
        }
    }
}

extension ProposedTariff {
    /// The tariff that it becomes.
    func tariff(from day: Day, decidedIn reference: String) -> Tariff {
        Tariff(
            maxTariffCents: maxTariffCents,
            timeBasis: timeBasis,
            validFrom: day,
            decisionReference: reference
        )
    }
}

/// A step of a proposal's way.
struct TariffProposalStep: Sendable, Equatable {
    let command: TariffProposal.Command
    let takenOn: Day
    /// Nil for every step but the advice.
    let advice: TariffProposal.Advice?
    /// What points at the document: of the advice, the decision, the withdrawal.
    let reference: String

    /// Refuses to adopt tariffs that would hold before the decision.
    ///
    /// - Source: none; decided by us because claims of such days were judged by the tariff of
    ///   then (A15).
    func check(validFrom: Day) throws(TariffProposalRefusal) {
        guard command != .adopt || takenOn <= validFrom else {
            throw .decidedLate(validFrom: validFrom)
        }
    }
}

/// Why a proposal for tariffs, or a step of it, is refused.
enum TariffProposalRefusal: Error, Equatable, Sendable {
    case productUnknown
    /// What was proposed was proposed by today.
    case datedAhead
    case decidedLate(validFrom: Day)
}
