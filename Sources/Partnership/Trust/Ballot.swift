internal import Scoring

/// What one member of a cluster answers in a round (stembiljet), with the ticket that lets it in.
///
/// It holds sums from the moment it is read, so that nothing per statement can be kept.
struct Ballot: Sendable {
    /// How many ratings each party gets: one for each statement.
    static let ratingsPerParty = 10
    /// The other members of the largest cluster.
    static let maximumParties = BallotSums.partiesAllowed.upperBound

    let ticket: Identifier
    private let sums: BallotSums

    /// A ballot with the sums of its ratings.
    ///
    /// - Returns: nil when there are too few or too many, or when one is not 1...5.
    init?(ticket: Identifier, own: [Int], others: [[Int]]) {
        guard let sums = BallotSums(own: own, others: others) else { return nil }
        self.ticket = ticket
        self.sums = sums
    }

    /// How many other parties it rates.
    var parties: Int { sums.parties }

    /// What is sealed: of the same length whatever it says.
    var text: String { sums.text }
}
