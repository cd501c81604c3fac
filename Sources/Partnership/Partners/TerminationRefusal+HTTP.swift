internal import HTTP

extension Problem {
    init(_ refusal: TerminationRefusal) {
        switch refusal {
        case .recorded, .agreementEnded, .datedAhead, .receivedAfterEnd, .endDiffers,
            .endsBeforeStart,
            .endsAfterAgreed:
            self.init(end: refusal)
            self = resting(on: "PO", "11")
        case .endsBeforeDecision, .adviceMissing, .adviceUnknown, .adviceOfOtherBody,
            .decisionMissing,
            .decisionUnknown, .decisionNotToTerminate, .decisionOnOtherAdvice,
            .decisionOnOtherAgreement, .reasonsMissing:
            self.init(trust: refusal)
            self = resting(on: "PO", "10.2")
        }
    }

    /// What is not right with the days of an end.
    private init(end refusal: TerminationRefusal) {
        switch refusal {
        case .agreementEnded(let day):
            self.init(
                409,
                "termination.agreement-ended",
                "The agreement ended on \(day); it does not end again."
            )
        case .datedAhead(let today):
            self.init(
                409,
                "termination.dated-ahead",
                "Notice that was received cannot be of a day after today, \(today)."
            )
        case .receivedAfterEnd(let day):
            self.init(
                409,
                "termination.received-after-end",
                "Notice was received after the last day of the agreement, \(day)."
            )
        case .endDiffers(let given, let end):
            self.init(
                409,
                "termination.end-differs",
                "Twelve calendar months after it was received, notice ends on \(end), not \(given)."
            )
        case .endsBeforeStart(let end, let start):
            self.init(
                409,
                "termination.ends-before-start",
                "The agreement would end on \(end), and it starts on \(start)."
            )
        case .endsAfterAgreed(let end, let agreed):
            self.init(
                409,
                "termination.ends-after-agreed",
                "The agreement ends on \(agreed) already, which is before \(end)."
            )
        default:
            self.init(
                409,
                "termination.recorded",
                "Another end of this agreement was recorded; it ends once."
            )
        }
    }

    /// What is missing before an agreement is dissolved on the ground of trust.
    private init(trust refusal: TerminationRefusal) {
        let (code, detail) =
            switch refusal {
            case .adviceUnknown:
                ("termination.advice-unknown", "There is no such advice about this partner.")
            case .adviceOfOtherBody:
                (
                    "termination.advice-of-other-body",
                    "On the ground of trust it takes the advice of the trust body."
                )
            case .endsBeforeDecision(let end, let decided):
                (
                    "termination.ends-before-decision",
                    "It would end on \(end), before the college decided on \(decided)."
                )
            case .decisionMissing:
                (
                    "termination.decision-missing",
                    "On the ground of trust it takes the college's decision: decisionId."
                )
            case .decisionUnknown:
                ("termination.decision-unknown", "There is no such decision about this partner.")
            case .decisionNotToTerminate:
                (
                    "termination.decision-not-to-terminate",
                    "The college did not decide to terminate on the ground of trust."
                )
            case .decisionOnOtherAdvice:
                (
                    "termination.decision-on-other-advice",
                    "The college's decision does not rest on this advice."
                )
            case .decisionOnOtherAgreement:
                (
                    "termination.decision-on-other-agreement",
                    "The college's decision is about another agreement."
                )
            case .reasonsMissing:
                (
                    "termination.reasons-missing",
                    "The college's decision deviates from its advice without reasons."
                )
            default:
                (
                    "termination.advice-missing",
                    "On the ground of trust it takes the advice of the trust body: adviceId."
                )
            }
        self.init(409, code, detail)
    }
}
