import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `A rule set` {
    private static let proposal = Identifier(high: 1, low: 1)

    private static func ruleSet(_ choices: [RuleSet.Choice] = []) -> RuleSet {
        RuleSet(proposalId: proposal, validFrom: "2026-07-01", choices: choices)
    }

    private static func adoption(
        _ state: Proposal.State = .adopted,
        _ arrangement: Proposal.Arrangement = .hendig,
        on subject: Proposal.Subject = .ruleSet,
        from validFrom: Day? = "2026-07-01"
    ) -> RuleSet.Adoption {
        .init(state: state, arrangement: arrangement, subject: subject, validFrom: validFrom)
    }

    private static let adoptions: [(RuleSet.Adoption?, RuleSetRefusal?)] = [
        (adoption(), nil),
        (nil, .proposalUnknown),
        (adoption(.adopted, .zhz), .otherArrangement),
        (adoption(on: .tariff), .otherSubject(.tariff)),
        (adoption(.elaborated, from: nil), .notAdopted(.elaborated)),
        (adoption(.rejected, from: nil), .notAdopted(.rejected)),
        (adoption(from: "2026-07-02"), .otherDay(adopted: "2026-07-02")),
        (adoption(from: "2026-06-30"), .otherDay(adopted: "2026-06-30")),
    ]

    @Test func `comes after the one of the process agreement`() throws {
        for (day, isBefore) in [("2025-12-31", true), ("2026-01-01", true), ("2026-01-02", false)]
            as [(Day, Bool)]
        {
            let ruleSet = RuleSet(proposalId: Self.proposal, validFrom: day, choices: [])
            if isBefore {
                #expect(throws: RuleSetRefusal.beforeFirst) {
                    try ruleSet.check(Self.adoption(from: day))
                }
            } else {
                try ruleSet.check(Self.adoption(from: day))
            }
        }
    }

    @Test(arguments: adoptions.indices)
    func `rests on the adoption of a proposal on a rule set, and on its day`(index: Int) {
        let (adoption, refusal) = Self.adoptions[index]
        if let refusal {
            #expect(throws: refusal) { try Self.ruleSet().check(adoption) }
        } else {
            #expect(throws: Never.self) { try Self.ruleSet().check(adoption) }
        }
    }

    @Test func `chooses only what is built, and names the first that is not`() throws {
        let choices = ["a", "b", "c"].map { RuleSet.Choice(policy: $0, reading: "x") }
        let ruleSet = Self.ruleSet(choices)
        try ruleSet.check([.built, .built, .built])
        #expect(throws: RuleSetRefusal.notBuilt(choices[1], source: "PO", article: "11")) {
            try ruleSet.check([.built, .notBuilt(source: "PO", article: "11"), .policyUnknown])
        }
        #expect(throws: RuleSetRefusal.policyUnknown(0)) {
            try ruleSet.check([.policyUnknown, .built, .built])
        }
        #expect(throws: RuleSetRefusal.readingUnknown(2)) {
            try ruleSet.check([.built, .built, .readingUnknown])
        }
    }
}

@Suite struct `Rule sets` {
    private static let path = "/v1/rule-sets"

    private static func text(
        of proposal: Identifier,
        from day: String = "2026-07-01",
        _ choices: [(String, String)] = []
    ) -> String {
        let policies = choices.map { #"{"name": "\#($0)", "chosen": "\#($1)"}"# }
        return """
            {"proposalId": "\(proposal)", "validFrom": "\(day)",
             "policies": [\(policies.joined(separator: ", "))]}
            """
    }

    private static let chosen = [
        "notice-months full-calendar-months", "exclusion-from dissolution-takes-effect",
        "norm-comparison exact", "refusal-of-applicants published-criteria-only",
        "share-rounding largest-remainder", "tariff-date service", "clusters-together pooled",
    ]

    @Test func `begin with the one of the process agreement, which has every question`()
        async throws
    {
        try await withAPI { api in
            let list = try await api.send(.get, Self.path, as: .role(.caseSystem))
            #expect(list.json["items"].count == 1)
            let first = list.json["items"][0]
            #expect(
                first.names == [
                    "id", "validFrom", "proposalId", "decisionReference", "policies", "createdAt",
                    "version",
                ]
            )
            #expect(first["validFrom"].text == "2026-01-01")
            #expect(first["proposalId"].isNull)
            let policies = first["policies"].elements
            #expect(policies.map { $0["ambiguity"].text } == (1...36).map { "A\($0)" })
            let names = policies.map { "\($0["name"].text ?? "") \($0["chosen"].text ?? "")" }
            #expect(Set(Self.chosen).isSubset(of: names))
            for policy in policies {
                #expect(!policy["alternatives"].texts.contains(policy["chosen"].text ?? ""))
                #expect(policy["reason"].text?.hasSuffix(".") == true)
            }
            let read = try await api.send(.get, "\(Self.path)/\(first["id"].text ?? "")")
            #expect(read.json.description == first.description)
        }
    }

    @Test func `take force by adoption, and are found by day`() async throws {
        try await withAPI { api in
            let id = try await ProposalDesk(api).proposal(in: .adopted)
            let made = try await api.send(
                .post,
                Self.path,
                json: Self.text(of: id, [("notice-months", "full-calendar-months")])
            )
            #expect(made.status == 201)
            #expect(made.json["proposalId"].identifier == id)
            #expect(made.json["decisionReference"].text == "B&W 2026-0188")
            let first = try await api.send(.get, Self.path + "?on=2026-06-30&count=true")
            #expect(first.json["total"].number == 1)
            // What was not chosen anew stays as it was.
            #expect(
                first.json["items"][0]["policies"].description
                    == made.json["policies"].description
            )
            for (day, from) in [
                ("2025-12-31", nil), ("2026-01-01", "2026-01-01"), ("2026-06-30", "2026-01-01"),
                ("2026-07-01", "2026-07-01"), ("2035-12-31", "2026-07-01"),
            ] {
                let found = try await api.send(.get, Self.path + "?on=\(day)")
                #expect(
                    found.json["items"].elements.map { $0["validFrom"].text }
                        == (from.map { [$0] } ?? [])
                )
            }
            let wrong = try await api.send(.get, Self.path + "?on=2026-02-30")
            #expect(wrong.places == ["on format"])
        }
    }

    @Test(arguments: Proposal.State.allCases.filter { $0 != .adopted })
    func `rest on nothing that was not adopted`(state: Proposal.State) async throws {
        try await withSharedAPI { api in
            let id = try await ProposalDesk(api).proposal(in: state)
            // A signal is here on a rule set as well.
            let answer = try await api.send(.post, Self.path, json: Self.text(of: id))
            #expect(answer.summary == "409 rule-set.not-adopted")
            #expect(answer.json["detail"].text?.contains(state.rawValue) == true)
            #expect(answer.json["grounds"].elements.map { $0["article"].text } == ["8", "13"])
        }
    }

    @Test func `rest on a proposal that is there, on a rule set, and of the same day`()
        async throws
    {
        try await withAPI { api in
            let desk = ProposalDesk(api)
            let adopted = try await desk.proposal(in: .adopted)
            let tariff = try await desk.proposal(in: .adopted, ProposalDesk.text(subject: "tariff"))
            for (body, code) in [
                (Self.text(of: Identifier(high: 1, low: 1)), "rule-set.proposal-unknown"),
                (Self.text(of: tariff), "rule-set.other-subject"),
                (Self.text(of: adopted, from: "2026-06-30"), "rule-set.other-day"),
                (Self.text(of: adopted, from: "2026-07-02"), "rule-set.other-day"),
            ] {
                let answer = try await api.send(.post, Self.path, json: body)
                #expect(answer.summary == "409 \(code)")
                #expect(answer.json["grounds"].count == 2)
            }
            let list = try await api.send(.get, Self.path + "?count=true")
            #expect(list.json["total"].number == 1)
        }
    }

    @Test func `promise no reading that is not built`() async throws {
        try await withAPI { api in
            let id = try await ProposalDesk(api).proposal(in: .adopted)
            let choices = [
                ("share-rounding", "largest-remainder"), ("notice-months", "date-to-date"),
            ]
            let answer = try await api.send(.post, Self.path, json: Self.text(of: id, choices))
            #expect(answer.summary == "409 rule-set.reading-not-built")
            #expect(answer.json["detail"].text?.contains("date-to-date of notice-months") == true)
            #expect(answer.json["grounds"][0]["article"].text == "11")
            for (choice, place) in [
                (("hours-a-week", "five"), "/policies/0/name enum"),
                (("notice-months", "moons"), "/policies/0/chosen enum"),
            ] {
                let wrong = try await api.send(.post, Self.path, json: Self.text(of: id, [choice]))
                #expect(wrong.status == 400)
                #expect(wrong.places == [place])
            }
            let twice = Array(repeating: ("notice-months", "full-calendar-months"), count: 2)
            let again = try await api.send(.post, Self.path, json: Self.text(of: id, twice))
            #expect(again.places == ["/policies/1/name format"])
        }
    }

    @Test func `of one day that come 64 times at once are one`() async throws {
        try await withAPI(loops: 2) { api in
            let id = try await ProposalDesk(api).proposal(in: .adopted)
            let answers = try await api.sendAtOnce(64, .post, Self.path, json: Self.text(of: id))
            #expect(answers.count { $0.status == 201 } == 1)
            for answer in answers where answer.status != 201 {
                #expect(answer.summary == "409 rule-set.day-taken")
                #expect(answer.json["grounds"].count == 2)
            }
            // Another proposal that was adopted for the same day makes no second one either.
            let other = try await ProposalDesk(api).proposal(in: .adopted)
            let answer = try await api.send(.post, Self.path, json: Self.text(of: other))
            #expect(answer.summary == "409 rule-set.day-taken")
        }
    }
}
