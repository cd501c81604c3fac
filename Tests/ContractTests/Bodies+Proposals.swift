@testable import Partnership

extension Bodies {
    static let signal = """
        {"kind": "signal", "tone": "neutral", "subject": "other", "title": "Signal",
         "text": "It goes well.", "proposedOn": "2026-01-12"}
        """

    static func proposal(_ title: String, signal: Identifier? = nil) -> String {
        """
        {"kind": "proposal", "subject": "rule-set", "title": "\(title)", "text": "Read it so.",
         "signalId": \(signal.map { "\"\($0)\"" } ?? "null"), "proposedOn": "2026-01-12"}
        """
    }

    /// Each step of a proposal's way up to the decision, in order.
    static let proposalSteps = [
        (
            "agenda",
            """
            {"outcome": "on-agenda", "decidedOn": "2026-02-01", "tests":
             {"collective": {"isMet": true, "motive": "Of all."},
              "coreValue": {"isMet": false, "motive": "Of none."},
              "changedContext": {"isMet": false, "motive": "As it was."}}}
            """
        ),
        (
            "elaboration",
            """
            {"assigneeIds": [], "resultAsked": "A text.", "assignedOn": "2026-02-02",
             "dueOn": "2026-04-01"}
            """
        ),
        (
            "elaborated-proposal",
            #"{"documentReference": "DOC-1", "elaboratedOn": "2026-03-20"}"#
        ),
        (
            "decision",
            """
            {"outcome": "adopted", "decidingBody": "college", "decidedOn": "2026-04-14",
             "decisionReference": "B&W 1", "validFrom": "2026-07-01", "endorsements":
             [{"body": "aldermen", "endorsedOn": "2026-04-07", "reference": "WH 1"}]}
            """
        ),
    ]

    static let withdrawal = #"{"reasons": "No longer needed.", "withdrawnOn": "2026-02-03"}"#

    static func ruleSet(of proposal: Identifier, from day: String) -> String {
        """
        {"proposalId": "\(proposal)", "validFrom": "\(day)",
         "policies": [{"name": "notice-months", "chosen": "full-calendar-months"}]}
        """
    }

    static func dispute(_ partner: Identifier, _ subject: String = "Article 5") -> String {
        """
        {"subject": "\(subject)", "partnerIds": ["\(partner)"], "withMunicipality": true,
         "documentReferences": ["DOC-3"], "openedOn": "2025-05-04"}
        """
    }

    /// Each step of a dispute's way, in order.
    static let disputeSteps = [
        ("mediation", #"{"appointedOn": "2025-05-18", "documentReference": "DOC-4"}"#),
        (
            "mediation-result",
            """
            {"result": "not-settled", "concludedOn": "2025-07-01", "documentReference": "DOC-5"}
            """
        ),
        ("court", #"{"broughtOn": "2025-09-01", "courtReference": "C/03/118"}"#),
        ("closure", #"{"closedOn": "2026-02-02", "documentReference": "DOC-6"}"#),
    ]
}
