/// Partners that meet for intervision (intervisiecluster), and the one that speaks for them.
///
/// The municipality joins each (PO 7.2, A11) and is not among the partners.
///
/// - Source: KA 3.2.
struct Cluster: Sendable, Equatable {
    /// Where it stands on a day; follows from its first day and its dissolution.
    enum State: String, Lifecycle {
        /// Its first day is still to come.
        case planned
        case running
        /// Its dissolution was recorded, for a day that is still to come.
        case ending
        case dissolved

        /// Where a command leads: the table of its transitions.
        ///
        /// - Returns: nil when the command is not carried out in this state.
        /// - Source: KA 3.2. A dissolution is recorded once: decided by us, because its partners
        ///   join others from that day on.
        func after(_ command: Command) -> State? {
            switch (self, command) {
            case (.planned, .change), (.running, .change), (.ending, .change): self
            case (.planned, .dissolve), (.running, .dissolve): .dissolved
            case (.planned, .announceDissolution), (.running, .announceDissolution): .ending
            case (.ending, .dissolve), (.ending, .announceDissolution), (.dissolved, _): nil
            }
        }

        /// Refuses a command that is not carried out in this state.
        func check(_ command: Command) throws(ClusterRefusal) {
            guard after(command) != nil else { throw .dissolved }
        }
    }

    /// What can be asked of a cluster.
    enum Command: String, CaseIterable, Sendable {
        case change
        /// From today, or before its first day.
        case dissolve
        /// From a later day.
        case announceDissolution
    }

    /// How many partners it may have.
    ///
    /// - Source: KA 3.2, five. Decided by us: one more or less, because a number of partners is
    ///   seldom a multiple of five.
    static let sizes = 4...6
    static let wantedSize = 5

    let name: String
    /// In the order of their ids, each once.
    let partnerIds: [Identifier]
    /// The partner that goes to MDG I-F for all (afgevaardigde).
    let delegateId: Identifier

    init(name: String, partnerIds: [Identifier], delegateId: Identifier) {
        self.name = name
        self.partnerIds = partnerIds.sorted()
        self.delegateId = delegateId
    }

    /// Refuses what is no cluster whoever its partners are.
    ///
    /// - Throws: `wrongSize`, `delegateNotMember`.
    /// - Source: KA 3.2; PO 4.1, A10: one partner goes for all.
    func check() throws(ClusterRefusal) {
        guard Self.sizes.contains(partnerIds.count) else { throw .wrongSize(partnerIds.count) }
        guard partnerIds.contains(delegateId) else { throw .delegateNotMember }
    }
}

/// Why a cluster, a change or the end of one is refused.
enum ClusterRefusal: Error, Equatable, Sendable {
    case wrongSize(Int)
    case delegateNotMember
    case partnerUnknown
    /// No process agreement of the partner is in force on the day it would join.
    case noProcessAgreement(partnerId: Identifier, on: Day)
    /// One of the partners belongs to another cluster then; nil when that changed meanwhile.
    case partnerElsewhere(Membership?)
    case dissolved
    case dissolvedInThePast(today: Day)

    /// A partner and the cluster that it belongs to.
    struct Membership: Equatable, Sendable {
        let partnerId: Identifier
        let clusterId: Identifier
    }
}
