internal import Scoring

/// A round in which members of clusters tell how far they trust each other (vertrouwensmeting).
///
/// - Source: PO 7.1, 7.2.
struct TrustMeasurement: Sendable, Equatable {
    /// Where it stands; follows from the clock, the closure and the tally.
    ///
    /// ```
    /// planned --opensAt--> open --closesAt, close--> closed --publish--> published
    /// ```
    enum State: String, Lifecycle {
        /// It opens later, and may still change.
        case planned
        /// Tickets are given out and ballots are taken.
        case open
        /// No ballot is taken; waits for its closure, before which it may be extended if the clock
        /// closed it, and then for the tally of the trust body.
        case closed
        /// Its outcomes are told.
        case published

        /// Where a command leads: the table of its transitions.
        ///
        /// - Returns: nil when the command is not carried out in this state.
        /// - Source: PO 7.2. From the opening on who is asked, and how many have to answer, is
        ///   fixed: decided by us, because else both could be fitted to what was answered. Its
        ///   closing may move, since A27 has a round extended when too few answered. A closure
        ///   says nothing but that it is closed, so that another is the same one again.
        func after(_ command: Command) -> State? {
            switch (self, command) {
            case (.planned, .rename), (.planned, .moveOpening), (.planned, .moveClosing),
                (.planned, .replaceClusters), (.planned, .changeMinimum):
                .planned
            case (.open, .moveClosing), (.open, .issueTickets): .open
            case (.open, .close), (.closed, .close): .closed
            case (.closed, .publish), (.published, .close): .published
            case (.planned, _), (.open, _), (.closed, _), (.published, _): nil
            }
        }
    }

    /// What can be asked of a round.
    enum Command: String, CaseIterable, Sendable {
        case rename, moveOpening, moveClosing, replaceClusters, changeMinimum
        /// Gives a cluster its tickets.
        case issueTickets
        case close
        /// The tally of the trust body, with which outcomes are published.
        case publish
    }

    /// More clusters than there will ever be at once.
    static let maximumClusters = 50
    /// How few of a cluster may answer, so that what is told of it tells on nobody.
    ///
    /// - Source: A27.
    static let minimumRespondentsRange = Quorum.allowed
    static let ordinaryMinimumRespondents = Quorum.chosen.minimum

    /// From now until an extended round closes, at least: a day.
    static let extensionMicroseconds: Int64 = 86_400_000_000

    var title: String
    /// In the order in which they were named, each once.
    var clusterIds: [Identifier]
    var opensAt: Instant
    /// The first moment at which no ballot is taken.
    var closesAt: Instant
    /// Below it nothing of a cluster is told.
    var minimumRespondents: Int

    /// Refuses a round that no ballot could come to.
    ///
    /// - Throws: `outOfOrder`, `closesInThePast`.
    /// - Source: none; decided by us because a round that is over gives no tickets, and what was
    ///   measured elsewhere was not measured as PO 7.2 wants.
    func check(at moment: Instant) throws(TrustMeasurementRefusal) {
        guard opensAt < closesAt else {
            throw .outOfOrder(opensAt: opensAt, closesAt: closesAt)
        }
        guard moment < closesAt else { throw .closesInThePast(now: moment) }
    }

    /// The round with a change, at a moment.
    ///
    /// One that the clock closed may still be extended until its closure is there: only then it
    /// shows that too few answered (A27). From the opening on it closes later only, and by a day at
    /// least: whoever moved it to and fro would see when enough had answered.
    ///
    /// - Throws: `opened` or `closed` when its state does not permit the change; `outOfOrder`,
    ///   `closesInThePast`.
    func changed(
        by change: TrustMeasurementChange,
        in state: State,
        hasClosure: Bool,
        at moment: Instant
    ) throws(TrustMeasurementRefusal) -> TrustMeasurement {
        let state = state == .closed && !hasClosure ? .open : state
        let commands = change.commands(on: self)
        if commands.isEmpty { return self }
        for command in commands where state.after(command) == nil {
            throw state == .open ? .opened(opensAt) : .closed
        }
        var round = self
        round.title = change.title ?? title
        round.clusterIds = change.clusterIds ?? clusterIds
        round.opensAt = change.opensAt ?? opensAt
        round.closesAt = change.closesAt ?? closesAt
        round.minimumRespondents = change.minimumRespondents ?? minimumRespondents
        if state == .open, round.closesAt != closesAt {
            let earliest = max(closesAt, moment.adding(microseconds: Self.extensionMicroseconds))
            guard round.closesAt >= earliest else { throw .closesTooSoon(earliest) }
        }
        try round.check(at: moment)
        return round
    }
}

/// Members of a round that are to change; nil stays as it is.
struct TrustMeasurementChange: Sendable, Equatable {
    var title: String?
    var clusterIds: [Identifier]?
    var opensAt: Instant?
    var closesAt: Instant?
    var minimumRespondents: Int?

    /// What it asks of a round; what is there already is not asked.
    func commands(on round: TrustMeasurement) -> [TrustMeasurement.Command] {
        var commands: [TrustMeasurement.Command] = []
        if let title, title != round.title { commands.append(.rename) }
        if let opensAt, opensAt != round.opensAt { commands.append(.moveOpening) }
        if let closesAt, closesAt != round.closesAt { commands.append(.moveClosing) }
        if let clusterIds, clusterIds != round.clusterIds { commands.append(.replaceClusters) }
        if let minimumRespondents, minimumRespondents != round.minimumRespondents {
            commands.append(.changeMinimum)
        }
        return commands
    }
}

/// Why a round, a change or the closure of one is refused.
enum TrustMeasurementRefusal: Error, Equatable, Sendable {
    case outOfOrder(opensAt: Instant, closesAt: Instant)
    case closesInThePast(now: Instant)
    /// An open round is extended; who wants it closed puts its closure.
    case closesTooSoon(Instant)
    /// The cluster is not there on the day of the opening.
    case clusterNotRunning(Identifier, on: Day)
    /// One of the clusters is in another round then; nil when that changed meanwhile.
    case clusterMeasured(Other?)
    case opened(Instant)
    case closed
    /// What is not open yet is not closed.
    case notOpened(Instant)

    /// A cluster and the round that it is in.
    struct Other: Equatable, Sendable {
        let clusterId: Identifier
        let measurementId: Identifier
        let from: Instant
        let until: Instant
    }
}
