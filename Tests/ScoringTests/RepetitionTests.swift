import Scoring
import Testing

@Suite struct `Repeated insufficiency` {
    /// A test for each two letters: of the intentional and of the competential dimension, `s`
    /// sufficient, `a` attention, `i` insufficient, `-` not tested.
    private func tests(_ letters: String) -> [[Dimension: Band]] {
        let bands: [Character: Band] = ["s": .sufficient, "a": .attention, "i": .insufficient]
        return letters.split(separator: " ").map { test in
            var found: [Dimension: Band] = [:]
            for (dimension, letter) in zip(Dimension.allCases, test) {
                found[dimension] = bands[letter]
            }
            return found
        }
    }

    @Test(arguments: [
        // Nothing, or once.
        ("", Repetition.none), ("ss", .none), ("is", .none), ("si", .none), ("ss aa aa", .none),
        ("is ss as", .none), ("aa aa", .none),
        // Both dimensions in one test are one insufficient test.
        ("ii", .none), ("ss ii ss", .none), ("ii --", .none),
        // Two in a row, the same dimension.
        ("is is", .repeated), ("si si", .repeated), ("ii ii", .repeated), ("ii is", .repeated),
        ("is ii", .repeated), ("ia ia", .repeated), ("ss is is", .repeated),
        ("is is ss", .repeated), ("is si si", .repeated), ("i- i-", .repeated),
        // Two in a row in different dimensions, or with a better test in between.
        ("is si", .possible), ("si is", .possible), ("is ss is", .possible),
        ("is as is", .possible), ("ii ss ii", .possible), ("is si is", .possible),
        ("si ss ss is", .possible), ("is -s is", .possible),
    ])
    func `is two tests in a row, in the same dimension`(letters: String, repetition: Repetition) {
        #expect(Repetition(tests(letters)) == repetition)
    }

    /// Every history of up to four tests.
    @Test func `is never found without two insufficient tests, and always with two in a row`() {
        let outcomes = ["ss", "as", "is", "si", "ii"]
        var histories = [""]
        for _ in 0..<4 {
            histories += histories.flatMap { history in outcomes.map { "\(history) \($0)" } }
        }
        for history in Set(histories) {
            let words = history.split(separator: " ")
            let insufficient = words.filter { $0.contains("i") }.count
            let inARow = zip(words, words.dropFirst()).contains { before, after in
                before.first == "i" && after.first == "i" || before.last == "i" && after.last == "i"
            }
            let found = Repetition(tests(history))
            #expect((found == .repeated) == inARow, "\(history)")
            #expect((found == .none) == (insufficient < 2), "\(history)")
        }
    }

    @Test func `is read the same from the last test to the first`() {
        for history in ["is is", "is si", "ii ss is", "ss is is si", "is"] {
            #expect(Repetition(tests(history)) == Repetition(tests(history).reversed()))
        }
    }
}
