internal import HTTP

extension Problem {
    init(_ refusal: StepRefusal<Proposal.State>, of arrangement: Proposal.Arrangement) {
        self.init(refusal, of: "proposal")
        self = resting(on: arrangement)
    }

    init(_ refusal: ProposalRefusal, of arrangement: Proposal.Arrangement) {
        switch refusal {
        case .signalUnknown:
            self.init(409, "proposal.signal-unknown", "There is no signal with this id.")
            self = resting(on: arrangement)
        case .datedAhead:
            self.init(datedAhead: "proposal")
            self = resting(on: arrangement)
        case .testsContradict(let outcome):
            self.init(
                409,
                "proposal.tests-contradict",
                outcome == .onAgenda
                    ? "None of the three tests is met, so it does not come on the agenda."
                    : "All three tests are met, so it comes on the agenda."
            )
            self = resting(on: "ZHZ", "3.2")
        case .assigneeAlone:
            self.init(
                409,
                "proposal.assignee-alone",
                "Providers work it out with two at least; without any the municipality does."
            )
            self = resting(on: "ZHZ", "3.2")
        case .assigneeUnknown:
            self.init(
                409,
                "proposal.assignee-unknown",
                "One of those to whom it would be assigned is no partner."
            )
            self = resting(on: "ZHZ", "3.2")
        case .otherBody(let body, let permitted):
            self = .otherBody(body, permitted, arrangement)
        case .noEndorser(let body):
            self.init(
                409,
                "proposal.no-endorser",
                "On this subject \(body.rawValue) does not endorse; see endorsingBodies."
            )
            self = arrangement == .zhz ? resting(on: "ZHZ", "4") : resting(on: "KA", "3.2")
        }
    }

    private static func otherBody(
        _ body: DecidingBody,
        _ permitted: [DecidingBody],
        _ arrangement: Proposal.Arrangement
    ) -> Problem {
        let names = permitted.map(\.rawValue).joined(separator: " or ")
        let problem = Problem(
            409,
            "proposal.other-body",
            "On this subject decides \(names), not \(body.rawValue)."
        )
        switch arrangement {
        case .hendig: return problem.resting(on: "PO", "8").resting(on: "PO", "13")
        case .zhz: return problem.resting(on: "ZHZ", "4")
        }
    }

    /// The problem with the article on the way of a proposal.
    private func resting(on arrangement: Proposal.Arrangement) -> Problem {
        switch arrangement {
        case .hendig: resting(on: "PO", "8")
        case .zhz: resting(on: "ZHZ", "3.2")
        }
    }
}
