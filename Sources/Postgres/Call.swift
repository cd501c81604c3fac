/// One statement on its way to PostgreSQL and its answer on the way back.
///
/// Belongs to the loop of the pipe it is given to.
package final class Call: @unchecked Sendable {
    // Unchecked: made by a task of the loop, then touched on that loop alone.
    let statement: Statement
    let parameters: Parameters
    var outcome: Result<Rows, DatabaseFailure>?
    /// Whoever waits for this call alone; a call of a transaction is waited for with its train.
    var waiter: UnsafeContinuation<Void, Never>?

    /// A call of a statement with its values.
    package init(_ statement: Statement, _ parameters: Parameters = Parameters()) {
        self.statement = statement
        self.parameters = parameters
    }

    /// A call whose parameters the body adds.
    package convenience init(_ statement: Statement, _ add: (inout Parameters) -> Void) {
        var parameters = Parameters()
        add(&parameters)
        self.init(statement, parameters)
    }

    func failure(_ cause: DatabaseFailure.Cause) -> DatabaseFailure {
        DatabaseFailure(statement.name, cause)
    }

    /// Whether it was never given to a pipe.
    var isNew: Bool { outcome == nil && waiter == nil }

    /// - Precondition: the call was finished.
    func answer() throws(DatabaseFailure) -> Rows {
        guard let outcome else { preconditionFailure("an answer without outcome") }
        return try outcome.get()
    }

    func finish(_ outcome: Result<Rows, DatabaseFailure>) {
        self.outcome = outcome
        waiter?.resume()
        waiter = nil
    }
}

/// Calls that travel in one write and end with one Sync.
///
/// Unless a transaction block is open, PostgreSQL commits all of a train at its Sync or none.
final class Train {
    let calls: [Call]
    /// The call whose result comes next.
    var next = 0
    /// Resumed at the Sync: only then is a commit certain.
    var waiter: UnsafeContinuation<Void, Never>?

    init(_ calls: [Call]) {
        self.calls = calls
    }

    /// Ends the calls that have no answer yet, and the waiting for the whole.
    func fail(_ cause: DatabaseFailure.Cause) {
        for call in calls where call.outcome == nil { call.finish(.failure(call.failure(cause))) }
        waiter?.resume()
        waiter = nil
    }
}
