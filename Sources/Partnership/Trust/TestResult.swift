internal import Scoring

/// What all forms of a test together say about one party.
///
/// - Source: PO 7.4: it shows which parties function insufficiently.
struct TestResult: Sendable, Equatable {
    let partnerId: Identifier
    let score: FormScore

    /// The results of forms, in the order of the parties' ids.
    ///
    /// - Source: PO 7.4; that a party is held to the norm of PO 7.3 is decided by us, because
    ///   PO 10.1 speaks of insufficient as PO 7.3 does.
    static func results(of forms: [TestForm]) -> [TestResult] {
        let ratings = Dictionary(grouping: forms.flatMap(\.ratings), by: \.partnerId)
        return ratings.keys.sorted().map { partnerId in
            let answers = ratings[partnerId, default: []].map(\.answers)
            guard let score = FormScore(forms: answers) else {
                preconditionFailure("a rating has ten answers of 1 to 5")
            }
            return TestResult(partnerId: partnerId, score: score)
        }
    }

    /// The finding that it leads to.
    var finding: TestFinding {
        TestFinding(
            partnerId: partnerId,
            intentional: score.intentional.band,
            competential: score.competential.band
        )
    }
}
