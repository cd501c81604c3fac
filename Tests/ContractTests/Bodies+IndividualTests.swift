@testable import Partnership

extension Bodies {
    static func individualTest(_ cluster: Identifier) -> String {
        """
        {"scope": "cluster", "clusterId": "\(cluster)", "decidedOn": "2026-03-01",
         "documentReference": "MDG-1"}
        """
    }

    static let testOfAll = """
        {"scope": "all-clusters", "decidedOn": "2026-03-01", "documentReference": "MDG-2"}
        """

    static func testForm(_ partner: Identifier) -> String {
        #"{"ratings": [{"partnerId": "\#(partner)", "answers": [2, 3, 2, 3, 2, 4, 4, 4, 4, 4]}]}"#
    }

    static func testCompletion(_ partner: Identifier) -> String {
        """
        {"completedOn": "2026-04-01", "reportSha256": "\(String(repeating: "0a", count: 32))",
         "documentReference": "VO-1", "findings": [{"partnerId": "\(partner)",
         "intentional": "insufficient", "competential": "sufficient"}],
         "readers": {"partnerIds": [], "roles": ["municipality", "college"]}}
        """
    }

    static let testHearing = #"{"heldOn": "2026-04-10", "documentReference": "VERSLAG-1"}"#

    static func measure(_ cluster: Identifier, in round: Identifier) -> String {
        """
        {"measurementId": "\(round)", "clusterId": "\(cluster)", "description": "Intervisie.",
         "startsOn": "2026-03-01", "documentReference": "BRIEF-1"}
        """
    }

    static let measureEnd = #"{"endedOn": "2026-07-01", "documentReference": "BRIEF-2"}"#
}
