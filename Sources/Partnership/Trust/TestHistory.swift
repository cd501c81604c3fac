internal import Scoring

/// What the completed individual tests of a party found, the first test first.
///
/// - Source: PO 10.1.
struct TestHistory: Sendable, Equatable {
    let tests: [[Dimension: Band]]

    /// - Parameter text: of `finding_history`, as in "insufficient attention,attention attention".
    init(text: String) {
        tests = text.split(separator: ",").map { test in
            let bands = test.split(separator: " ").map { Band(rawValue: String($0)) }
            guard bands.count == 2, let intentional = bands[0], let competential = bands[1] else {
                preconditionFailure("bands that the table does not take")
            }
            return [.intentional: intentional, .competential: competential]
        }
    }

    /// Whether the party is repeatedly insufficient; nothing ends by it (A7).
    ///
    /// - Source: PO 10.1, A8.
    var repetition: Repetition { Repetition(tests) }

    /// Whether it is, by the reading that was chosen.
    var isRepeated: Bool { repetition == .repeated }

    /// The names of the readings not chosen under which it is repeated and under ours it is not.
    ///
    /// - Source: A8.
    var otherReadings: [String] {
        guard repetition == .possible else { return [] }
        let isInsufficient = tests.map { $0.values.contains(.insufficient) }
        let isInARow = zip(isInsufficient, isInsufficient.dropFirst()).contains { $0 && $1 }
        return isInARow ? ["any-two", "any-dimension"] : ["any-two"]
    }
}
