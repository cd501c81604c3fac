@testable import Partnership

extension Bodies {
    static func resolution(_ outcome: String, on day: String) -> String {
        """
        {"resolvedOn": "\(day)", "outcome": "\(outcome)", "documentReference": "Z-2026-0117"}
        """
    }
}
