/// Why care stopped, as the youth act's code list has it; the list of the Wmo differs.
///
/// - Source: JZ588.
package enum StopReason: String, CaseIterable, Sendable {
    case clientDied = "02"
    case temporarilyStopped = "20"
    case endedAsPlanned = "31"
    case endedByClient = "32"
    case endedByProvider = "33"
    case endedByAgreement = "34"
    case endedByCircumstances = "35"
    case endedByMunicipality = "36"
    case endedByChangeRequest = "37"
    case movedToOtherProvider = "38"
    case movedToOtherDomain = "39"

    /// Whether the care is expected to go on later; every other reason is definitive.
    package var isTemporary: Bool { self == .temporarilyStopped }

    /// The reason in plain Dutch.
    package var label: String {
        switch self {
        case .clientDied: "cliënt is overleden"
        case .temporarilyStopped: "tijdelijk gestopt, de hulp gaat naar verwachting later verder"
        case .endedAsPlanned: "beëindigd volgens plan"
        case .endedByClient: "voortijdig beëindigd door de cliënt"
        case .endedByProvider: "voortijdig beëindigd door de aanbieder"
        case .endedByAgreement: "voortijdig beëindigd in overleg"
        case .endedByCircumstances: "voortijdig beëindigd door omstandigheden van buiten"
        case .endedByMunicipality: "beëindigd op initiatief van de gemeente"
        case .endedByChangeRequest: "beëindigd vanwege een verzoek om wijziging"
        case .movedToOtherProvider: "cliënt gaat naar een andere aanbieder"
        case .movedToOtherDomain: "cliënt gaat naar een ander domein (Wmo, Wlz, Zvw)"
        }
    }
}
