internal import HTTP

extension Problem {
    init(_ refusal: TentRefusal) {
        switch refusal {
        case .outOfTurn(let state):
            self.init(outOfTurn: state)
        case .notYet(let heldOn):
            self.init(
                409,
                "tent.not-yet-held",
                "Hours are recorded from the day of the tent on, which is \(heldOn)."
            )
            self = resting(on: "KA", "2.4")
        case .full:
            self.init(409, "tent.full", "Six professionals take part; a tent has no more.")
            self = resting(on: "KA", "1.7.2")
        case .presentAlready:
            self.init(
                409,
                "tent.professional-present",
                "A professional of this name takes part already, and an hour is paid once."
            )
            self = resting(on: "KA", "2.4")
        case .roleTaken:
            self.init(409, "tent.role-taken", "Somebody takes part in this role already.")
            self = resting(on: "KA", "1.7.2")
        case .partnerUnknown:
            self.init(409, "tent.partner-unknown", "There is no partner with this id.")
            self = resting(on: "KA", "1.7.2")
        case .notProfessional:
            self.init(409, "tent.not-a-professional", "Only professionals have hours.")
            self = resting(on: "KA", "2.4")
        case .hoursMissing:
            self.init(409, "tent.hours-missing", "What is paid are minutes, and none are known.")
            self = resting(on: "KA", "2.4")
        case .formBeforeTent(let heldOn):
            self.init(
                409,
                "tent.form-before-tent",
                "The evaluation form cannot be of a day before the tent, which was on \(heldOn)."
            )
            self = resting(on: "KA", "1.7.2")
        case .datedAhead:
            self.init(datedAhead: "tent")
            self = resting(on: "KA", "1.7.2")
        }
    }

    private init(outOfTurn state: Tent.State) {
        switch state {
        case .planned:
            self.init(
                409,
                "tent.not-held",
                "No professional's hours are known, so there is nothing to evaluate yet."
            )
        case .held:
            self.init(409, "tent.held", "It was held, so it is not cancelled.")
        case .evaluated:
            self.init(
                409,
                "tent.evaluated",
                "Its outcome was recorded, once; only hours are still taken in."
            )
        case .cancelled:
            self.init(409, "tent.cancelled", "It was cancelled, once; plan another.")
        }
        self = resting(on: "KA", "1.7.2")
    }
}
