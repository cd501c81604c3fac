/// Why the tickets (stembewijzen) of a cluster are not given out, as the database says it.
enum TicketRefusal: String, Error, CaseIterable, Sendable {
    case roundUnknown = "round-unknown"
    case roundNotOpen = "round-not-open"
    case clusterNotInRound = "cluster-not-in-round"
    case givenOut = "given-out"
    case trustKeyMissing = "trust-key-missing"
    /// Nobody is a member on the day of the opening.
    case clusterEmpty = "cluster-empty"
}
