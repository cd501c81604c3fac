/// How many members of a cluster must have answered before anything of it is told.
///
/// - Source: A27: of a mean over a few people each can work out what the others said.
package struct Quorum: Equatable, Sendable {
    /// What a round may ask for.
    ///
    /// - Source: A27 for the lowest; the highest is decided by us: a cluster has six members, the
    ///   municipality among them (KA 3.2), and one more for a large one.
    package static let allowed = 4...7

    /// Five, of normally six members.
    ///
    /// - Source: A27.
    package static let chosen = Quorum(checked: 5)

    /// The lowest number of respondents that permits telling.
    package let minimum: Int

    /// A quorum of a round.
    ///
    /// - Returns: nil when it is not one of `allowed`.
    /// - Source: A27.
    package init?(minimum: Int) {
        guard Self.allowed.contains(minimum) else { return nil }
        self.init(checked: minimum)
    }

    private init(checked minimum: Int) {
        self.minimum = minimum
    }

    /// Whether the outcome of a cluster may be told.
    ///
    /// - Source: PO 7.2 (anonymous), A27.
    package func permits(respondents: Int) -> Bool {
        respondents >= minimum
    }

    /// Whether the outcome of all clusters together may be told.
    ///
    /// Not when one of them may not: it is what the told ones leave of the whole.
    ///
    /// - Parameter respondents: of every cluster of the round.
    /// - Source: PO 7.2 (anonymous), A27; to keep back the whole with its part is decided by us.
    package func permitsOverall(respondents: [Int]) -> Bool {
        !respondents.isEmpty && respondents.allSatisfy(permits)
    }
}
