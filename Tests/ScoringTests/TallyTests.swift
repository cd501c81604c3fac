import Scoring
import Testing

@Suite struct `A tally` {
    private func form(_ rating: Int) -> [Int] { Array(repeating: rating, count: 10) }

    private func ballot(own: Int, others: Int...) throws -> BallotSums {
        try #require(BallotSums(own: form(own), others: others.map(form)))
    }

    /// All fours.
    private func score(forms: Int) throws -> FormScore {
        let score = try #require(DimensionScore(sum: 20 * forms, count: 5 * forms))
        return try #require(FormScore(intentional: score, competential: score))
    }

    @Test func `adds up ballots, ratings of oneself apart`() throws {
        let tally = try #require(
            Tally([try ballot(own: 5, others: 3, 4), try ballot(own: 4, others: 2, 2, 2)])
        )
        #expect(tally.respondents == 2)
        #expect(tally.own.intentional == DimensionScore(sum: 45, count: 10))
        #expect(tally.others.intentional == DimensionScore(sum: 65, count: 25))
        #expect(tally.others.competential == DimensionScore(sum: 65, count: 25))
        #expect(tally[.own] == tally.own)
        #expect(tally[.others] == tally.others)
    }

    @Test func `is what all ratings give when they are added up at once`() throws {
        var generator = SeededGenerator(state: 13)
        for _ in 0..<300 {
            let members = Int.random(in: 4...7, using: &generator)
            let filledIn = (0..<Int.random(in: 1...members, using: &generator)).map { _ in
                (
                    own: generator.form(),
                    others: (0..<Int.random(in: 1..<members, using: &generator))
                        .map { _ in generator.form() }
                )
            }
            let ballots = filledIn.compactMap { BallotSums(own: $0.own, others: $0.others) }
            let tally = try #require(Tally(ballots))
            let others = filledIn.flatMap(\.others)
            #expect(tally.respondents == filledIn.count)
            #expect(tally.own == FormScore(forms: filledIn.map(\.own)))
            #expect(tally.others.forms == others.count)
            #expect(
                tally.others.intentional == DimensionScore(ratings: others.flatMap { $0[..<5] })
            )
            #expect(
                tally.others.competential == DimensionScore(ratings: others.flatMap { $0[5...] })
            )
            #expect(Tally(ballots.shuffled(using: &generator)) == tally)
            #expect(tally.fits(members: members))
            let told = Tally(respondents: ballots.count, own: tally.own, others: tally.others)
            #expect(told == tally)
        }
    }

    @Test func `is of one ballot up to twenty`() throws {
        let ballot = try ballot(own: 4, others: 4)
        #expect(Tally([]) == nil)
        #expect(Tally([ballot])?.respondents == 1)
        #expect(Tally(Array(repeating: ballot, count: 20))?.respondents == 20)
        #expect(Tally(Array(repeating: ballot, count: 21)) == nil)
    }

    @Test(arguments: [
        (0, 1, 1, false), (1, 1, 1, true), (1, 1, 19, true), (1, 1, 20, false), (2, 2, 1, false),
        (2, 2, 2, true), (2, 1, 2, false), (2, 3, 2, false), (6, 6, 30, true), (20, 20, 380, true),
        (20, 20, 381, false), (21, 21, 21, false), (-1, 1, 1, false), (.max, 1, 1, false),
    ])
    func `is told of so many ratings as its respondents can have given`(
        respondents: Int,
        own: Int,
        others: Int,
        exists: Bool
    ) throws {
        let tally = Tally(
            respondents: respondents,
            own: try score(forms: own),
            others: try score(forms: others)
        )
        #expect((tally != nil) == exists)
    }

    @Test(arguments: [
        (6, 30, 6, true), (6, 30, 5, false), (6, 31, 6, false), (6, 31, 7, true), (5, 25, 6, true),
        (5, 26, 6, false), (1, 1, 2, true), (1, 1, 1, false), (1, 1, 0, false), (1, 1, .min, false),
        (1, 1, 20, true), (1, 1, 21, false), (1, 1, .max, false),
    ])
    func `fits a cluster in which each answered once and rated no more than the others`(
        respondents: Int,
        others: Int,
        members: Int,
        fits: Bool
    ) throws {
        let tally = try #require(
            Tally(
                respondents: respondents,
                own: try score(forms: respondents),
                others: try score(forms: others)
            )
        )
        #expect(tally.fits(members: members) == fits)
    }
}
