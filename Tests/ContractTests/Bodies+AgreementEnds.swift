@testable import Partnership

extension Bodies {
    static let termination = """
        {"kind": "notice-by-partner", "receivedOn": "2026-03-15", "documentReference": "BRIEF-1"}
        """

    static func advice(_ partner: Identifier, _ body: String) -> String {
        """
        {"partnerId": "\(partner)", "body": "\(body)", "conclusion": "terminate",
         "documentReference": "ADVIES-1"}
        """
    }

    static func decision(_ partner: Identifier, _ reference: String) -> String {
        """
        {"partnerId": "\(partner)", "ground": "fraud", "outcome": "none",
         "decidedOn": "2026-05-12", "documentReference": "\(reference)"}
        """
    }

    static func document(_ reference: String) -> String {
        """
        {"reference": "\(reference)", "title": "\(reference)", "kind": "letter",
         "datedOn": "2026-03-15"}
        """
    }
}
