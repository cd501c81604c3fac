/// What became of a proposed composition, once (bevestiging of intrekking).
enum CompositionOutcome: Sendable, Equatable {
    /// Its clusters were made, with these names in their places.
    case confirmed(decisionReference: String, names: [String])
    case withdrawn(reason: String)

    /// The command that leads to it.
    var command: ProposedComposition.Command {
        switch self {
        case .confirmed: .confirm
        case .withdrawn: .withdraw
        }
    }
}
