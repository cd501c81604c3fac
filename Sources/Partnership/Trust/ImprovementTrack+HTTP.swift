internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let improvementTrackRoutes =
        [
            Route(
                .listImprovementTracks,
                .get,
                "/improvement-tracks",
                query: Route.listQuery + ["measurementId"]
            ) { try await $0.listImprovementTracks() },
            Route(.readImprovementTrack, .get, "/improvement-tracks/{trackId}") { exchange in
                let row = try await exchange.improvementTrackRow()
                return exchange.json { $0.improvementTrack(row) }
            },
        ]
        + ImprovementStep.routes(of: .plan, .readImprovementPlan, .agreeImprovementPlan)
        + ImprovementStep.routes(
            of: .evaluation,
            .readImprovementEvaluation,
            .evaluateImprovement
        )
}

extension Exchange {
    fileprivate func listImprovementTracks() async throws -> Response {
        let measurement = try queryValue("measurementId", "a UUID") { Identifier($0) }
        return try await list(
            page(),
            ImprovementTrackStatement.list,
            ImprovementTrackStatement.count
        ) {
            $0.add(measurement)
            $0.add(seesTrustOutcomesAtOnce)
            $0.add(ownPartnerId)
        } item: {
            $0.improvementTrack($1)
        }
    }

    /// The track of the path, if the caller may see it.
    fileprivate func improvementTrackRow() async throws -> Row {
        let id = try identifier("trackId")
        return try await row(ImprovementTrackStatement.read) {
            $0.add(id)
            ImprovementStep.addReach(of: self, to: &$0)
        }
    }
}

extension ImprovementTrack.Step {
    /// What the day of the step is called.
    fileprivate var dayName: StaticString {
        switch self {
        case .plan: "agreedOn"
        case .evaluation: "evaluatedOn"
        }
    }
}

extension ImprovementStep: WrittenStep {
    typealias State = ImprovementTrack.State

    static let collection = "improvement-tracks"
    static let parameter = "trackId"

    static func addReach(of exchange: Exchange, to parameters: inout Parameters) {
        parameters.add(exchange.seesTrustOutcomesAtOnce)
        parameters.add(exchange.ownPartnerId)
    }

    static func problem(_ refusal: any Error, of row: Row) -> Problem? {
        (refusal as? StepRefusal<State>)
            .map { Problem($0, of: "improvement-track").resting(on: "PO", "7.3") }
    }

    init?(reading object: inout JSONObject, _ step: ImprovementTrack.Step) {
        let command: ImprovementTrack.Command? =
            switch step {
            case .plan: .agreePlan
            case .evaluation:
                object.choice("conclusion", of: ImprovementTrack.Conclusion.self)
                    .map { $0 == .improved ? .findImproved : .findNotImproved }
            }
        let takenOn = object.day(step.dayName)
        let documentReference = object.string("documentReference", length: 1...100)
        guard let command, let takenOn, let documentReference else { return nil }
        self.init(command: command, takenOn: takenOn, documentReference: documentReference)
    }

    func write(to writer: inout JSONWriter) {
        let step = ImprovementTrack.State.step(of: command)
        writer.member(step.dayName, takenOn)
        if step == .evaluation {
            let conclusion: ImprovementTrack.Conclusion =
                command == .findImproved ? .improved : .notImproved
            writer.member("conclusion", conclusion.rawValue)
        }
        writer.member("documentReference", documentReference)
    }
}

extension JSONWriter {
    /// A row of `ImprovementTrackStatement.read` or `.list`.
    fileprivate mutating func improvementTrack(_ row: Row) {
        object {
            $0.member("id", text: row, 0)
            $0.member("measurementId", text: row, 1)
            $0.member("clusterId", text: row, 2)
            $0.member("dimension", text: row, 3)
            $0.member("startedOn", text: row, 4)
            $0.member("state", text: row, 5)
            let today = row.day(13)
            $0.member(
                "duties",
                array: {
                    $0.duty(.plan, dueOn: row.day(6), metOn: row.optionalDay(7), today)
                    $0.duty(.evaluation, dueOn: row.day(8), metOn: row.optionalDay(9), today)
                }
            )
            $0.member("grounds", [.init("PO", "7.3")])
            $0.member("createdAt", text: row, 10)
            $0.member("version", raw: row, 11)
        }
    }

    private mutating func duty(
        _ step: ImprovementTrack.Step,
        dueOn: Day,
        metOn: Day?,
        _ today: Day
    ) {
        let state = metOn == nil ? Obligation.State.open(on: today, dueOn: dueOn) : .met
        object {
            $0.member("duty", step.rawValue)
            $0.member("dueOn", dueOn)
            $0.member("state", state.rawValue)
            $0.member("metOn", metOn)
        }
    }
}
