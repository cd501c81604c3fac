internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let disputeStepRoutes =
        routes(of: .mediation, .readMediation, .appointMediator)
        + routes(of: .mediationResult, .readMediationResult, .concludeMediation)
        + routes(of: .court, .readCourt, .goToCourt)
        + routes(of: .closure, .readDisputeClosure, .closeDispute)

    private static func routes(
        of step: Dispute.Step,
        _ read: Operation,
        _ take: Operation
    ) -> [Route] {
        let path = "/disputes/{disputeId}/" + step.rawValue
        return [
            Route(read, .get, path) { try await $0.read(step) },
            Route(take, .put, path) { try await $0.take(step) },
        ]
    }
}

extension Exchange {
    fileprivate func read(_ step: Dispute.Step) async throws -> Response {
        let id = try await disputeRow().identifier(0)
        let row = try await row(DisputeStatement.readStep) {
            $0.add(id)
            $0.add(step.rawValue)
        }
        return json { $0.value(raw: row.bytes(1)) }
    }

    fileprivate func take(_ step: Dispute.Step) async throws -> Response {
        let id = try identifier("disputeId")
        let asked = try decode { DisputeStep(reading: &$0, step) }
        var content = JSONWriter()
        content.object { $0.members(of: asked) }
        let bytes = content.bytes
        return try await session.transaction { transaction in
            let found = try await transaction.run([
                Call(DisputeStatement.lock) { $0.add(id) },
                Call(DisputeStatement.read) {
                    $0.add(id)
                    $0.add(self.ownPartnerId)
                },
                Call(DisputeStatement.readStep) {
                    $0.add(id)
                    $0.add(step.rawValue)
                },
            ])
            guard let row = found[1].first else { throw Problem.notFound }
            let today = found[0][0].day(0)
            let path = "/disputes/\(id)/\(step.rawValue)"
            return try await self.take(at: path, bytes, current: found[2].first) {
                do {
                    return try await asked.take(of: id, row, today: today, bytes, in: transaction)
                } catch let refusal as StepRefusal<Dispute.State> {
                    throw Problem(refusal, of: "dispute").resting(on: "PO", "12")
                }
            }
        }
    }
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

extension DisputeStep {
    fileprivate init?(reading object: inout JSONObject, _ step: Dispute.Step) {
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
}

extension JSONWriter {
    /// The members of a step, always in the same order: the same step is the same text.
    fileprivate mutating func members(of asked: DisputeStep) {
        let step = Dispute.State.step(of: asked.command)
        if step == .mediationResult {
            let result: Dispute.MediationResult =
                asked.command == .settle ? .settled : .notSettled
            member("result", result.rawValue)
        }
        member(step.dayName, asked.takenOn)
        member(step.referenceName, asked.reference)
    }
}
