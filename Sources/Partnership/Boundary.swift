internal import HTTP
internal import JSON
internal import Postgres

/// The one place where an error becomes an answer.
enum Boundary {
    /// What the caller reads.
    static func problem(for error: any Error) -> Problem {
        switch error {
        case let problem as Problem: problem
        case let refusal as TargetRefusal:
            Problem(400, "request.invalid", refusal.reason)
        case let failure as DatabaseFailure: problem(for: failure)
        default: unknown
        }
    }

    /// What the log keeps of an error beyond the answer's code; nil when the code says it all.
    static func cause(of error: any Error) -> String? {
        switch error {
        case let failure as DatabaseFailure: failure.description
        case is Problem, is TargetRefusal: nil
        default: String(describing: type(of: error))
        }
    }

    private static func problem(for failure: DatabaseFailure) -> Problem {
        switch failure.cause {
        case .connectionLost, .notConnected: unavailable
        case .overloaded: overloaded
        // 55P03 lock not available, 57014 statement stopped, 53xxx no resources.
        case .refused(let state, _) where state == "55P03" || state == "57014": overloaded
        case .refused(let state, _) where state.hasPrefix("53"): overloaded
        // 39000 another key than what was sealed, as pgcrypto and the vault say it.
        case .refused(let state, _) where state == "39000": .otherVaultKey
        case .refused, .notRun, .unexpectedAnswer: unknown
        }
    }

    private static let unknown = Problem(
        500,
        "service.internal",
        "Something went wrong here. It is logged with the trace id of this answer."
    )

    private static let unavailable = Problem(
        503,
        "service.database-unavailable",
        "The database cannot be reached at this moment. The request may be sent again."
    ).retrying

    private static let overloaded = Problem(
        503,
        "service.overloaded",
        "There is more work waiting than can be done now. The request may be sent again."
    ).retrying
}

extension Problem {
    /// Tells the caller to come back in a second.
    fileprivate var retrying: Problem {
        var problem = self
        problem.headers.append("Retry-After", "1")
        return problem
    }
}
