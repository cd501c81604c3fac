internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let disputeStepRoutes =
        DisputeStep.routes(of: .mediation, .readMediation, .appointMediator)
        + DisputeStep.routes(of: .mediationResult, .readMediationResult, .concludeMediation)
        + DisputeStep.routes(of: .court, .readCourt, .goToCourt)
        + DisputeStep.routes(of: .closure, .readDisputeClosure, .closeDispute)
}

extension Dispute.Step {
    /// What the day of the step is called.
    fileprivate var dayName: StaticString {
        switch self {
        case .mediation: "appointedOn"
        case .mediationResult: "concludedOn"
        case .court: "broughtOn"
        case .closure: "closedOn"
        }
    }

    /// What its reference is called.
    fileprivate var referenceName: StaticString {
        self == .court ? "courtReference" : "documentReference"
    }
}

extension DisputeStep: WrittenStep {
    typealias State = Dispute.State

    static let collection = "disputes"
    static let parameter = "disputeId"

    static func addReach(of exchange: Exchange, to parameters: inout Parameters) {
        parameters.add(exchange.ownPartnerId)
    }

    static func problem(_ refusal: any Error, of row: Row) -> Problem? {
        (refusal as? StepRefusal<State>)
            .map { Problem($0, of: "dispute").resting(on: "PO", "12") }
    }

    init?(reading object: inout JSONObject, _ step: Dispute.Step) {
        let command: Dispute.Command? =
            switch step {
            case .mediation: .appointMediator
            case .mediationResult:
                object.choice("result", of: Dispute.MediationResult.self)
                    .map { $0 == .settled ? .settle : .fail }
            case .court: .goToCourt
            case .closure: .close
            }
        let takenOn = object.day(step.dayName)
        let reference = object.string(step.referenceName, length: 1...100)
        guard let command, let takenOn, let reference else { return nil }
        self.init(command: command, takenOn: takenOn, reference: reference)
    }

    func write(to writer: inout JSONWriter) {
        let step = Dispute.State.step(of: command)
        if step == .mediationResult {
            let result: Dispute.MediationResult = command == .settle ? .settled : .notSettled
            writer.member("result", result.rawValue)
        }
        writer.member(step.dayName, takenOn)
        writer.member(step.referenceName, reference)
    }
}
