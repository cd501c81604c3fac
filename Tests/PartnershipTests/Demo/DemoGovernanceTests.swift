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
            try await expectTables(api)
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
        #expect(try await states(api, "disputes") == ["settled": 1, "in-mediation": 1])
        let ruleSets = try await api.send(.get, "/v1/rule-sets?on=2026-07-01").json["items"]
        #expect(ruleSets.count == 1 && ruleSets[0]["validFrom"].text == "2026-07-01")
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
}
