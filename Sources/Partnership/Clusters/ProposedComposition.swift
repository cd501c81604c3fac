/// A composition that was proposed (voorstel), with what became of it.
///
/// - Source: KA 3.2.
struct ProposedComposition: Sendable, Equatable {
    /// Where it stands; follows from the outcome that was recorded.
    enum State: String, Lifecycle {
        case proposed
        case confirmed
        case withdrawn

        /// Where a command leads: the table of its transitions.
        ///
        /// - Returns: nil when the command is not carried out in this state.
        /// - Source: KA 3.2. Decided once: decided by us, because the clusters are there from
        ///   then on, and another proposal can be made.
        func after(_ command: Command) -> State? {
            switch (self, command) {
            case (.proposed, .confirm): .confirmed
            case (.proposed, .withdraw): .withdrawn
            case (.confirmed, _), (.withdrawn, _): nil
            }
        }

        /// Refuses a command that is not carried out in this state.
        func check(_ command: Command) throws(ClusterCompositionRefusal) {
            guard after(command) != nil else { throw .decided(self) }
        }
    }

    /// What can be asked of a proposed composition.
    enum Command: String, CaseIterable, Sendable {
        case confirm, withdraw
    }

    let id: Identifier
    /// Published, so that anybody can repeat the division.
    let seed: String
    /// The first day of its clusters.
    let startsOn: Day
    /// Whether it is to hold every partner with a process agreement in force on that day.
    let takesAll: Bool
    let state: State
    let createdAt: String
    let version: Int
    let composition: ClusterComposition

    /// Every partner in the order of their ids.
    var candidates: [ClusterComposition.Candidate] {
        composition.clusters.flatMap(\.self).sorted { $0.partnerId < $1.partnerId }
    }

    /// Refuses to confirm it when partners came or went, or changed clusters, since then.
    ///
    /// What partners are may change: their sizes and expertise are those of the proposal.
    ///
    /// - Parameter current: the candidates as they would be for a proposal now.
    /// - Throws: `outdated`.
    func check(against current: [ClusterComposition.Candidate]) throws(ClusterCompositionRefusal) {
        let then = candidates.map { ($0.partnerId, $0.lastClusterId) }
        let now = current.map { ($0.partnerId, $0.lastClusterId) }
        guard then.elementsEqual(now, by: ==) else { throw .outdated }
    }

    /// The names of its clusters: those given, or else numbers.
    ///
    /// - Throws: `wrongNumberOfNames`.
    func names(given: [String]?) throws(ClusterCompositionRefusal) -> [String] {
        let count = composition.clusters.count
        guard let given else { return (1...count).map { "Cluster \($0)" } }
        guard given.count == count else {
            throw .wrongNumberOfNames(given.count, clusters: count)
        }
        return given
    }
}

/// Why a composition, or what was decided on it, is refused.
enum ClusterCompositionRefusal: Error, Equatable, Sendable {
    /// So many partners cannot be divided.
    case indivisible(Int)
    /// It takes some partners of a cluster and leaves this one behind.
    case leavesBehind(ClusterRefusal.Membership)
    /// On a day that has passed one of its partners was in a cluster.
    case rewritesHistory(today: Day)
    case outdated
    case wrongNumberOfNames(Int, clusters: Int)
    case decided(ProposedComposition.State)
}
