internal import Postgres

/// How a resource and its steps are kept.
struct StepStatements: Sendable {
    /// Holds the resource until the transaction ends, and tells the day it is.
    let lock: Statement
    /// Takes the id, and what limits the caller's reach.
    let read: Statement
    /// Where a row of `read` has the state.
    let stateColumn: Int
    /// Where it has the day of the last step, or that of the resource itself.
    let lastOnColumn: Int
    /// A step as it was written, and as it is answered: with what every resource has around it.
    let readStep: Statement
    /// Takes the id, the step, the state it ends in, its day, its content and what it has beside.
    let insertStep: Statement
    /// Counts a change of the resource.
    let change: Statement

    func reading(_ step: some RawRepresentable<String>, of resource: Identifier) -> Call {
        Call(readStep) {
            $0.add(resource)
            $0.add(step.rawValue)
        }
    }
}

extension WrittenStep {
    /// Takes the step of a resource, whose row is locked.
    ///
    /// - Parameters:
    ///   - row: of `StepStatements.read`.
    ///   - today: of `StepStatements.lock`.
    ///   - content: the step as JSON.
    /// - Returns: the row of `StepStatements.readStep`.
    /// - Throws: `StepRefusal`, what `prepare` throws, or `DatabaseFailure`.
    func take(
        of resource: Identifier,
        _ row: Row,
        today: Day,
        _ content: [UInt8],
        in transaction: Transaction
    ) async throws -> Row {
        let statements = Self.statements
        guard let state = State(rawValue: row.text(statements.stateColumn)) else {
            preconditionFailure("a state that the view does not have")
        }
        let lastOn = row.day(statements.lastOnColumn)
        try state.check(command, on: takenOn, after: lastOn, today: today)
        try await prepare(resource, row, in: transaction)
        let step = State.step(of: command)
        return try await transaction.run([
            Call(statements.insertStep) {
                $0.add(resource)
                $0.add(step.rawValue)
                $0.add(state.after(command)?.rawValue)
                $0.add(takenOn)
                $0.add(utf8: content)
                addMore(to: &$0)
            },
            Call(statements.change) { $0.add(resource) },
            statements.reading(step, of: resource),
        ])[2][0]
    }
}
