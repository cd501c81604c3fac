@testable import Partnership

extension Bodies {
    static let tent = #"{"heldOn": "2025-03-17"}"#

    static func guest(_ name: String, _ partner: Identifier) -> String {
        """
        {"role": "professional", "partnerId": "\(partner)", "professional": "\(name)",
         "expertise": "autisme", "minutes": 150, "payment": "compensation"}
        """
    }

    static let hours = #"{"minutes": 120, "payment": "jb-07"}"#
    static let tentOutcome = #"{"outcome": "help-chosen", "evaluationFormOn": "2025-03-19"}"#
    static let tentCancellation = #"{"cancelledOn": "2025-03-16"}"#
}
