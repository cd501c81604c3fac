@testable import Partnership

extension Bodies {
    /// A tally of one cluster in which five answered and trust in intentions asks for attention.
    static func tally(_ cluster: Identifier, competential: Int = 500) -> String {
        """
        {"clusters": [{"clusterId": "\(cluster)", "respondents": 5, "sums": [
         {"dimension": "intentional", "whose": "own", "sum": 100, "count": 25},
         {"dimension": "intentional", "whose": "others", "sum": 490, "count": 125},
         {"dimension": "competential", "whose": "own", "sum": 90, "count": 25},
         {"dimension": "competential", "whose": "others", "sum": \(competential), "count": 125}]}]}
        """
    }

    static func presentation(_ cluster: Identifier, on day: String = "2025-03-01") -> String {
        """
        {"presentedOn": "\(day)", "documentReference": "MDG 1", "discussions":
         [{"clusterId": "\(cluster)", "discussedOn": "2025-02-10"}]}
        """
    }

    /// Each step of an improvement track, in order.
    static let improvementSteps = [
        ("plan", #"{"agreedOn": "2025-02-20", "documentReference": "VP 1"}"#),
        (
            "evaluation",
            """
            {"evaluatedOn": "2025-05-01", "conclusion": "improved", "documentReference": "VP 2"}
            """
        ),
    ]
}
