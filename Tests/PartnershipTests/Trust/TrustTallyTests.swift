@testable import Partnership
import Scoring
import Testing

private let north = Identifier(high: 1, low: 1)
private let south = Identifier(high: 1, low: 2)

/// A tally of respondents who each rate so many others, all with these sums.
private func tally(_ respondents: Int, parties: Int = 5, others sum: Int? = nil) -> Tally? {
    func form(_ forms: Int, _ sum: Int) -> FormScore? {
        DimensionScore(sum: sum, count: 5 * forms).flatMap {
            FormScore(intentional: $0, competential: $0)
        }
    }
    let forms = respondents * parties
    guard let own = form(respondents, 20 * respondents),
        let others = form(forms, sum ?? 20 * forms)
    else { return nil }
    return Tally(respondents: respondents, own: own, others: others)
}

private func round(
    _ ballots: [(Identifier, Int)],
    minimum: Int = 5,
    members: Int = 6,
    isClosed: Bool = true
) -> TrustTally.Round {
    TrustTally.Round(
        isClosed: isClosed,
        minimumRespondents: minimum,
        boxes: ballots.map {
            TrustTally.Round.Box(clusterId: $0.0, members: members, ballots: $0.1)
        }
    )
}

private func counts(_ counts: (Identifier, Int, Tally?)...) -> TrustTally {
    TrustTally(
        counts: counts.map {
            TrustTally.Count(clusterId: $0.0, respondents: $0.1, tally: $0.2)
        }
    )
}

@Suite struct `A tally of a round` {
    @Test func `gives each cluster both dimensions, and of all together oneself apart`() throws {
        let both = counts((south, 5, tally(5)), (north, 6, tally(6)))
        let outcomes = try both.outcomes(of: round([(north, 6), (south, 5)]))
        let names = outcomes.map { "\($0.dimension) \($0.whose)" }
        let four = [
            "intentional others", "intentional own", "competential others", "competential own",
        ]
        let two = ["intentional others", "competential others"]
        #expect(names == two + two + four)
        #expect(outcomes.map(\.clusterId)[0..<2].allSatisfy { $0 == north })
        #expect(outcomes.map(\.clusterId)[2..<4].allSatisfy { $0 == south })
        #expect(outcomes.map(\.clusterId)[4..<8].allSatisfy { $0 == nil })
        for outcome in outcomes {
            #expect((outcome.judgement == nil) == (outcome.whose == .own))
            #expect(outcome.shown == "4,0")
        }
    }

    @Test(arguments: [(4, 3, false), (4, 4, true), (5, 4, false), (5, 5, true), (7, 6, false)])
    func `tells of a cluster where enough answered, and of all when enough did everywhere`(
        minimum: Int,
        respondents: Int,
        isTold: Bool
    ) throws {
        let some = counts((north, 7, tally(7)), (south, respondents, tally(respondents)))
        let outcomes = try some.outcomes(
            of: round([(north, 7), (south, respondents)], minimum: minimum, members: 7)
        )
        #expect(outcomes.count { $0.clusterId == north } == 2)
        #expect(outcomes.count { $0.clusterId == south } == (isTold ? 2 : 0))
        #expect(outcomes.count { $0.clusterId == nil } == (isTold ? 4 : 0))
    }

    @Test func `of one cluster tells no figure that it does not tell of the cluster`() throws {
        let outcomes = try counts((north, 6, tally(6))).outcomes(of: round([(north, 6)]))
        #expect(outcomes.map(\.clusterId) == [north, north, nil, nil])
        #expect(outcomes.allSatisfy { $0.whose == .others })
    }

    @Test func `of too few is the same with sums and without`() throws {
        let few = round([(north, 6), (south, 2)])
        let with = try counts((north, 6, tally(6)), (south, 2, tally(2))).outcomes(of: few)
        let without = try counts((north, 6, tally(6)), (south, 2, nil)).outcomes(of: few)
        #expect(with == without)
    }

    @Test func `pools all clusters, and tells when the mean of their means judges otherwise`()
        throws
    {
        // 4.0 of 150 ratings and 3.8 of 125: 3.909 together, 3.9 by their means (A28).
        let both = counts((north, 6, tally(6, others: 600)), (south, 5, tally(5, others: 475)))
        let outcomes = try both.outcomes(of: round([(north, 6), (south, 5)]))
        let overall = try #require(outcomes.first { $0.clusterId == nil }?.judgement)
        #expect(overall.band == .attention && !overall.permitsIndividualTest)
        #expect(overall.needsInterpretation)
        #expect(
            overall.otherReadings.contains {
                $0.policy == .meanOfClusterMeans && $0.permitsIndividualTest
            }
        )
    }

    private static let refused: [(TrustTally, TrustTally.Round, TrustTallyRefusal)] = [
        (counts((north, 6, tally(6))), round([(north, 6)], isClosed: false), .notClosed),
        (counts((north, 6, tally(6))), round([(north, 6), (south, 0)]), .clustersDiffer),
        (counts((north, 6, tally(6)), (south, 0, nil)), round([(north, 6)]), .clustersDiffer),
        (
            counts((north, 5, tally(5))), round([(north, 6)]),
            .respondentsDiffer(counted: 5, cast: 6)
        ),
        (
            counts((north, 4, nil)), round([(north, 3)]),
            .respondentsDiffer(counted: 4, cast: 3)
        ),
        (counts((north, 5, nil)), round([(north, 5)]), .sumsMissing(north)),
        (
            counts((north, 5, tally(5, parties: 6))), round([(north, 5)]),
            .tooManyParties(north)
        ),
    ]

    @Test(arguments: refused.indices)
    func `is refused when it is not of this round`(index: Int) {
        let (tally, round, refusal) = Self.refused[index]
        #expect(throws: refusal) { try tally.outcomes(of: round) }
    }

    @Test func `starts an improvement where the norm asks for attention, and nowhere else`()
        throws
    {
        // Of 150 ratings: 4.0 and above, between, and below 3.0.
        for (sum, starts) in [(600, false), (599, true), (450, true), (449, false)] {
            let one = counts((north, 6, tally(6, others: sum)))
            let outcomes = try one.outcomes(of: round([(north, 6)]))
            let started = outcomes.filter(\.startsImprovement)
            #expect(started.count == (starts ? 2 : 0), "\(sum)")
            #expect(started.allSatisfy { $0.clusterId == north && $0.whose == .others })
            let tracks = outcomes.compactMap { ImprovementTrack(startedBy: $0, id: south) }
            #expect(tracks.map(\.dimension) == (starts ? ["intentional", "competential"] : []))
        }
    }
}
