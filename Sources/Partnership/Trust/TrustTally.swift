internal import Scoring

/// What the trust body hands back of a round (telling): sums by cluster, and nothing smaller.
///
/// - Source: PO 7.2, A25-A28.
struct TrustTally: Sendable, Equatable {
    /// What was counted in one cluster.
    struct Count: Sendable, Equatable {
        let clusterId: Identifier
        let respondents: Int
        /// nil when it came without sums.
        let tally: Tally?
    }

    /// A round as the service knows it when the tally comes.
    struct Round: Sendable, Equatable {
        /// A cluster of it.
        struct Box: Sendable, Equatable {
            let clusterId: Identifier
            /// Partners and the municipality; 0 when no tickets were given out.
            let members: Int
            /// Ballots that were cast.
            let ballots: Int
        }

        /// Whether its closure is there.
        let isClosed: Bool
        let quorum: Quorum
        /// In the order of the round.
        let boxes: [Box]

        /// - Precondition: the minimum is one that a round can have.
        init(isClosed: Bool, minimumRespondents: Int, boxes: [Box]) {
            guard let quorum = Quorum(minimum: minimumRespondents) else {
                preconditionFailure("a minimum that the table does not have")
            }
            self.isClosed = isClosed
            self.quorum = quorum
            self.boxes = boxes
        }
    }

    let counts: [Count]

    /// What is published of the round.
    ///
    /// Of a cluster where too few answered nothing is told, and sums that came of it are
    /// forgotten. Then nothing is told of all clusters together either: who knows the others would
    /// subtract them.
    ///
    /// - Throws: `TrustTallyRefusal` when it is not a tally of this round.
    /// - Source: PO 7.2, A27, A28; that the whole is kept back with a part is decided by us.
    func outcomes(of round: Round) throws(TrustTallyRefusal) -> [TrustOutcome] {
        guard round.isClosed else { throw .notClosed }
        guard Set(counts.map(\.clusterId)) == Set(round.boxes.map(\.clusterId)) else {
            throw .clustersDiffer
        }
        var told: [(clusterId: Identifier, tally: Tally)] = []
        for box in round.boxes {
            let count = counts.first { $0.clusterId == box.clusterId }
            guard let count, count.respondents == box.ballots else {
                throw .respondentsDiffer(counted: count?.respondents ?? 0, cast: box.ballots)
            }
            guard round.quorum.permits(respondents: count.respondents) else { continue }
            guard let tally = count.tally else { throw .sumsMissing(box.clusterId) }
            guard tally.fits(members: box.members) else {
                throw .tooManyParties(box.clusterId)
            }
            told.append((box.clusterId, tally))
        }
        let clusters = told.flatMap { TrustOutcome.all(of: $0.tally, in: $0.clusterId) }
        guard round.quorum.permitsOverall(respondents: round.boxes.map(\.ballots)) else {
            return clusters
        }
        return clusters + TrustOutcome.overall(told.map(\.tally))
    }
}

/// Why a tally is refused.
enum TrustTallyRefusal: Error, Equatable, Sendable {
    /// Ballots may still come.
    case notClosed
    /// Another tally was published, and what was published stays.
    case published
    /// It is not of each cluster of the round, and of no other.
    case clustersDiffer
    case respondentsDiffer(counted: Int, cast: Int)
    /// So many answered that their outcome is published.
    case sumsMissing(Identifier)
    /// More parties were rated than there are others in the cluster.
    case tooManyParties(Identifier)
}
