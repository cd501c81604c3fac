/// What became of a ballot (stembiljet), as the database says it.
enum BallotOutcome: String, CaseIterable, Sendable {
    case counted
    case roundUnknown = "round-unknown"
    /// Not yet open, or no longer.
    case closed
    case ticketUnknown = "ticket-unknown"
    case ticketUsed = "ticket-used"
    case tooManyParties = "too-many-parties"
}
