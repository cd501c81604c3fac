import HTTP
@testable import Partnership
import Postgres
import TestSupport
import Testing

@Suite struct `An advice on a test` {
    private static let refusals: [(TestFinding.State?, AdviceRefusal?)] = [
        (nil, .findingMissing), (.notInsufficient, .findingMissing),
        (.awaitingHearing, .hearingMissing), (.heard, nil), (.advised, nil), (.decided, .decided),
    ]

    @Test(arguments: refusals)
    func `waits for the hearing, and comes before the college's decision`(
        state: TestFinding.State?,
        refusal: AdviceRefusal?
    ) {
        #expect(AdviceRefusal(state) == refusal)
    }

    @Test func `names a test that found its partner insufficient`() async throws {
        try await withSharedAPI { api in
            let office = Office(api)
            let found = try await TestDesk(api).finding(in: .heard)
            let other = try await api.makePartner()
            for (party, test) in [
                (other, found.test), (found.party, Identifier(high: 1, low: 1)),
            ] {
                let refused = try await office.file(TestDesk.advice(party, on: test))
                #expect(refused.summary == "409 advice.finding-missing")
                #expect(refused.json["grounds"][0]["article"].text == "7.5")
            }
            let made = try await office.file(TestDesk.advice(found.party, on: found.test))
            #expect(made.json["individualTestId"].identifier == found.test)
            let read = try await api.send(.get, "/v1/advices/\(try made.madeIdentifier)")
            #expect(read.body == made.body)
        }
    }
}

@Suite struct `An advice that rests on a finding` {
    /// Whether the MDG I-F's and the trust body's are told, by whom the completion names.
    @Test(arguments: [
        ([String](), Role.municipality, [true, false]),
        (["municipality"], .municipality, [true, true]),
        ([], .college, [true, true]), ([], .trustBody, [true, true]),
        (["municipality", "college"], .auditor, [false, false]),
    ])
    func `is told to who reads the finding, files it or decides on it`(
        named: [String],
        role: Role,
        tells: [Bool]
    ) async throws {
        try await withSharedAPI { api in
            let desk = TestDesk(api)
            let test = try await desk.makeCompletedTest(roles: named)
            let party = test.cluster.partners[1]
            #expect(try await desk.hear(party, in: test.id).status == 201)
            try api.database.connection().run(
                script: """
                    insert into advice (id, partner_id, body, conclusion, document_reference,
                        individual_test_id)
                    select gen_random_uuid(), '\(party)', body, 'terminate', 'A-1', '\(test.id)'
                    from unnest('{mdg-if,trust-body}'::text[]) as body
                    """
            )
            let path = "/v1/advices?partnerId=\(party)&count=true"
            let all = try await api.send(.get, path, as: .partner(party)).json["items"].elements
            #expect(all.count == 2)
            let list = try await api.send(.get, path, as: .role(role)).json
            #expect(list["count"].number ?? list["items"].count == tells.count { $0 })
            for (body, isTold) in zip(["mdg-if", "trust-body"], tells) {
                let advice = try #require(all.first { $0["body"].text == body })
                let id = try #require(advice["id"].text)
                let read = try await api.send(.get, "/v1/advices/\(id)", as: .role(role))
                #expect(read.status == (isTold ? 200 : 404), "\(body)")
            }
        }
    }
}

@Suite struct `A decision after a test` {
    private static func check(
        _ outcome: CollegeDecision.Outcome,
        _ body: Advice.Body,
        isAdvisedByAssembly: Bool
    ) throws(CollegeDecisionRefusal) {
        let partner = Identifier(high: 1, low: 1)
        let decision = CollegeDecision(
            partnerId: partner,
            agreementId: nil,
            adviceId: Identifier(high: 1, low: 2),
            ground: .trust,
            outcome: outcome,
            decidedOn: "2026-05-12",
            documentReference: "B&W 1",
            reasonsForDeviating: nil
        )
        let advice = Advice(
            partnerId: partner,
            body: body,
            conclusion: outcome,
            documentReference: "ADVIES-1",
            individualTestId: Identifier(high: 1, low: 3)
        )
        try decision.check(advice: advice, isAdvisedByAssembly: isAdvisedByAssembly)
    }

    @Test func `rests on the advice of MDG I-F for measures, and on both to terminate`() {
        for isAdvised in [false, true] {
            #expect(throws: CollegeDecisionRefusal.adviceNotOfAssembly) {
                try Self.check(.stricterConditions, .trustBody, isAdvisedByAssembly: isAdvised)
            }
            #expect(throws: CollegeDecisionRefusal.adviceOfOtherBody) {
                try Self.check(.terminate, .mdgIF, isAdvisedByAssembly: isAdvised)
            }
            for body in Advice.Body.allCases {
                #expect(throws: Never.self) {
                    try Self.check(.none, body, isAdvisedByAssembly: isAdvised)
                }
            }
        }
        #expect(throws: Never.self) {
            try Self.check(.stricterConditions, .mdgIF, isAdvisedByAssembly: true)
        }
        #expect(throws: CollegeDecisionRefusal.assemblyAdviceMissing) {
            try Self.check(.terminate, .trustBody, isAdvisedByAssembly: false)
        }
        #expect(throws: Never.self) {
            try Self.check(.terminate, .trustBody, isAdvisedByAssembly: true)
        }
    }

    @Test func `to terminate waits for both advices, and signals that nothing was repeated`()
        async throws
    {
        try await withSharedAPI { api in
            let office = Office(api)
            let found = try await TestDesk(api).finding(in: .heard)
            let advice = try await office.file(TestDesk.advice(found.party, on: found.test))
                .madeIdentifier
            let body = Office.decision(found.party, advice: advice)
            let refused = try await office.decide(body)
            #expect(refused.summary == "409 decision.mdg-if-advice-missing")
            #expect(refused.json["grounds"].elements.map { $0["article"].text } == ["7.5", "10.2"])
            let measures = Office.decision(
                found.party,
                "trust",
                "stricter-conditions",
                advice: advice,
                reasons: "Ernst."
            )
            #expect(
                try await office.decide(measures).summary == "409 decision.advice-not-of-mdg-if"
            )
            let assembly = TestDesk.advice(found.party, on: found.test, "mdg-if", "none")
            #expect(try await office.file(assembly, as: .municipality).status == 201)
            let made = try await office.decide(body)
            #expect(made.status == 201)
            #expect(
                made.json["signals"].elements.map { $0["code"].text }
                    == ["decision.not-repeatedly-insufficient"]
            )
            let again = try await office.decide(body)
            #expect(again.summary == "409 decision.finding-decided")
            #expect(again.json["grounds"].count > 0)
        }
    }

    @Test func `carried by a repeated insufficiency has no signal`() async throws {
        try await withSharedAPI { api in
            let office = Office(api)
            let desk = TestDesk(api)
            let first = try await PresentedRound.make(api)
            let party = first.clusters[0].partners[1]
            let second = try first.next(api, presentedOn: "2026-04-15")
            for (round, day, completed) in [
                (first, "2026-03-01", "2026-04-01"), (second, "2026-04-16", "2026-05-12"),
            ] {
                let test = try await desk.decide(round.clusters[0].id, in: round.id, on: day)
                    .madeIdentifier
                let finding = (party, "sufficient", "insufficient")
                _ = try await desk.complete(test, TestDesk.completion([finding], on: completed))
            }
            let advice = try await office.file(Office.advice(party)).madeIdentifier
            let made = try await office.decide(Office.decision(party, advice: advice))
            #expect(made.json["signals"].count == 0)
            // The day before, the second test was still to be completed.
            let early = Office.decision(party, advice: advice)
                .replacing("2026-05-12", with: "2026-05-11")
            #expect(try await office.decide(early).json["signals"].count == 1)
            for (ground, outcome) in [("fraud", "terminate"), ("trust", "none")] {
                let other = try await api.makePartner()
                let filed = try await office.file(Office.advice(other, "trust-body", outcome))
                let advice = try filed.madeIdentifier
                let decision = Office.decision(other, ground, outcome, advice: advice)
                #expect(try await office.decide(decision).json["signals"].count == 0)
            }
        }
    }
}
