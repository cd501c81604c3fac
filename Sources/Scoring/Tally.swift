/// The ballots of one cluster added up (telling): all that leaves the trust body's own machine.
///
/// - Source: PO 7.2 (aggregated by cluster), A25, A26.
package struct Tally: Equatable, Sendable {
    /// How many members a cluster can have, the municipality among them.
    package static let membersAllowed = 2...(BallotSums.partiesAllowed.upperBound + 1)

    /// How many members answered.
    package let respondents: Int

    /// What they think of their own functioning.
    package let own: FormScore

    /// What they think of each other, which the norm is about.
    package let others: FormScore

    /// The scores of oneself or of others.
    package subscript(whose: Whose) -> FormScore {
        switch whose {
        case .own: own
        case .others: others
        }
    }

    /// Adds up the ballots of a cluster.
    ///
    /// - Returns: nil when there are none, or more than a cluster can have members.
    /// - Source: PO 7.2, A26.
    package init?(_ ballots: [BallotSums]) {
        func score(
            of forms: Int,
            _ intentional: KeyPath<BallotSums, Int>,
            _ competential: KeyPath<BallotSums, Int>
        ) -> FormScore? {
            func score(_ dimension: Dimension, _ sum: KeyPath<BallotSums, Int>) -> DimensionScore? {
                DimensionScore(
                    sum: ballots.reduce(0) { $0 + $1[keyPath: sum] },
                    count: forms * dimension.items.count
                )
            }
            guard let intentional = score(.intentional, intentional),
                let competential = score(.competential, competential)
            else { return nil }
            return FormScore(intentional: intentional, competential: competential)
        }
        let rated = ballots.reduce(0) { $0 + $1.parties }
        guard let own = score(of: ballots.count, \.ownIntentional, \.ownCompetential),
            let others = score(of: rated, \.othersIntentional, \.othersCompetential)
        else { return nil }
        self.init(respondents: ballots.count, own: own, others: others)
    }

    /// A tally as the trust body told it.
    ///
    /// - Returns: nil unless so many respondents can have filled in so many forms: one each of
    ///   themselves, and one for each of 1...19 others.
    /// - Source: PO 7.2.
    package init?(respondents: Int, own: FormScore, others: FormScore) {
        guard (1...Self.membersAllowed.upperBound).contains(respondents),
            own.forms == respondents,
            (respondents...respondents * BallotSums.partiesAllowed.upperBound)
                .contains(others.forms)
        else { return nil }
        self.respondents = respondents
        self.own = own
        self.others = others
    }

    /// Whether a cluster of so many members, the municipality among them, can have given it.
    ///
    /// - Source: PO 7.2: everyone answers once, and rates no more than all the others.
    package func fits(members: Int) -> Bool {
        Self.membersAllowed.contains(members) && respondents <= members
            && others.forms <= respondents * (members - 1)
    }
}
