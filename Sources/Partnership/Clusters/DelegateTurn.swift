/// When a partner last was the delegate of a cluster.
struct DelegateTurn: Sendable, Equatable {
    let partnerId: Identifier
    /// nil for never.
    let lastDelegatedOn: Day?
}

extension Sequence<DelegateTurn> {
    /// Whose turn it is: who never was a delegate, else who was so longest ago.
    ///
    /// - Returns: the lowest id of those who are equal; nil when there is nobody.
    /// - Source: KA 3.2, each partner takes its turn. A suggestion: the cluster chooses.
    func suggested() -> Identifier? {
        self.min { left, right in
            let days = (left.lastDelegatedOn ?? .first, right.lastDelegatedOn ?? .first)
            return days.0 == days.1 ? left.partnerId < right.partnerId : days.0 < days.1
        }?.partnerId
    }
}
