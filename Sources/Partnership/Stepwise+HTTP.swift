internal import HTTP
internal import JSON
internal import Postgres

extension Exchange {
    /// Takes a step once.
    ///
    /// - Parameters:
    ///   - content: the step as it is kept, which for the same step is the same text.
    ///   - current: the content and the answer of the one that was taken.
    ///   - take: gives the same of the new one.
    func take(
        at path: String,
        _ content: [UInt8],
        current: Row?,
        _ take: () async throws -> Row
    ) async throws -> Response {
        try await takeOnce(
            at: path,
            current: current,
            isSame: { $0.bytes(0) == content },
            item: { $0.value(raw: $1.bytes(1)) },
            take
        )
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
