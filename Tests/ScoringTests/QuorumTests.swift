import Scoring
import Testing

@Suite struct `A quorum` {
    @Test(arguments: [
        (.min, false), (0, false), (3, false), (4, true), (5, true), (7, true), (8, false),
        (.max, false),
    ])
    func `is four up to seven`(minimum: Int, exists: Bool) {
        #expect(Quorum(minimum: minimum)?.minimum == (exists ? minimum : nil))
    }

    @Test func `is five when nothing else was chosen`() {
        #expect(Quorum.chosen == Quorum(minimum: 5))
    }

    @Test(arguments: 4...7)
    func `permits telling of as many respondents, and not of one fewer`(minimum: Int) throws {
        let quorum = try #require(Quorum(minimum: minimum))
        for respondents in -1...20 {
            #expect(quorum.permits(respondents: respondents) == (respondents >= minimum))
        }
    }

    @Test(arguments: [
        ([], false), ([5], true), ([4], false), ([5, 6, 5], true), ([6, 4, 6], false),
        ([6, 6, 0], false), ([4, 4], false),
    ])
    func `permits telling of all clusters when each reaches it`(
        respondents: [Int],
        permits: Bool
    ) {
        #expect(Quorum.chosen.permitsOverall(respondents: respondents) == permits)
    }
}
