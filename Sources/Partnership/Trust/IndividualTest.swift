/// A second round (individuele toets), in which the trust body looks at each party by itself.
///
/// - Source: PO 7.4.
struct IndividualTest: Sendable, Equatable {
    /// Whom it covers.
    ///
    /// - Source: PO 7.4: "in dat cluster of in alle clusters".
    enum Scope: String, CaseIterable, Sendable {
        case cluster
        case allClusters = "all-clusters"
    }

    enum State: String, Lifecycle {
        /// Waits for what the trust body finds.
        case decided
        case completed

        /// Where a command leads: the table of its transitions.
        ///
        /// - Returns: nil when the command is not carried out in this state.
        /// - Source: PO 7.4, 7.5; that nothing is added to a completed test is decided by us,
        ///   because advices rest on it.
        func after(_ command: Command) -> State? {
            switch (self, command) {
            case (.decided, .addForm): .decided
            case (.decided, .complete): .completed
            case (.completed, _): nil
            }
        }
    }

    /// What can be asked of a test.
    enum Command: String, CaseIterable, Sendable {
        case addForm, complete
    }

    /// What there is of the round that a test is decided on.
    struct Round: Sendable, Equatable {
        /// When its outcomes were presented to MDG I-F; nil while they were not.
        let presentedOn: Day?
        /// Whether the cluster is one of the round's.
        let hasCluster: Bool
        /// Whether an outcome permits the test.
        let permitsTest: Bool
    }

    let measurementId: Identifier
    /// nil for all clusters of the round.
    let clusterId: Identifier?
    let decidedOn: Day
    let documentReference: String

    /// Refuses a test that MDG I-F may not decide on.
    ///
    /// - Source: PO 7.2, 7.4: after what was presented to it; A30: an outcome is 3.9 or lower.
    func check(on round: Round, today: Day) throws(IndividualTestRefusal) {
        guard let presentedOn = round.presentedOn else { throw .notPresented }
        guard round.hasCluster else { throw .clusterUnknown }
        guard decidedOn >= presentedOn else { throw .decidedBefore(presentedOn) }
        guard decidedOn <= today else { throw .datedAhead }
        guard round.permitsTest else { throw .notPermitted }
    }
}

/// Why an individual test, or what belongs to it, is refused.
enum IndividualTestRefusal: Error, Equatable, Sendable {
    /// The outcomes were not presented to MDG I-F yet.
    case notPresented
    /// The cluster is not one of the round's.
    case clusterUnknown
    /// No outcome is 3.9 or lower.
    case notPermitted
    case exists
    case decidedBefore(Day)
    case datedAhead
    /// It was completed, and takes nothing more.
    case completed
    case completedBefore(Day)
    /// A rating or a finding is of a party that the test does not cover.
    case partyOutOfScope
    case tooManyForms
    /// Findings say something else than the forms do.
    case findingsDiffer
    case readerUnknown
    /// A reader is a party concerned, or spoke for its cluster.
    case readerConcerned
}
