internal import Scoring

/// What a member of a cluster answers in the demo's trust measurement.
struct DemoBallot: Sendable, Equatable {
    /// The ten answers on its own functioning.
    let own: [Int]
    /// Ten answers for each other member.
    let others: [[Int]]

    /// Trust in each cluster of the demo, in tenths, on intentions and on competence: one that is
    /// sufficient, one in the gap, one that needs to improve, one beyond what is shown, and one
    /// that is insufficient.
    private static let levels = [(43, 44), (39, 42), (36, 38), (47, 48), (41, 27)]

    /// The ballots of a cluster, the same in every run.
    ///
    /// - Parameters:
    ///   - place: of the cluster in the measurement, from 0.
    ///   - members: its partners and the municipality.
    static func all(ofCluster place: Int, members: Int) -> [DemoBallot] {
        let (intentional, competential) = levels[place % levels.count]
        var random = DemoRandom(seed: 1_894_750 + UInt64(place))
        func answers(raisedBy tenths: Int) -> [Int] {
            (0..<10).map { item in
                let level = min((item < 5 ? intentional : competential) + tenths, 50)
                return level / 10 + (random.happens(percent: level % 10 * 10) ? 1 : 0)
            }
        }
        return (0..<members).map { _ in
            DemoBallot(
                own: answers(raisedBy: 3),
                others: (1..<members).map { _ in answers(raisedBy: 0) }
            )
        }
    }

    /// What of some ballots goes into the tally of their cluster.
    ///
    /// - Parameter count: how many of them were cast, the first ones.
    static func sums(_ ballots: [DemoBallot], count: Int) -> [Sum] {
        let counted = ballots.prefix(count)
        return Dimension.allCases.flatMap { dimension in
            let items = dimension == .intentional ? 0..<5 : 5..<10
            let own = counted.map { $0.own[items] }
            let others = counted.flatMap { $0.others.map { $0[items] } }
            return [(Whose.own, own), (.others, others)].map { whose, answers in
                Sum(
                    dimension: dimension.rawValue,
                    whose: whose.rawValue,
                    sum: answers.reduce(0) { $0 + $1.reduce(0, +) },
                    count: answers.reduce(0) { $0 + $1.count }
                )
            }
        }
    }

    /// A line of a tally.
    struct Sum: Sendable, Equatable {
        let dimension: String
        let whose: String
        let sum: Int
        let count: Int
    }
}
