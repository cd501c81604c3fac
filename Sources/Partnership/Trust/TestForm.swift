/// What one party filled in about others for the trust body (formulier), without who it is.
///
/// - Source: PO 7.4, annex 1.
struct TestForm: Sendable, Equatable {
    /// The ten answers about one party, 1...5.
    struct Rating: Sendable, Equatable {
        let partnerId: Identifier
        let answers: [Int]
    }

    /// A cluster has twenty members at most.
    static let maximumRatings = 20
    /// Thirty clusters of ten; more would take longer to open than a request may.
    static let maximumCount = 300
    /// What is sealed is filled up to so many bytes, so that no form tells by its size how many
    /// parties it is about.
    static let paddedBytes = 2_048

    /// Of different parties, in the order of their ids.
    let ratings: [Rating]

    /// Refuses a form that cannot be added to a test.
    ///
    /// - Parameters:
    ///   - parties: those that the test covers.
    ///   - count: how many forms there are already.
    func check(
        in state: IndividualTest.State,
        parties: Set<Identifier>,
        count: Int
    ) throws(IndividualTestRefusal) {
        guard state.after(.addForm) != nil else { throw .completed }
        guard ratings.allSatisfy({ parties.contains($0.partnerId) }) else { throw .partyOutOfScope }
        guard count < Self.maximumCount else { throw .tooManyForms }
    }
}
