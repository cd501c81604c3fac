internal import Scoring

/// The track of a cluster to improve trust (verbetertraject).
///
/// - Source: PO 7.3: it starts by itself with an outcome that asks for attention.
struct ImprovementTrack: Sendable, Equatable {
    /// What is recorded of it on its way, each once, in the order in which it comes.
    enum Step: String, CaseIterable, Sendable {
        case plan, evaluation
    }

    /// Where it stands; follows from the steps that were recorded.
    enum State: String, Stepwise {
        /// Waits for a plan.
        case started
        /// Waits for its evaluation.
        case planned
        case improved
        case notImproved = "not-improved"

        /// Where a command leads: the table of its transitions.
        ///
        /// - Returns: nil when the command is not carried out in this state.
        /// - Source: none; decided by us: PO 7.3 says that it starts, and no more.
        func after(_ command: Command) -> State? {
            switch (self, command) {
            case (.started, .agreePlan): .planned
            case (.planned, .findImproved): .improved
            case (.planned, .findNotImproved): .notImproved
            case (.started, _), (.planned, _), (.improved, _), (.notImproved, _): nil
            }
        }

        var next: Step? {
            switch self {
            case .started: .plan
            case .planned: .evaluation
            case .improved, .notImproved: nil
            }
        }

        static func step(of command: Command) -> Step {
            switch command {
            case .agreePlan: .plan
            case .findImproved, .findNotImproved: .evaluation
            }
        }
    }

    /// What can be asked of a track.
    enum Command: String, CaseIterable, Sendable {
        case agreePlan, findImproved, findNotImproved
    }

    /// What an evaluation came to.
    enum Conclusion: String, CaseIterable, Sendable {
        case improved
        case notImproved = "not-improved"
    }

    let id: Identifier
    let clusterId: Identifier
    /// The dimension of trust to improve, by its name.
    let dimension: String

    /// The track that starts with an outcome.
    ///
    /// - Returns: nil when none does.
    init?(startedBy outcome: TrustOutcome, id: Identifier) {
        guard outcome.startsImprovement, let clusterId = outcome.clusterId else { return nil }
        self.id = id
        self.clusterId = clusterId
        dimension = outcome.dimension.rawValue
    }
}

/// A step of a track's way.
struct ImprovementStep: Sendable, Equatable {
    let command: ImprovementTrack.Command
    let takenOn: Day
    let documentReference: String
}
