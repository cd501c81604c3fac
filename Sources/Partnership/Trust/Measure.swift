/// What is asked of a party or of a cluster beside its agreement (maatregel), without a word on
/// persons.
///
/// - Source: PO 7.3, 7.5.
struct Measure: Sendable, Equatable {
    /// What it rests on.
    enum Basis: Sendable, Equatable {
        /// The college decided on stricter conditions for a partner (PO 7.5).
        case decision(Identifier, partnerId: Identifier)
        /// A cluster is insufficient in a round (PO 7.3).
        case outcome(measurementId: Identifier, clusterId: Identifier)

        /// The article of the process agreement.
        var article: String {
            switch self {
            case .decision: "7.5"
            case .outcome: "7.3"
            }
        }
    }

    enum State: String, Lifecycle {
        /// Holds, or will from its first day on.
        case inForce = "in-force"
        case ended

        /// Where a command leads: the table of its transitions.
        ///
        /// - Returns: nil when the command is not carried out in this state.
        /// - Source: none; decided by us: the agreement does not say how a measure ends, and one
        ///   that never does would be a condition of the agreement.
        func after(_ command: Command) -> State? {
            switch (self, command) {
            case (.inForce, .end): .ended
            case (.ended, .end): nil
            }
        }
    }

    /// What can be asked of a measure.
    enum Command: String, CaseIterable, Sendable {
        case end
    }

    /// What there is of its basis.
    enum Carrier: Sendable, Equatable {
        case none
        /// A decision on something else, or a cluster that is not insufficient.
        case other
        /// Carries measures from this day on.
        case carries(Day)
    }

    let basis: Basis
    let description: String
    let startsOn: Day
    let documentReference: String

    /// Refuses a measure that nothing carries.
    ///
    /// - Source: PO 7.3: a dimension below 3.0; PO 7.5: the college decides.
    func check(on carrier: Carrier) throws(MeasureRefusal) {
        switch carrier {
        case .none: throw .basisUnknown
        case .other: throw .notCarried
        case .carries(let day): guard startsOn >= day else { throw .startsBefore(day) }
        }
    }
}

/// That a measure ends (einde van een maatregel).
struct MeasureEnd: Sendable, Equatable {
    let endedOn: Day
    let documentReference: String

    /// Refuses an end that a measure cannot have.
    func check(in state: Measure.State, startsOn: Day, today: Day) throws(MeasureRefusal) {
        guard state.after(.end) != nil else { throw .ended }
        guard endedOn >= startsOn else { throw .endedBefore(startsOn) }
        guard endedOn <= today else { throw .datedAhead }
    }
}

/// Why a measure or its end is refused.
enum MeasureRefusal: Error, Equatable, Sendable {
    case basisUnknown
    case notCarried
    case startsBefore(Day)
    /// There is one for the decision.
    case exists
    /// Another end was recorded.
    case ended
    case endedBefore(Day)
    case datedAhead
}
