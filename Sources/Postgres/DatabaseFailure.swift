internal import CPostgres

/// What went wrong with the database, for machines: nothing of it may hold data.
///
/// PostgreSQL's own messages are left out on purpose: its DETAIL quotes rows.
package struct DatabaseFailure: Error, Equatable, Sendable, CustomStringConvertible {
    /// What kind of failure it is.
    package enum Cause: Equatable, Sendable {
        /// PostgreSQL refused the statement: its SQLSTATE and the constraint's name, if any.
        case refused(state: String, constraint: String?)
        /// The connection is gone; whether a commit under way took place is not known.
        case connectionLost
        /// There is no connection at this moment.
        case notConnected
        /// More calls wait than the limit allows.
        case overloaded
        /// An earlier call of the same round trip failed, so this one did not run.
        case notRun
        /// An answer that does not have the form the caller knows.
        case unexpectedAnswer
    }

    /// The statement's dotted name.
    package let operation: String
    package let cause: Cause

    /// A failure of an operation.
    package init(operation: String, cause: Cause) {
        self.operation = operation
        self.cause = cause
    }

    init(_ operation: StaticString, _ cause: Cause) {
        self.init(operation: operation.description, cause: cause)
    }

    /// The failure that a result of PostgreSQL tells.
    init(_ operation: StaticString, result: OpaquePointer) {
        // FATAL and PANIC end the connection; libpq itself, which has no SQLSTATE, only speaks up
        // when the connection is gone.
        if let state = Self.field("C", of: result), Self.field("V", of: result) == "ERROR" {
            self.init(
                operation,
                .refused(state: state, constraint: Self.field("n", of: result))
            )
        } else {
            self.init(operation, .connectionLost)
        }
    }

    private static func field(_ code: Unicode.Scalar, of result: OpaquePointer) -> String? {
        PQresultErrorField(result, Int32(code.value)).map { String(cString: $0) }
    }

    /// The constraint that refused, as the schema names it; nil when none did.
    package var constraint: String? {
        guard case .refused(_, let constraint) = cause else { return nil }
        return constraint
    }

    /// The SQLSTATE; nil unless PostgreSQL refused.
    package var state: String? {
        guard case .refused(let state, _) = cause else { return nil }
        return state
    }

    package var description: String {
        switch cause {
        case .refused(let state, let constraint):
            "\(operation): refused with \(state)" + (constraint.map { " by \($0)" } ?? "")
        case .connectionLost: "\(operation): the connection was lost"
        case .notConnected: "\(operation): not connected"
        case .overloaded: "\(operation): too many calls wait"
        case .notRun: "\(operation): not run after an earlier failure"
        case .unexpectedAnswer: "\(operation): an unexpected answer"
        }
    }
}
