/// A finding for the back office that refuses nothing: no return code exists for it.
///
/// - Source: OP364 for claims; IJW rule export, which has no code for any of these.
package enum CareSignal: String, CaseIterable, Sendable {
    case startLate = "start-late"
    case stopLate = "stop-late"
    case startBeforeAllocation = "start-before-allocation"
    case stopAfterAllocationEnd = "stop-after-allocation-end"
    case productDiffersFromAllocation = "product-differs-from-allocation"
    case twoStartsRunning = "two-starts-running"
    case startMissing = "start-missing"
    case startAfterPeriod = "start-after-period"
    case stopBeforePeriod = "stop-before-period"
    case volumeNearLimit = "volume-near-limit"

    /// The code as the answer carries it.
    package var code: String { rawValue }

    /// The rule of the standard that the signal is about.
    ///
    /// No rule keeps a start or stop within its allocation; OP368 does so for what can be claimed.
    package var source: String {
        switch self {
        case .startLate: "OP271"
        case .stopLate: "OP272"
        case .startBeforeAllocation, .stopAfterAllocationEnd: "OP368"
        case .productDiffersFromAllocation: "IV075"
        case .twoStartsRunning: "OP289"
        case .startMissing, .startAfterPeriod, .stopBeforePeriod: "OP364"
        case .volumeNearLimit: "OP298"
        }
    }

    /// What was noticed, in plain Dutch.
    package var detail: String {
        switch self {
        case .startLate:
            "De start is meer dan vijf werkdagen na het begin van de hulp gemeld."
        case .stopLate:
            "De stop is meer dan vijf werkdagen na het einde van de hulp gemeld."
        case .startBeforeAllocation:
            "De hulp is volgens de melding begonnen voordat de toewijzing inging."
        case .stopAfterAllocationEnd:
            "De hulp is volgens de melding doorgegaan na het einde van de toewijzing."
        case .productDiffersFromAllocation:
            "Het product in de melding is anders dan in de toewijzing."
        case .twoStartsRunning:
            "Na het verwijderen van deze stop kunnen twee starts tegelijk lopen."
        case .startMissing:
            "Er is hulp gedeclareerd waarvan geen start is gemeld."
        case .startAfterPeriod:
            "Er is hulp gedeclareerd van voor de gemelde start."
        case .stopBeforePeriod:
            "Er is hulp gedeclareerd van na de gemelde stop."
        case .volumeNearLimit:
            "Van de toewijzing is ten minste 80 procent gedeclareerd: wijs meer toe als de hulp "
                + "doorgaat."
        }
    }
}
