internal import HTTP
internal import JSON
internal import Postgres

/// A step as callers write it and read it, at a path of its own under its resource.
protocol WrittenStep: Sendable {
    associatedtype State: Stepwise

    /// Where the resources are.
    static var collection: String { get }
    /// The place of the resource's id in a path.
    static var parameter: String { get }
    static var statements: StepStatements { get }

    var command: State.Command { get }
    var takenOn: Day { get }

    init?(reading object: inout JSONObject, _ step: State.Step)

    /// Writes its members, always in the same order: the same step is the same text.
    func write(to writer: inout JSONWriter)

    /// Adds what limits the reach of the caller to `StepStatements.read`.
    static func addReach(of exchange: Exchange, to parameters: inout Parameters)

    /// Refuses a caller that sees the resource and may not bring it further.
    static func permit(_ exchange: Exchange, on row: Row) throws(Problem)

    /// Refuses what does not go with the resource, and does what comes with the step.
    func prepare(_ resource: Identifier, _ row: Row, in transaction: Transaction) async throws

    /// Adds what `StepStatements.insertStep` takes beside the content.
    func addMore(to parameters: inout Parameters)

    /// What callers are told of a refusal; nil for what is none.
    static func problem(_ refusal: any Error, of row: Row) -> Problem?
}

extension WrittenStep {
    static func addReach(of exchange: Exchange, to parameters: inout Parameters) {}
    static func permit(_ exchange: Exchange, on row: Row) throws(Problem) {}
    func prepare(_ resource: Identifier, _ row: Row, in transaction: Transaction) async throws {}
    func addMore(to parameters: inout Parameters) {}

    /// The two routes of a step.
    static func routes(of step: State.Step, _ read: Operation, _ take: Operation) -> [Route] {
        let path = path("{\(parameter)}", step)
        return [
            Route(read, .get, path) { try await $0.read(step, as: Self.self) },
            Route(take, .put, path) { try await $0.take(step, as: Self.self) },
        ]
    }

    fileprivate static func path(_ resource: String, _ step: State.Step) -> String {
        "/\(collection)/\(resource)/\(step.rawValue)"
    }
}

extension Exchange {
    fileprivate func read<Step: WrittenStep>(
        _ step: Step.State.Step,
        as type: Step.Type
    ) async throws -> Response {
        let id = try identifier(type.parameter)
        let isThere = try await session.rows(reading(id, type)).first != nil
        guard isThere, let row = try await session.rows(type.statements.reading(step, of: id)).first
        else { throw Problem.notFound }
        return json { $0.value(raw: row.bytes(1)) }
    }

    /// Takes a step once, in one transaction.
    fileprivate func take<Step: WrittenStep>(
        _ step: Step.State.Step,
        as type: Step.Type
    ) async throws -> Response {
        let id = try identifier(type.parameter)
        let asked = try decode { type.init(reading: &$0, step) }
        var writer = JSONWriter()
        writer.object { asked.write(to: &$0) }
        let content = writer.bytes
        return try await session.transaction { transaction in
            let found = try await transaction.run([
                Call(type.statements.lock) { $0.add(id) },
                self.reading(id, type),
                type.statements.reading(step, of: id),
            ])
            guard let row = found[1].first else { throw Problem.notFound }
            try type.permit(self, on: row)
            let today = found[0][0].day(0)
            do {
                return try await self.takeOnce(
                    at: type.path(id.description, step),
                    current: found[2].first,
                    isSame: { $0.bytes(0) == content },
                    item: { $0.value(raw: $1.bytes(1)) },
                    { try await asked.take(of: id, row, today: today, content, in: transaction) }
                )
            } catch {
                throw type.problem(error, of: row) ?? error
            }
        }
    }

    /// Finds the resource of a step, if the caller may see it.
    private func reading(_ id: Identifier, _ type: (some WrittenStep).Type) -> Call {
        Call(type.statements.read) {
            $0.add(id)
            type.addReach(of: self, to: &$0)
        }
    }
}

extension Problem {
    /// - Parameter name: with which its code begins.
    init<State>(_ refusal: StepRefusal<State>, of name: String) {
        switch refusal {
        case .missing(let step):
            self.init(
                409,
                "\(name).step-missing",
                "First comes the step that is not there yet: \(step.rawValue)."
            )
        case .taken(let step):
            self.init(
                409,
                "\(name).step-taken",
                "The step \(step.rawValue) was taken, and is taken once."
            )
        case .ended(let state):
            self.init(
                409,
                "\(name).ended",
                "It ended as \(state.rawValue); whoever wants more begins another."
            )
        case .datedBefore(let day):
            self.init(
                409,
                "\(name).dated-before",
                "It cannot be of a day before the step that came last, which was on \(day)."
            )
        case .datedAfterToday:
            self.init(datedAhead: name)
        }
    }

    /// - Parameter name: with which its code begins.
    init(datedAhead name: String) {
        self.init(
            409,
            "\(name).dated-ahead",
            "What is recorded as done has happened, and its day is still to come."
        )
    }
}
