import Scoring
import Testing

@Suite struct `The sums of a ballot` {
    private let form = [4, 4, 5, 4, 5, 4, 4, 4, 3, 4]

    private func text(own: [Int], others: [[Int]]) -> String? {
        BallotSums(own: own, others: others)?.text
    }

    @Test func `are of items one to five and six to ten, of oneself and of all others`() throws {
        let sums = try #require(
            BallotSums(
                own: [5, 4, 5, 4, 4, 3, 4, 4, 4, 4],
                others: [form, [1, 2, 3, 4, 5, 5, 5, 5, 5, 5], form]
            )
        )
        #expect(sums.ownIntentional == 22)
        #expect(sums.ownCompetential == 19)
        #expect(sums.othersIntentional == 22 + 15 + 22)
        #expect(sums.othersCompetential == 19 + 25 + 19)
        #expect(sums.parties == 3)
        #expect(sums.text == "1 22 19 059 063 03")
    }

    @Test func `do not tell who was rated how, nor which item`() throws {
        let others = [form, Array(repeating: 2, count: 10), Array(repeating: 5, count: 10)]
        let moved = form[..<5].reversed() + form[5...].reversed()
        #expect(text(own: form, others: others) == text(own: form, others: others.reversed()))
        #expect(text(own: Array(moved), others: others) == text(own: form, others: others))
    }

    @Test(arguments: [
        ([], "of nothing"), (Array(repeating: 4, count: 9), "of nine"),
        (Array(repeating: 4, count: 11), "of eleven"),
        ([0, 4, 4, 4, 4, 4, 4, 4, 4, 4], "with a zero"),
        ([4, 4, 4, 4, 4, 4, 4, 4, 4, 6], "with a six"),
        ([4, 4, 4, 4, -4, 4, 4, 4, 4, 4], "below zero"),
        ([.max, .max, 4, 4, 4, 4, 4, 4, 4, 4], "past all bounds"),
    ])
    func `are made of whole forms alone`(unusable: [Int], reason: String) {
        #expect(BallotSums(own: unusable, others: [form]) == nil, "\(reason)")
        #expect(BallotSums(own: form, others: [unusable]) == nil, "\(reason)")
        #expect(BallotSums(own: form, others: [form, unusable, form]) == nil, "\(reason)")
        #expect(BallotSums(own: form, others: [form]) != nil)
    }

    @Test func `are of one other party up to nineteen`() {
        #expect(BallotSums(own: form, others: []) == nil)
        #expect(BallotSums(own: form, others: [form])?.parties == 1)
        #expect(BallotSums(own: form, others: Array(repeating: form, count: 19))?.parties == 19)
        #expect(BallotSums(own: form, others: Array(repeating: form, count: 20)) == nil)
        #expect(BallotSums.partiesAllowed == 1...19)
    }

    @Test(arguments: 1...5, 1...19)
    func `are written as long whatever they are, and read again`(rating: Int, parties: Int) throws {
        let all = Array(repeating: rating, count: 10)
        let sums = try #require(
            BallotSums(own: all, others: Array(repeating: all, count: parties))
        )
        #expect(sums.othersIntentional == 5 * rating * parties)
        #expect(sums.text.utf8.count == 18)
        #expect(BallotSums(text: sums.text) == sums)
    }

    @Test func `are written and read again for random forms`() throws {
        var generator = SeededGenerator(state: 19)
        for _ in 0..<2_000 {
            let count = Int.random(in: 1...19, using: &generator)
            let others = (0..<count).map { _ in generator.form() }
            let sums = try #require(BallotSums(own: generator.form(), others: others))
            #expect(sums.text.utf8.count == 18)
            #expect(BallotSums(text: sums.text) == sums)
        }
    }

    @Test(arguments: [
        "1 05 05 005 005 01", "1 25 25 025 025 01", "1 05 25 095 475 19", "1 25 05 475 095 19",
    ])
    func `are read at both ends of what ratings can give`(text: String) {
        #expect(BallotSums(text: text)?.text == text)
    }

    @Test(arguments: [
        "1 04 05 005 005 01", "1 05 26 005 005 01", "1 05 05 004 005 01", "1 05 05 005 026 01",
        "1 05 05 094 475 19", "1 05 05 095 476 19", "1 05 05 005 005 00", "1 05 05 100 100 20",
        "1 05 05 000 000 00", "0 05 05 005 005 01", "2 05 05 005 005 01",
    ])
    func `are not read out of their bounds`(text: String) {
        #expect(BallotSums(text: text) == nil)
    }

    @Test(arguments: [
        "", " ", "1 05 05 005 005 1", "1 5 05 005 005 01", "1 05 05 005 005 001",
        "1 05 05 005 005 01\n", " 1 05 05 005 005 01", "1  05 05 005 005 01",
        "1 05 05 005 00501 ", "1 05 05 005 005 01 ", "1 +5 05 005 005 01", "1 -5 05 005 005 01",
        "1 0x 05 005 005 01", "1,05,05,005,005,01", "1\t05 05 005 005 01",
        "1 05 05 005 005 0\u{0661}", "1 05\u{A0}05 005 005 01", "1 05 05 0050 05 01",
        "105 05 005 005 01 ", "1 005 05 005 005 1",
        "01 5 05 005 005 01", "1 05 05 005 005 ٠١", "              1 05",
    ])
    func `are not read in any other form`(text: String) {
        #expect(BallotSums(text: text) == nil)
    }

    @Test func `are not read when any byte of them is another`() throws {
        let sums = try #require(BallotSums(text: "1 05 25 005 025 01"))
        var read = 0
        for place in sums.text.utf8.indices {
            for byte in UInt8(0)...127 {
                let head = sums.text.utf8[..<place]
                let tail = sums.text.utf8[place...].dropFirst()
                let changed = String(decoding: Array(head) + [byte] + tail, as: UTF8.self)
                guard let other = BallotSums(text: changed) else { continue }
                read += 1
                #expect(other.text == changed)
                #expect((other == sums) == (changed == sums.text))
            }
        }
        // Each of eighteen as it is, and those that are another possible ballot.
        #expect(read > 18)
    }
}
