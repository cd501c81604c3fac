@testable import Partnership
import Testing

@Suite struct `A decision of the college` {
    private static let adviceId = Identifier(high: 3, low: 1)

    private static func check(
        _ ground: Termination.Ground,
        _ outcome: CollegeDecision.Outcome,
        _ advice: (Advice.Body, CollegeDecision.Outcome)?,
        reasons: String? = nil,
        isKnown: Bool = true
    ) throws {
        let partner = Identifier(high: 1, low: 1)
        let decision = CollegeDecision(
            partnerId: partner,
            agreementId: nil,
            adviceId: advice == nil ? nil : adviceId,
            ground: ground,
            outcome: outcome,
            decidedOn: "2026-05-12",
            documentReference: "B&W 1",
            reasonsForDeviating: reasons
        )
        let filed = advice.map { body, conclusion in
            Advice(
                partnerId: partner,
                body: body,
                conclusion: conclusion,
                documentReference: "ADVIES-1"
            )
        }
        try decision.check(advice: isKnown ? filed : nil)
    }

    @Test(arguments: CollegeDecision.Outcome.allCases)
    func `on the ground of trust takes an advice, and on others none`(
        outcome: CollegeDecision.Outcome
    ) {
        #expect(throws: CollegeDecisionRefusal.adviceMissing) {
            try Self.check(.trust, outcome, nil)
        }
        for ground in [Termination.Ground.fraud, .shortcoming] {
            #expect(throws: Never.self) { try Self.check(ground, outcome, nil) }
        }
        #expect(throws: CollegeDecisionRefusal.adviceUnknown) {
            try Self.check(.fraud, outcome, (.mdgIF, outcome), isKnown: false)
        }
    }

    @Test func `to terminate takes the trust body's advice, for measures any does`() {
        #expect(throws: CollegeDecisionRefusal.adviceOfOtherBody) {
            try Self.check(.trust, .terminate, (.mdgIF, .terminate))
        }
        #expect(throws: Never.self) {
            try Self.check(.trust, .terminate, (.trustBody, .terminate))
        }
        for body in Advice.Body.allCases {
            #expect(throws: Never.self) {
                try Self.check(.trust, .stricterConditions, (body, .stricterConditions))
            }
        }
    }

    @Test(arguments: CollegeDecision.Outcome.allCases, CollegeDecision.Outcome.allCases)
    func `gives reasons where it deviates from its advice`(
        outcome: CollegeDecision.Outcome,
        conclusion: CollegeDecision.Outcome
    ) {
        for ground in [Termination.Ground.trust, .fraud] {
            if outcome == conclusion {
                #expect(throws: Never.self) {
                    try Self.check(ground, outcome, (.trustBody, conclusion))
                }
            } else {
                #expect(throws: CollegeDecisionRefusal.reasonsMissing) {
                    try Self.check(ground, outcome, (.trustBody, conclusion))
                }
            }
            #expect(throws: Never.self) {
                try Self.check(ground, outcome, (.trustBody, conclusion), reasons: "Ernst.")
            }
        }
    }
}
