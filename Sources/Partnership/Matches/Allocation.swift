/// The right to help under a match, as a 301 message tells it (toewijzing).
///
/// It says how much by a volume in a time, or by a budget. The volume that a product has by default
/// fills a field of the message standard and is never a ceiling for care.
///
/// - Source: KA 2.3; A14; IJW §2.4.
struct Allocation: Sendable, Equatable {
    let number: Int
    let category: String?
    /// The product of the match.
    let productCode: String
    /// Whether the message names the category alone, or no product at all when it has none; what
    /// is claimed then names a code of its own.
    var isAspecific = false
    let startsOn: Day
    let endsOn: Day?
    /// Nil with a budget, as the unit and the frequency are.
    var volume: Int?
    var unit: CareUnit?
    var frequency: Frequency?
    var budgetCents: Int?
    /// Why it was changed; nil when nobody said.
    var changeReason: ChangeReason?

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

    /// What its message may not say so.
    var brokenConditions: [AllocationCondition] {
        AllocationCondition.allCases.filter { !$0.holds(for: self) }
    }
}

/// Why an allocation changes (RedenWijziging).
///
/// - Source: JZ002.
enum ChangeReason: String, CaseIterable, Sendable {
    case clientDied = "02"
    case contractChanged = "03"
    case neededLonger = "04"
    case neededShorter = "05"
    case otherDomain = "06"
    case clientMoved = "07"
    case otherForm = "08"
    case otherProvider = "09"
    case otherPayment = "10"
    case municipalityReorganised = "11"
    case askedByProvider = "12"
    /// Withdrawn: it counts as never sent (OP033x1).
    case withdrawn = "13"
    case administrativeCorrection = "14"
}

/// Why an allocation is refused.
enum AllocationRefusal: Error, Equatable, Sendable {
    case numberTaken(Int)
    case otherProduct(match: String)
    case noAssignmentAgreement(on: Day)
    case exists
    /// Something was declared on it, so these members stay as they are.
    case claimed([String])
    /// Care until this day was granted.
    case endsBeforeGranted(Day)
    /// It cannot be withdrawn while care until this day is granted.
    case withdrawnAfterGrant(Day)
}
