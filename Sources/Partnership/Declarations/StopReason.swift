/// Why care stopped: a code from the list of the youth act, of the Wmo, or in both.
///
/// A case says what its code means in the youth act's list; the last four are in that of the Wmo
/// alone. One code has two meanings, 31, so that what a reason says depends on the pillar.
///
/// - Source: JZ588, WMO588.
package enum StopReason: String, CaseIterable, Sendable {
    case clientDied = "02"
    case temporarilyStopped = "20"
    /// In the list of the Wmo: the client moved to another municipality.
    case endedAsPlanned = "31"
    case endedByClient = "32"
    case endedByProvider = "33"
    case endedByAgreement = "34"
    case endedByCircumstances = "35"
    case endedByMunicipality = "36"
    case endedByChangeRequest = "37"
    case movedToOtherProvider = "38"
    case movedToOtherDomain = "39"
    case supportEndedAsPlanned = "19"
    case supportEndedByClient = "21"
    case supportEndedByProvider = "22"
    case supportEndedByAgreement = "23"

    /// Whether the care is expected to go on later; every other reason is definitive.
    package var isTemporary: Bool { self == .temporarilyStopped }

    /// The reasons of a pillar, in order; those of the Wmo as long as nobody sets others.
    ///
    /// `CodeLists` has those that are taken.
    package static func reasons(of pillar: Pillar) -> [StopReason] {
        switch pillar {
        case .youth:
            [
                .clientDied, .temporarilyStopped, .endedAsPlanned, .endedByClient,
                .endedByProvider, .endedByAgreement, .endedByCircumstances, .endedByMunicipality,
                .endedByChangeRequest, .movedToOtherProvider, .movedToOtherDomain,
            ]
        case .adult:
            [
                .clientDied, .supportEndedAsPlanned, .temporarilyStopped, .supportEndedByClient,
                .supportEndedByProvider, .supportEndedByAgreement, .endedAsPlanned,
                .endedByMunicipality, .endedByChangeRequest, .movedToOtherProvider,
                .movedToOtherDomain,
            ]
        }
    }

    /// The reason in plain Dutch, as the list of a pillar has it.
    package func label(in pillar: Pillar) -> String {
        switch self {
        case .clientDied: "cliënt is overleden"
        case .temporarilyStopped: "tijdelijk gestopt, de hulp gaat naar verwachting later verder"
        case .endedAsPlanned where pillar == .adult: "cliënt verhuist naar een andere gemeente"
        case .endedAsPlanned, .supportEndedAsPlanned: "beëindigd volgens plan"
        case .endedByClient, .supportEndedByClient: "voortijdig beëindigd door de cliënt"
        case .endedByProvider, .supportEndedByProvider: "voortijdig beëindigd door de aanbieder"
        case .endedByAgreement, .supportEndedByAgreement: "voortijdig beëindigd in overleg"
        case .endedByCircumstances: "voortijdig beëindigd door omstandigheden van buiten"
        case .endedByMunicipality: "beëindigd op initiatief van de gemeente"
        case .endedByChangeRequest: "beëindigd vanwege een verzoek om wijziging"
        case .movedToOtherProvider: "cliënt gaat naar een andere aanbieder"
        case .movedToOtherDomain: "cliënt gaat naar een ander domein (Jeugdwet, Wmo, Wlz, Zvw)"
        }
    }
}
