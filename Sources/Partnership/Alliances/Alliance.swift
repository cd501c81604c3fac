/// Providers that answer for a part of the care together (alliantie).
///
/// - Source: LIM; A36.
struct Alliance: Sendable, Equatable {
    /// Where it stands.
    enum State: String, Lifecycle {
        case active
        case dissolved

        /// Where a command leads: the table of its transitions.
        ///
        /// - Returns: nil when the command is not carried out in this state.
        /// - Source: none; decided by us because a dissolved alliance has left its place.
        func after(_ command: Command) -> State? {
            switch (self, command) {
            case (.active, .changeProviders): .active
            case (.active, .dissolve): .dissolved
            case (.dissolved, _): nil
            }
        }

        /// Refuses a command that is not carried out in this state.
        func check(_ command: Command) throws(AllianceRefusal) {
            if after(command) == nil { throw .dissolved }
        }
    }

    /// What can be asked of an alliance.
    enum Command: String, CaseIterable, Sendable {
        case changeProviders, dissolve
    }

    /// One of the three contracts of an alliance.
    struct Contract: Sendable, Equatable {
        /// What it is about.
        enum Kind: String, CaseIterable, Sendable {
            case continuity, development, governance
        }

        let kind: Kind
        /// SHA-256 of its text, in hexadecimal.
        let sha256: String
        let documentReference: String
    }

    /// At most so many at a time.
    static let maximumCount = 4
    /// Ten providers signed the declaration of intent.
    static let coreCount = 1...10
    /// Subcontracting is free; more than this is no list.
    static let subcontractorCount = 0...200

    let name: String
    let region: String
    let startsOn: Day
    let providers: AllianceProviders
    /// One of each kind, in the order of the kinds.
    let contracts: [Contract]
}

/// Who is in an alliance, and as what.
struct AllianceProviders: Sendable, Equatable {
    /// Each of one alliance alone.
    var core: [Provider]
    /// Of any number of alliances.
    var subcontractors: [Provider]

    /// The KvK numbers of those that stand in both lists, which nobody may.
    var inBoth: Set<String> {
        Set(core.map(\.kvkNumber)).intersection(subcontractors.map(\.kvkNumber))
    }
}

/// The end of an alliance.
struct AllianceDissolution: Sendable, Equatable {
    let dissolvedOn: Day
    let documentReference: String

    /// Checks that it can end an alliance.
    ///
    /// - Throws: `dissolved` when it is already; `toCome` when it is of a day after today;
    ///   `notStarted` when the alliance had not begun.
    func check(
        startsOn: Day,
        in state: Alliance.State,
        today: Day
    ) throws(AllianceRefusal) {
        try state.check(.dissolve)
        guard dissolvedOn <= today else { throw .toCome(dissolvedOn) }
        guard dissolvedOn >= startsOn else { throw .notStarted(startsOn) }
    }
}

/// Why an alliance, or a change of one, is refused.
enum AllianceRefusal: Error, Equatable, Sendable {
    /// Every place is taken.
    case tooMany
    /// A provider is core provider of another alliance; who and of which, if that is so still.
    case coreElsewhere(Provider?, alliance: String?)
    /// A contract has another text than those of the other alliances.
    case contractDiffers(Alliance.Contract.Kind)
    /// A provider would be core provider and subcontractor of one alliance.
    case providerTwice(String)
    case dissolved
    case toCome(Day)
    case notStarted(Day)
}
