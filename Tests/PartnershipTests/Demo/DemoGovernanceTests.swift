import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `The governance of the loaded demo` {
    @Test func `shows every kind of thing in more than one of its states`() async throws {
        try await withAPI { api in
            try await loadDemo(into: api.database)
            try await expectOpenHouse(api)
            try await expectPartners(api)
            try await expectClusters(api)
            try await expectObligations(api)
            try await expectProposals(api)
            try await expectTravelBudget(api)
            try await expectTables(api)
            try await expectTrust(api)
        }
    }

    private func states(_ api: TestAPI, _ path: String) async throws -> [String: Int] {
        let list = try await api.send(.get, "/v1/\(path)?limit=200", as: .role(.auditor))
        try #require(list.status == 200)
        return list.json["items"].elements.reduce(into: [:]) {
            $0[$1["state"].text ?? "none", default: 0] += 1
        }
    }

    private func expectOpenHouse(_ api: TestAPI) async throws {
        let windows = try await api.send(.get, "/v1/open-house-windows").json["items"]
        #expect(windows.elements.map { $0["state"].text } == ["closed", "announced"])
        let window = try #require(windows[0]["id"].text)
        let report = try await api.send(.get, "/v1/open-house-windows/\(window)/report").json
        #expect(
            report["applications"].description
                == #"{"received":1,"intakeHeld":1,"admitted":1,"refused":1}"#
        )
        #expect(report["unmeasured"].count == 0)
    }

    private func expectPartners(_ api: TestAPI) async throws {
        let list = try await api.send(.get, "/v1/partners?limit=200").json["items"].elements
        let counts = list.reduce(into: [:]) { $0[$1["status"].text ?? "", default: 0] += 1 }
        #expect(
            counts == ["active": 27, "notice": 1, "candidate": 1, "ended": 1, "excluded": 1]
        )
        let excluded = try #require(list.first { $0["status"].text == "excluded" })
        #expect(excluded["excludedUntil"].text == "2028-06-30")
        #expect(try await states(api, "agreements")["terminating"] == 1)
    }

    private func expectClusters(_ api: TestAPI) async throws {
        #expect(try await states(api, "clusters") == ["running": 5])
        #expect(try await states(api, "cluster-compositions") == ["proposed": 1])
        let sessions = try await states(api, "sessions")
        #expect(sessions == ["held": 12, "planned": 1, "cancelled": 1])
        #expect(try await states(api, "tents")["planned"] == 1)
        #expect(try await states(api, "tents")["cancelled"] == 1)
    }

    private func expectObligations(_ api: TestAPI) async throws {
        var states: Set<String> = []
        let partners = try await api.send(.get, "/v1/partners?limit=200").json["items"].elements
        for partner in partners {
            let id = try #require(partner["id"].text)
            let duties = try await api.send(.get, "/v1/partners/\(id)/obligations?on=2026-11-01")
            try #require(duties.status == 200)
            for duty in duties.json["items"].elements {
                states.insert(duty["state"].text ?? "none")
                #expect(duty["grounds"].count > 0)
            }
        }
        #expect(states == ["met", "due", "overdue", "excused"])
    }

    private func expectProposals(_ api: TestAPI) async throws {
        #expect(
            try await states(api, "proposals")
                == ["signalled": 1, "adopted": 1, "not-on-agenda": 1, "elaborating": 1]
        )
        #expect(try await states(api, "tariff-proposals") == ["advised": 1, "rejected": 1])
        #expect(try await states(api, "disputes") == ["settled": 1, "in-mediation": 1])
        let ruleSets = try await api.send(.get, "/v1/rule-sets?on=2026-07-01").json["items"]
        #expect(ruleSets.count == 1 && ruleSets[0]["validFrom"].text == "2026-07-01")
    }

    private func expectTravelBudget(_ api: TestAPI) async throws {
        let path = "/v1/travel-budgets/2024"
        let fixed = try await api.send(.get, path + "/contributions").json
        let shares = fixed["contributions"].elements
        #expect(shares.count == 27)
        #expect(shares.reduce(0) { $0 + ($1["contributionCents"].number ?? 0) } == 3_500_000)
        #expect(fixed["totalRevenueCents"].number == 95_087_400)
        #expect(shares.allSatisfy { $0["revenueCents"].number?.isMultiple(of: 100) == true })
        let instalments = try await api.send(.get, path + "/instalments").json["instalments"]
        #expect(
            instalments.elements.map { $0["dueOn"].text }
                == ["2024-03-01", "2024-06-01", "2024-09-01"]
        )
        let treasurer = try await api.send(.get, path + "/treasurer").json
        #expect(treasurer["partnerName"].text == "Stichting Zeven Sloten")
    }

    private func expectTables(_ api: TestAPI) async throws {
        #expect(try await states(api, "tables") == ["held": 6])
        #expect(try await states(api, "alliances") == ["active": 4])
        let terms = try await states(api, "recovery-terms")
        #expect(terms == ["met": 1, "missed": 1, "running": 1])
        let reviews = try await api.send(.get, "/v1/table-reviews").json["items"]
        let review = try #require(reviews[0]["id"].text)
        let read = try await api.send(.get, "/v1/table-reviews/\(review)").json
        #expect(read["providers"].count == 4)
    }

    private func expectTrust(_ api: TestAPI) async throws {
        #expect(try await states(api, "trust-measurements") == ["published": 1])
        let rounds = try await api.send(.get, "/v1/trust-measurements").json["items"]
        let path = "/v1/trust-measurements/" + (try #require(rounds[0]["id"].text))
        let outcomes = try await api.send(.get, path + "/outcomes", as: .role(.college)).json
        let bands = outcomes["clusters"].elements.map { cluster in
            cluster["dimensions"].elements.map { $0["band"].text ?? "none" }
        }
        #expect(
            bands == [
                ["sufficient", "sufficient"], ["attention", "sufficient"],
                ["attention", "attention"], ["sufficient", "sufficient"],
                ["sufficient", "insufficient"],
            ]
        )
        let gap = outcomes["clusters"][1]["dimensions"][0]
        #expect(gap["shown"].text == "3,9" && gap["needsInterpretation"].boolean == true)
        #expect(outcomes["clusters"][3]["dimensions"][0]["shown"].text == ">= 4,5")
        #expect(outcomes["overall"]["published"].boolean == true)
        #expect(try await states(api, "improvement-tracks") == ["started": 3])
        let tests = try await api.send(.get, path + "/individual-tests").json["items"]
        #expect(tests.count == 1 && tests[0]["scope"].text == "cluster")
    }
}
