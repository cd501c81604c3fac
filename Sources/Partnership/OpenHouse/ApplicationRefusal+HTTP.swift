internal import HTTP

extension Problem {
    init(_ refusal: ApplicationRefusal) {
        switch refusal {
        case .windowClosed(let next):
            self = .windowClosed(next: next)
        case .exists:
            self.init(
                409,
                "application.exists",
                "There is already an application with this KvK number in this window."
            )
            self = resting(on: "PO", "9.3")
        case .matchUnknown:
            self.init(
                409,
                "application.match-unknown",
                "There is no match with this id that is one with the applicant."
            )
            self = resting(on: "PO", "9.1")
        case .excluded(let exclusion):
            self = .excluded(exclusion)
        case .intakeMissing, .decided, .decidedBeforeIntake, .intakeAhead, .decidedAhead:
            self.init(step: refusal)
        case .criterionMissing, .criterionNotPublished, .reasonsMissing, .notMeasured,
            .measuredOtherwise, .conditionsNotMet:
            self.init(measurement: refusal)
            self = resting(on: "PO", "9.3")
        }
    }

    /// What is not right with the order of an intake and a decision.
    private init(step refusal: ApplicationRefusal) {
        switch refusal {
        case .intakeMissing:
            self.init(
                409,
                "application.intake-missing",
                "An intake comes before the decision, and none was recorded yet."
            )
            self = resting(on: "PO", "9.2")
        case .decided(let state):
            self.init(
                409,
                "application.decided",
                "The application was \(state.rawValue); a decision is made once."
            )
            self = resting(on: "PO", "9.3")
        case .decidedBeforeIntake(let heldOn):
            self.init(
                409,
                "application.decided-before-intake",
                "The decision cannot be of a day before the intake, which was on \(heldOn)."
            )
            self = resting(on: "PO", "9.2")
        case .intakeAhead:
            self.init(datedAhead: "application")
            self = resting(on: "PO", "9.2")
        default:
            self.init(datedAhead: "application")
            self = resting(on: "PO", "9.3")
        }
    }

    private static func windowClosed(next: OpenHouseWindowRefusal.Other?) -> Problem {
        let hint =
            next.map { "The next window, \($0.id), is open from \($0.opensAt) to \($0.closesAt)." }
            ?? "No other window is announced."
        var problem = Problem(
            409,
            "application.window-closed",
            "The window is not open. " + hint
        )
        .resting(on: "CB", "2.2")
        if let next {
            let link = Link(API.base + "/open-house-windows/\(next.id)", relation: "next")
            problem.headers.append("Link", link.description)
        }
        return problem
    }

    private static func excluded(_ exclusion: Exclusion) -> Problem {
        Problem(
            409,
            "application.applicant-excluded",
            """
            An agreement with this KvK number was dissolved on \(exclusion.dissolvedOn); a new one \
            can start from \(exclusion.eligibleFrom).
            """
        )
        .resting(on: "PO", "10.3", until: exclusion.eligibleFrom)
    }

    /// What is not right in how an applicant was measured.
    private init(measurement refusal: ApplicationRefusal) {
        switch refusal {
        case .criterionMissing:
            self.init(
                409,
                "application.criterion-missing",
                "A refusal names the published criterion that is not met: criterionCode."
            )
        case .criterionNotPublished(let code):
            self.init(
                409,
                "application.criterion-not-published",
                "The window was not published with a criterion \(code)."
            )
        case .reasonsMissing:
            self.init(409, "application.reasons-missing", "A refusal gives its reasons.")
        case .notMeasured(let codes):
            self.init(
                409,
                "application.not-measured",
                "Every criterion measures every applicant; not measured: "
                    + codes.joined(separator: ", ") + "."
            )
        case .measuredOtherwise(let code):
            self.init(
                409,
                "application.measured-otherwise",
                "The outcome does not follow from how \(code) was measured."
            )
        default:
            self.init(
                409,
                "application.conditions-not-met",
                """
                Only who commits to the working method and meets the conditions is admitted: \
                commitsToMethod and meetsConditions.
                """
            )
        }
    }
}
