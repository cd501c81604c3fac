/// A return code that this service gives; `ReturnRule` says which rule leads to it.
///
/// Codes without a rule are generic; those of level 2 always stand for the whole message.
///
/// - Source: IJW code list of return codes; IV028 and IV032 for the levels.
package enum ReturnCode: String, CaseIterable, Sendable {
    // For every message.
    case rejectedForTechnicalReasons = "0001"
    case nothingToRemark = "0200"
    case notJudged = "0233"
    case fullyGranted = "8001"
    case datedInFuture = "8848"
    case messageAlreadyReceived = "9056"
    case otherMunicipality = "S300"
    case codeOutsideCategory = "S329"

    // For starts and stops.
    case unknownAllocation = "9019"
    case nothingToDelete = "9063"
    case startHasStop = "9071"
    case alreadyReceived = "9074"
    case startIsRunning = "9326"
    case noStartForStop = "9069"
    case secondTemporaryStop = "9413"
    case stopBeforeCurrentStop = "9414"
    case alreadyEnded = "9415"

    // For claims.
    case declarationNumberUsed = "9333"
    case noAllocation = "9338"
    case otherClient = "8187"
    case allocationWithdrawn = "9384"
    case categoryDiffers = "9339"
    case productCodeDiffers = "9340"
    case unitDiffers = "9341"
    case amountDiffers = "9346"
    case startsBeforeAllocation = "9307"
    case endsAfterAllocation = "9308"
    case periodStartsOtherDay = "9387"
    case periodEndsOtherDay = "9388"
    case outsideClaimPeriod = "9319"
    case volumeAboveAllocation = "9321"
    case volumesAboveAllocation = "9322"
    case aboveBudget = "9369"
    case referenceUsed = "8021"
    case creditWithoutDebit = "8017"
    case secondDebit = "9389"
    case secondCredit = "9390"
    case tariffNotContracted = "0611"

    /// The code as the messages carry it.
    package var code: String { rawValue }

    /// The rule that leads to the code.
    ///
    /// - Returns: nil for a generic code, which no single rule leads to.
    package var returnRule: ReturnRule? { ReturnRule.byCode[self] }

    /// The number of the rule that leads to the code.
    ///
    /// - Returns: nil for a generic code, which no single rule leads to.
    package var rule: String? { returnRule?.rule }

    /// The level of control that gives the code.
    ///
    /// It is 2 within the message, 3 across messages and 4 against another source.
    ///
    /// - Returns: nil for a code that refuses nothing.
    package var level: Int? {
        self == .rejectedForTechnicalReasons ? 2 : returnRule?.level
    }

    /// What is wrong and what to do about it, in two plain Dutch sentences.
    package var text: String {
        switch self {
        case .rejectedForTechnicalReasons:
            "Het bericht spreekt zichzelf tegen en is niet verwerkt. "
                + "Herstel de genoemde fout en stuur het hele bericht opnieuw."
        case .nothingToRemark:
            "Op dit onderdeel is niets aan te merken. "
                + "U hoeft hier niets te herstellen."
        case .notJudged:
            "Dit onderdeel is niet beoordeeld, omdat een ander onderdeel fout is. "
                + "Herstel eerst de andere fout en stuur het hele bericht opnieuw."
        case .fullyGranted:
            "De hele declaratie is toegekend. "
                + "U hoeft niets te doen."
        default:
            ReturnRule.row(of: self).text
        }
    }
}
