/// A family, its coach and a professional who chose each other (match); no hours, no indication.
///
/// - Source: KA 2.1, 3.5.
struct Match: Sendable, Equatable {
    /// The days on which the three agreed.
    struct Agreed: Sendable, Equatable {
        let family: Day
        let coach: Day
        let professional: Day
    }

    /// Pseudonymous; the case system alone knows whose it is.
    let caseReference: String
    let partnerId: Identifier
    let professional: String
    let productCode: String
    /// The expertise tent it came from; many come from none (KA 1.7.5).
    let tentId: Identifier?
    let agreed: Agreed
}

/// Why a match is refused.
enum MatchRefusal: Error, Equatable, Sendable {
    case partnerUnknown
    case productUnknown
    case tentUnknown
    /// Nobody met there.
    case tentCancelled
}
