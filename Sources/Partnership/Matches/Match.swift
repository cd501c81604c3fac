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

/// The right to help under a match, as a 301 message tells it (toewijzing).
///
/// Its volume fills a field of the message standard and is never a ceiling for care.
///
/// - Source: KA 2.3; A14.
struct Allocation: Sendable, Equatable {
    let number: Int
    let category: String?
    let productCode: String
    let startsOn: Day
    let endsOn: Day?
    let volume: Int
    let unit: CareUnit
    let frequency: Frequency

    /// The volume a message gets when nobody asks for another.
    ///
    /// - Returns: 600 hours in total, or 31 etmalen a month; by agreement 600 pieces in total.
    /// - Source: KA 2.3; A14. Pieces for products by agreement: decided by us, because the
    ///   standard has no unit "other" and the number is a filler in any case.
    static func defaultVolume(
        ofProductUnit unit: String
    ) -> (volume: Int, unit: CareUnit, frequency: Frequency) {
        switch unit {
        case "hour": (600, .hour, .inTotal)
        case "etmaal": (31, .fullDay, .perMonth)
        default: (600, .piece, .inTotal)
        }
    }
}

/// Why a match is refused.
enum MatchRefusal: Error, Equatable, Sendable {
    case partnerUnknown
    case productUnknown
    case tentUnknown
    /// Nobody met there.
    case tentCancelled
}

/// Why an allocation is refused.
enum AllocationRefusal: Error, Equatable, Sendable {
    case numberTaken(Int)
    case otherProduct(match: String)
    case noAssignmentAgreement(on: Day)
    case exists
    /// Something was declared on it, so what it says can no longer change.
    case claimed
}
