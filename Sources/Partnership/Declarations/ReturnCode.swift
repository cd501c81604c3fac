/// A return code of the iJw messages, as far as this version gives them.
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
    case codeOutsideCategory = "S329"

    // For claims.
    case declarationNumberUsed = "9333"
    case noAllocation = "9338"
    case categoryDiffers = "9339"
    case productCodeDiffers = "9340"
    case unitDiffers = "9341"
    case amountDiffers = "9346"
    case startsBeforeAllocation = "9307"
    case endsAfterAllocation = "9308"
    case outsideClaimPeriod = "9319"
    case referenceUsed = "8021"
    case creditWithoutDebit = "8017"
    case secondDebit = "9389"
    case secondCredit = "9390"
    case tariffNotContracted = "0611"

    /// The code as the messages carry it.
    package var code: String { rawValue }

    /// The number of the rule that leads to the code.
    ///
    /// - Returns: nil for a generic code, which no single rule leads to.
    package var rule: String? {
        switch self {
        case .rejectedForTechnicalReasons, .nothingToRemark, .notJudged, .fullyGranted: nil
        case .datedInFuture: "TR135"
        case .messageAlreadyReceived: "TR056"
        case .unknownAllocation: "TR019"
        case .nothingToDelete: "TR063"
        case .startHasStop: "TR071"
        case .alreadyReceived: "TR074"
        case .startIsRunning: "TR326"
        case .noStartForStop: "TR382"
        case .secondTemporaryStop: "TR413"
        case .stopBeforeCurrentStop: "TR414"
        case .alreadyEnded: "TR415"
        case .codeOutsideCategory: "TR381"
        case .declarationNumberUsed: "TR333"
        case .noAllocation: "TR338"
        case .categoryDiffers: "TR339"
        case .productCodeDiffers: "TR340"
        case .unitDiffers: "TR341"
        case .amountDiffers: "TR346"
        case .startsBeforeAllocation: "TR307"
        case .endsAfterAllocation: "TR308"
        case .outsideClaimPeriod: "TR319"
        case .referenceUsed: "TR314"
        case .creditWithoutDebit: "TR323"
        case .secondDebit: "TR389"
        case .secondCredit: "TR390"
        case .tariffNotContracted: "TR418"
        }
    }

    /// The level of control that gives the code.
    ///
    /// It is 2 within the message, 3 across messages and 4 against another source.
    ///
    /// - Returns: nil for a code that refuses nothing.
    package var level: Int? {
        switch self {
        case .nothingToRemark, .notJudged, .fullyGranted: nil
        case .rejectedForTechnicalReasons: 2
        case .datedInFuture, .codeOutsideCategory, .amountDiffers, .tariffNotContracted: 4
        case .messageAlreadyReceived, .unknownAllocation, .nothingToDelete, .startHasStop,
            .alreadyReceived, .startIsRunning, .noStartForStop, .secondTemporaryStop,
            .stopBeforeCurrentStop, .alreadyEnded, .declarationNumberUsed, .noAllocation,
            .categoryDiffers, .productCodeDiffers, .unitDiffers, .startsBeforeAllocation,
            .endsAfterAllocation, .outsideClaimPeriod, .referenceUsed, .creditWithoutDebit,
            .secondDebit, .secondCredit:
            3
        }
    }
}
