/// A gathering of the meeting structure (bijeenkomst), planned for a day.
///
/// The resource is called a session; this name keeps it apart from a session with the database.
///
/// - Source: PO 4.1, 4.2; KA 3.2.
struct GroupSession: Sendable, Equatable {
    enum Kind: String, CaseIterable, Sendable {
        /// Of one cluster (intervisie).
        case intervision
        /// Of one delegate per cluster with the municipality (MDG I-F).
        case mdgIF = "mdg-if"
        /// Open to every partner (thematent).
        case themeTent = "theme-tent"
        /// Open to every partner (kleurdag, inkleurdag).
        case colouringInDay = "colouring-in-day"
    }

    /// Where it stands.
    enum State: String, Lifecycle {
        /// Waits for its day.
        case planned
        /// Its attendance was recorded.
        case held
        case cancelled

        /// Where a command leads: the table of its transitions.
        ///
        /// - Returns: nil when the command is not carried out in this state.
        /// - Source: none; decided by us because what took place can be told better but not
        ///   undone, and who was told that nothing takes place does not come.
        func after(_ command: Command) -> State? {
            switch (self, command) {
            case (.planned, .change): .planned
            case (.planned, .recordAttendance), (.held, .recordAttendance): .held
            case (.planned, .cancel): .cancelled
            case (.held, .change), (.held, .cancel): nil
            case (.cancelled, _): nil
            }
        }

        /// Refuses a command that is not carried out in this state.
        func check(_ command: Command) throws(SessionRefusal) {
            if after(command) == nil { throw .over(self) }
        }
    }

    /// What can be asked of a session.
    enum Command: String, CaseIterable, Sendable {
        case change, recordAttendance, cancel
    }

    /// How often a year a cluster meets, and how often MDG I-F.
    ///
    /// - Source: KA 3.2, "in beginsel" twice a year.
    static let timesPerYear = 2

    let kind: Kind
    var heldOn: Day
    /// Exactly when it is intervision.
    let clusterId: Identifier?
    var topic: String?
}

/// Members of a planned session that are to change.
struct GroupSessionChange: Sendable, Equatable {
    /// Nil stays as it is.
    var heldOn: Day?
    /// The new topic, or none; nil stays as it is.
    var topic: String??
}

/// Why a session, its attendance or its cancellation is refused.
enum SessionRefusal: Error, Equatable, Sendable {
    case clusterUnknown
    /// There is one of this kind, and of this cluster, on the same day.
    case sameDay
    /// It was held or cancelled, and what was asked is done before that.
    case over(GroupSession.State)
    case notYetHeld(on: Day)
    /// Intervision of a cluster without members on its day.
    case nobodyExpected
    /// Who had to be there and is not named: partners, or clusters of MDG I-F.
    case missing([Identifier])
    case notExpected(Identifier)
    /// An entry of MDG I-F names no cluster, or an entry of another session does.
    case clusterMisplaced
    case secondDelegate(of: Identifier)
    case notMember(Identifier, of: Identifier)
}
