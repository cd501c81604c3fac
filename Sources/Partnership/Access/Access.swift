/// Who may carry out an operation: one row of the table of access.
struct Access: Sendable {
    /// The scope that a refusal names; nil for what needs no token.
    let scope: String?
    /// Whether it is open without a token, for all of it or for a public part.
    let isPublic: Bool
    /// Roles for which everything is in reach.
    let all: Set<Role>
    /// Whether a partner reaches what is its own.
    let isOpenToOwner: Bool

    /// How far a role reaches.
    func reach(of role: Role) -> Reach {
        if scope == nil || all.contains(role) { return .all }
        return isOpenToOwner && role == .partner ? .own : .nothing
    }

    static let open = Access(scope: nil, isPublic: true, all: [], isOpenToOwner: false)

    static func scope(
        _ scope: String,
        _ all: [Role],
        ownPartner: Bool = false,
        isPublic: Bool = false
    ) -> Access {
        Access(scope: scope, isPublic: isPublic, all: Set(all), isOpenToOwner: ownPartner)
    }

    /// Who may read what is no case: the trust body keeps apart, the operator sees no data.
    static let readers: [Role] = [
        .municipality, .caseSystem, .finance, .partner, .frontend, .college, .auditor,
    ]
    /// Who may read about rounds of the trust measurement.
    static let trustReaders = readers + [.trustBody]
    /// Who advises and decides about a partner, and who looks on.
    static let governors: [Role] = [.municipality, .trustBody, .college, .auditor]
    /// Who may read totals of money.
    static let ledgerReaders: [Role] = [
        .municipality, .finance, .partner, .frontend, .college, .auditor,
    ]
}
