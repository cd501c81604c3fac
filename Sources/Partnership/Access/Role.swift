/// What a token lets its holder be (rol).
///
/// - Source: API.md's roles; KA 3.3 asks that roles can be added.
package enum Role: String, CaseIterable, Sendable {
    /// The back office (backoffice) of the municipality.
    case municipality
    /// The municipal case system (zaaksysteem) that relays messages.
    case caseSystem = "case-system"
    /// Tariffs, travel budget and ledger.
    case finance
    /// One network partner (netwerkpartner), for what is its own.
    case partner
    /// A program that shows what is public to all partners.
    case frontend
    /// The independent trust body (onafhankelijk vertrouwensorgaan).
    case trustBody = "trust-body"
    /// The college of mayor and aldermen.
    case college
    /// Reads everything but ballots and second-round content.
    case auditor
    /// Keeps the service running and sees no data.
    case `operator`
}

/// Who calls: a token's holder.
struct Caller: Hashable, Sendable {
    let tokenId: Identifier
    let role: Role
    /// The partner the token belongs to; exactly when the role is `partner`.
    let partnerId: Identifier?
}

/// How far a role reaches with an operation.
enum Reach: Sendable, Hashable {
    case nothing
    /// Only what belongs to the caller's own partner.
    case own
    case all
}
