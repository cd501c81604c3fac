/// What is recorded of a proposal on its way, once.
protocol ProposalStep: Sendable {
    typealias State = Proposal.State

    /// What it asks of the proposal.
    var command: Proposal.Command { get }
    var takenOn: Day { get }
    /// From when what it adopts is in force; nil where it adopts nothing.
    var validFrom: Day? { get }
    /// Partners to whom it gives something to do.
    var assigneeIds: [Identifier] { get }

    /// Refuses what does not go with the proposal.
    func check(for proposal: ProposalProgress) throws(ProposalRefusal)
}

extension ProposalStep {
    var validFrom: Day? { nil }
    var assigneeIds: [Identifier] { [] }

    func check(for proposal: ProposalProgress) throws(ProposalRefusal) {}
}

extension Proposal {
    /// The decision on the agenda (agendering), by three tests.
    ///
    /// - Source: ZHZ 3.2.
    struct Agenda: ProposalStep, Equatable {
        enum Outcome: String, CaseIterable, Sendable {
            case onAgenda = "on-agenda"
            case notOnAgenda = "not-on-agenda"
        }

        /// What was found of one question, and why.
        struct Test: Sendable, Equatable {
            let isMet: Bool
            let motive: String
        }

        let outcome: Outcome
        /// Whether it is of all together (collectief).
        let collective: Test
        /// Whether it touches a core value (kernwaarde).
        let coreValue: Test
        /// Whether the context has changed (gewijzigde context).
        let changedContext: Test
        let takenOn: Day

        var command: Command { outcome == .onAgenda ? .placeOnAgenda : .keepOffAgenda }

        /// - Source: ZHZ 3.2. How the tests weigh is not said, so that only the extremes
        ///   contradict an outcome: decided by us.
        func check(for proposal: ProposalProgress) throws(ProposalRefusal) {
            let met = [collective, coreValue, changedContext].count { $0.isMet }
            if met == (outcome == .onAgenda ? 0 : 3) { throw .testsContradict(outcome) }
        }
    }

    /// Who works it out (uitwerking), and by when.
    ///
    /// - Source: ZHZ 3.2.
    struct Elaboration: ProposalStep, Equatable {
        /// Providers that work it out; none when the municipality does so alone.
        let assigneeIds: [Identifier]
        let resultAsked: String
        /// What they may use: time, room, money (faciliteiten).
        let facilities: String?
        let takenOn: Day
        let dueOn: Day

        var command: Command { .assign }

        func check(for proposal: ProposalProgress) throws(ProposalRefusal) {
            if assigneeIds.count == 1 { throw .assigneeAlone }
        }
    }

    /// What came of it (uitgewerkt voorstel).
    struct Elaborated: ProposalStep, Equatable {
        let documentReference: String
        let takenOn: Day

        var command: Command { .elaborate }
    }

    /// What was decided (besluit).
    ///
    /// - Source: PO 8, 13; ZHZ 4.
    struct Decision: ProposalStep, Equatable {
        enum Outcome: String, CaseIterable, Sendable {
            case adopted, rejected
        }

        /// What another body thought of it before.
        struct Endorsement: Sendable, Equatable {
            let body: DecidingBody
            let endorsedOn: Day
            let reference: String
        }

        let outcome: Outcome
        let decidingBody: DecidingBody
        let endorsements: [Endorsement]
        let reasons: String?
        let takenOn: Day
        let decisionReference: String
        /// Exactly when it was adopted.
        let validFrom: Day?

        var command: Command { outcome == .adopted ? .adopt : .reject }

        func check(for proposal: ProposalProgress) throws(ProposalRefusal) {
            let competence = Proposal.competence(proposal.arrangement, proposal.subject)
            guard competence.deciding.contains(decidingBody) else {
                throw .otherBody(decidingBody, permitted: competence.deciding)
            }
            for endorsement in endorsements
            where !competence.endorsing.contains(endorsement.body) {
                throw .noEndorser(endorsement.body)
            }
        }
    }

    /// That it is taken back (intrekking).
    struct Withdrawal: ProposalStep, Equatable {
        let reasons: String
        let takenOn: Day

        var command: Command { .withdraw }
    }
}
