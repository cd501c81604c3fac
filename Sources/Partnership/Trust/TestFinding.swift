internal import Scoring

/// What the trust body found of one party (bevinding): a band in each dimension, and no figure.
///
/// - Source: PO 7.4, 7.5.
struct TestFinding: Sendable, Equatable {
    /// Where it stands on the way from the test to the college.
    enum State: String, Lifecycle {
        /// Nothing follows from it.
        case notInsufficient = "not-insufficient"
        /// Waits for the party to be heard.
        case awaitingHearing = "awaiting-hearing"
        /// Waits for an advice.
        case heard
        /// Waits for the college, and may have the advice of the other body too.
        case advised
        case decided

        /// Where a command leads: the table of its transitions.
        ///
        /// - Returns: nil when the command is not carried out in this state.
        /// - Source: PO 7.5, 10.2: MDG I-F and the trust body advise, then the college decides;
        ///   A31: the party is heard first. That the college decides once on a finding is decided
        ///   by us: for more there is the next test.
        func after(_ command: Command) -> State? {
            switch (self, command) {
            case (.awaitingHearing, .hear): .heard
            case (.heard, .advise), (.advised, .advise): .advised
            case (.advised, .decide): .decided
            case (.awaitingHearing, _), (.heard, _), (.advised, _): nil
            case (.notInsufficient, _), (.decided, _): nil
            }
        }
    }

    /// What can be done with a finding.
    enum Command: String, CaseIterable, Sendable {
        case hear, advise, decide
    }

    let partnerId: Identifier
    let intentional: Band
    let competential: Band

    /// Whether anything may follow from it.
    ///
    /// - Source: PO 7.3, 7.5.
    var isInsufficient: Bool { intentional == .insufficient || competential == .insufficient }
}

/// That the party concerned was heard (hoor en wederhoor), by reference and without what it said.
///
/// - Source: A31.
struct TestHearing: Sendable, Equatable {
    let heldOn: Day
    let documentReference: String

    /// Refuses a hearing that cannot be held.
    func check(
        in state: TestFinding.State,
        completedOn: Day,
        today: Day
    ) throws(TestHearingRefusal) {
        guard state.after(.hear) != nil else {
            throw state == .notInsufficient ? .notNeeded : .recorded
        }
        guard heldOn >= completedOn else { throw .heldBefore(completedOn) }
        guard heldOn <= today else { throw .datedAhead }
    }
}

/// Why a hearing is refused.
enum TestHearingRefusal: Error, Equatable, Sendable {
    /// Nothing follows from the finding.
    case notNeeded
    /// Another hearing was recorded.
    case recorded
    case heldBefore(Day)
    case datedAhead
}
