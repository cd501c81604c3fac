@testable import Partnership
import Scoring
import Testing

@Suite struct `A ballot of the demo` {
    @Test(arguments: 0..<5, 5...7)
    func `rates its cluster, oneself and all others, the same in every run`(
        place: Int,
        members: Int
    ) {
        let ballots = DemoBallot.all(ofCluster: place, members: members)
        #expect(ballots == DemoBallot.all(ofCluster: place, members: members))
        #expect(ballots.count == members)
        for ballot in ballots {
            #expect(ballot.others.count == members - 1)
            #expect(BallotSums(own: ballot.own, others: ballot.others) != nil)
        }
    }

    @Test(arguments: 0...6)
    func `goes into the sums of as many as were cast`(count: Int) throws {
        let ballots = DemoBallot.all(ofCluster: 1, members: 6)
        let sums = DemoBallot.sums(ballots, count: count)
        #expect(sums.map(\.count) == [5, 25, 5, 25].map { $0 * count })
        let cast = ballots.prefix(count).compactMap { BallotSums(own: $0.own, others: $0.others) }
        #expect(
            sums.map(\.sum) == [
                cast.reduce(0) { $0 + $1.ownIntentional },
                cast.reduce(0) { $0 + $1.othersIntentional },
                cast.reduce(0) { $0 + $1.ownCompetential },
                cast.reduce(0) { $0 + $1.othersCompetential },
            ]
        )
    }
}
