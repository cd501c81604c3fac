@testable import Partnership

/// Bodies about a travel budget.
extension Bodies {
    static func dueOn(_ day: String) -> String {
        #"{"dueOn": ["\#(day)"]}"#
    }

    static func treasurer(_ partner: Identifier) -> String {
        #"{"partnerId": "\#(partner)"}"#
    }

    static func expense(_ cents: Int, line: String = "meetings") -> String {
        """
        {"line": "\(line)", "cents": \(cents), "incurredOn": "2025-01-14",
         "documentReference": "Bon 1"}
        """
    }

    static func expenseDecision(_ outcome: String) -> String {
        """
        {"outcome": "\(outcome)", "decidedOn": "2025-01-21", "documentReference": "Reisbudget 1"}
        """
    }
}
