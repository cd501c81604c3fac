@testable import Partnership

extension Bodies {
    static func tariffProposal(_ from: String, code: String = "JB-09") -> String {
        """
        {"validFrom": "\(from)", "documentReference": "DOC-7", "proposedOn": "2025-05-04",
         "tariffs": [{"productCode": "\(code)", "maxTariffCents": 1800, "timeBasis": "direct"}]}
        """
    }

    /// Each step of a proposal for tariffs up to the decision, in order.
    static let tariffSteps = [
        (
            "advice",
            """
            {"outcome": "favourable", "advisedOn": "2025-06-01", "documentReference": "DOC-8"}
            """
        ),
        (
            "decision",
            """
            {"outcome": "adopted", "decidedOn": "2025-06-15", "decisionReference": "B&W 3"}
            """
        ),
    ]

    static let tariffWithdrawal = #"{"withdrawnOn": "2025-06-01", "documentReference": "DOC-9"}"#

    static func simulation(_ code: String) -> String {
        #"{"year": 2025, "tariffs": [{"productCode": "\#(code)", "maxTariffCents": 9000}]}"#
    }
}
