internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let tariffProposalStepRoutes =
        TariffProposalStep.routes(of: .advice, .readTariffAdvice, .adviseOnTariffs)
        + TariffProposalStep.routes(of: .decision, .readTariffDecision, .decideTariffs)
        + TariffProposalStep.routes(of: .withdrawal, .readTariffWithdrawal, .withdrawTariffs)
}

extension TariffProposal.Step {
    /// What the day of the step is called.
    fileprivate var dayName: StaticString {
        switch self {
        case .advice: "advisedOn"
        case .decision: "decidedOn"
        case .withdrawal: "withdrawnOn"
        }
    }

    /// What its reference is called.
    fileprivate var referenceName: StaticString {
        self == .decision ? "decisionReference" : "documentReference"
    }
}

extension TariffProposalStep: WrittenStep {
    typealias State = TariffProposal.State

    static let collection = "tariff-proposals"
    static let parameter = "tariffProposalId"

    static func problem(_ refusal: any Error, of row: Row) -> Problem? {
        switch refusal {
        case let refusal as StepRefusal<State>:
            Problem(refusal, of: "tariff-proposal").resting(on: "KA", "2.2.2")
        case let refusal as TariffProposalRefusal: Problem(refusal)
        case let refusal as TariffRefusal: Problem(refusal)
        default: nil
        }
    }

    init?(reading object: inout JSONObject, _ step: TariffProposal.Step) {
        let command: TariffProposal.Command?
        var advice: TariffProposal.Advice?
        switch step {
        case .advice:
            advice = object.choice("outcome")
            command = advice.map { _ in .advise }
        case .decision:
            command = object.choice("outcome", of: TariffProposal.Outcome.self)?.command
        case .withdrawal: command = .withdraw
        }
        let takenOn = object.day(step.dayName)
        let reference = object.string(step.referenceName, length: 1...100)
        guard let command, let takenOn, let reference else { return nil }
        self.init(command: command, takenOn: takenOn, advice: advice, reference: reference)
    }

    func write(to writer: inout JSONWriter) {
        let step = TariffProposal.State.step(of: command)
        if let advice { writer.member("outcome", advice.rawValue) }
        if step == .decision {
            let outcome: TariffProposal.Outcome = command == .adopt ? .adopted : .rejected
            writer.member("outcome", outcome.rawValue)
        }
        writer.member(step.dayName, takenOn)
        writer.member(step.referenceName, reference)
    }
}
