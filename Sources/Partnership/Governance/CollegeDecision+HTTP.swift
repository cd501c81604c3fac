internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let decisionRoutes = [
        Route(.listDecisions, .get, "/decisions", query: Route.listQuery + ["partnerId"]) {
            try await $0.listDecisions()
        },
        Route(.createDecision, .post, "/decisions") { try await $0.createDecision() },
        Route(.readDecision, .get, "/decisions/{decisionId}") {
            try await $0.read(CollegeDecisionStatement.read, of: "decisionId", inReach: true) {
                $0.decision($1)
            }
        },
    ]
}

extension Exchange {
    fileprivate func listDecisions() async throws -> Response {
        let partner = try queryValue("partnerId", "a UUID") { Identifier($0) }
        return try await list(
            page(),
            CollegeDecisionStatement.list,
            CollegeDecisionStatement.count
        ) {
            $0.add(ownPartnerId)
            $0.add(partner)
        } item: {
            $0.decision($1)
        }
    }

    fileprivate func createDecision() async throws -> Response {
        let decision = try decode(CollegeDecision.init(reading:))
        let id = newIdentifier()
        return try await write { transaction in
            do {
                let row = try await decision.insert(id: id, in: transaction)
                return self.created("/decisions/\(id)") { $0.decision(row) }
            } catch let refusal as CollegeDecisionRefusal {
                throw Problem(refusal)
            }
        }
    }
}

extension CollegeDecision {
    fileprivate init?(reading object: inout JSONObject) {
        let partnerId = object.identifier("partnerId")
        agreementId = object.optionalIdentifier("agreementId")
        adviceId = object.optionalIdentifier("adviceId")
        let ground = object.choice("ground", of: Termination.Ground.self)
        let outcome = object.choice("outcome", of: Outcome.self)
        let decidedOn = object.day("decidedOn")
        let documentReference = object.string("documentReference", length: 1...100)
        reasonsForDeviating = object.optionalString(
            "reasonsForDeviating",
            length: 1...2_000,
            characters: .lines
        )
        guard let partnerId, let ground, let outcome, let decidedOn, let documentReference
        else { return nil }
        self.partnerId = partnerId
        self.ground = ground
        self.outcome = outcome
        self.decidedOn = decidedOn
        self.documentReference = documentReference
    }
}

extension JSONWriter {
    /// A row of `CollegeDecisionStatement.read` or `.list`.
    fileprivate mutating func decision(_ row: Row) {
        object {
            $0.member("id", text: row, 0)
            $0.member("partnerId", text: row, 1)
            $0.member("agreementId", text: row, 2)
            $0.member("adviceId", text: row, 3)
            $0.member("ground", text: row, 4)
            $0.member("outcome", text: row, 5)
            $0.member("decidedOn", text: row, 6)
            $0.member("documentReference", text: row, 7)
            $0.member("reasonsForDeviating", text: row, 8)
            let isUncarried = CollegeDecision(row).isUncarried(by: TestHistory(text: row.text(10)))
            $0.member("signals", array: { if isUncarried { $0.uncarriedSignal() } })
            $0.member("createdAt", text: row, 9)
            // A decision is made once.
            $0.member("version", 1)
        }
    }

    /// A7: whether the ground is there is for the college to judge.
    private mutating func uncarriedSignal() {
        object {
            $0.member("code", "decision.not-repeatedly-insufficient")
            $0.member(
                "detail",
                "No two individual tests in a row found the partner insufficient in one dimension."
            )
            $0.member("source", "PO 10.1")
        }
    }
}

extension Problem {
    fileprivate init(_ refusal: CollegeDecisionRefusal) {
        let (code, detail) = Self.words(refusal)
        self.init(409, "decision.\(code)", detail)
        switch refusal {
        case .partnerUnknown, .agreementUnknown, .adviceNotOfAssembly, .findingDecided:
            self = resting(on: "PO", "7.5")
        case .assemblyAdviceMissing:
            self = resting(on: "PO", "7.5").resting(on: "PO", "10.2")
        case .adviceUnknown, .adviceMissing, .adviceOfOtherBody, .reasonsMissing, .datedAhead:
            self = resting(on: "PO", "10.2")
        }
    }

    private static func words(_ refusal: CollegeDecisionRefusal) -> (String, String) {
        switch refusal {
        case .partnerUnknown:
            ("partner-unknown", "There is no partner with this id.")
        case .agreementUnknown:
            ("agreement-unknown", "The partner has no agreement with this id.")
        case .adviceUnknown:
            ("advice-unknown", "There is no such advice about the partner.")
        case .adviceMissing:
            (
                "advice-missing",
                "A decision on the ground of trust names the advice that came before it: adviceId."
            )
        case .adviceOfOtherBody:
            (
                "advice-of-other-body",
                "To terminate on the ground of trust takes the advice of the trust body."
            )
        case .adviceNotOfAssembly:
            (
                "advice-not-of-mdg-if",
                "After an individual test, measures take the advice of the MDG I-F."
            )
        case .assemblyAdviceMissing:
            (
                "mdg-if-advice-missing",
                "To terminate after an individual test takes the advice of the MDG I-F too."
            )
        case .findingDecided:
            (
                "finding-decided",
                "The college decided on this finding already; for more there is the next test."
            )
        case .reasonsMissing:
            (
                "reasons-missing",
                "The decision deviates from its advice and says why: reasonsForDeviating."
            )
        case .datedAhead:
            ("dated-ahead", "What is recorded as done has happened, and its day is still to come.")
        }
    }
}
