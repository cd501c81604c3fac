import HTTP
@testable import Partnership
import TestSupport
import Testing

extension TestJSON {
    /// What the formula of a figure gives, with the values of members beside it.
    func value(of figure: String, _ members: [String: Int] = [:]) throws -> Int {
        let ground = try #require(self["grounds"].elements.first { $0["figure"].text == figure })
        var names = members
        for input in ground["inputs"].elements {
            let name = try #require(input["name"].text)
            let value: Int = try #require(input["value"].number)
            names[name] = value
        }
        return try Formula.value(of: #require(ground["formula"].text), names)
    }
}

@Suite struct `The grounds of the ledger` {
    /// Two partners and what they were granted for youth and for adults in 2026.
    private func enter(_ cents: [(Int, Int)], in api: TestAPI) async throws -> [Identifier] {
        var partners: [Identifier] = []
        for (youth, adult) in cents {
            let partner = try await api.makeActivePartner(name: "Partner \(partners.count)")
            partners.append(partner)
            for (pillar, cents) in [(Pillar.youth, youth), (.adult, adult)] where cents != 0 {
                try await api.enter([
                    BookLine(year: 2026, pillar: pillar, partnerId: partner, cents: cents)
                ])
            }
        }
        return partners
    }

    @Test(arguments: ["2027/shares", "2027/shares?validOn=2027-01-01"])
    func `recompute the shares from what they name`(target: String) async throws {
        try await withAPI { api in
            _ = try await enter([(75_437, 0), (28_526, 1_000), (-90, 0), (1, 0)], in: api)
            try await api.putTravelBudget(2027, budgetCents: 100_001, remainderCents: 30_000)
            let json = try await api.ledger(target).json
            for share in json["shares"].elements {
                let names: [String: Int] = [
                    "revenueCents": try #require(share["revenueCents"].number)
                ]
                for figure in ["sharePpm", "contributionCents"] {
                    let more = try #require(share[figure].number) - json.value(of: figure, names)
                    #expect(more == 0 || more == 1, "\(figure)")
                }
            }
            let half = try #require(json["totalContributionCents"].number)
            #expect(json["shares"].sum("contributionCents") == half)
            #expect(json["grounds"].texts("figure").count == 3)
            #expect(json["otherReadings"].texts("policy") == ["A19", "A21"])
            let budget = try await api.send(.get, "/v1/travel-budgets/2027").json
            #expect(try budget.value(of: "contributionCents") == 70_001)
            #expect(try budget.value(of: "partnersCents") == half)
            #expect(try budget.value(of: "municipalityCents") == 35_001)
            #expect(budget["otherReadings"].count == 1)
            #expect(budget["otherReadings"][0]["partnersCents"].number == 35_001)
        }
    }

    @Test func `have other readings where they differ, by now and by then`() async throws {
        try await withAPI { api in
            let partners = try await enter([(60, 0), (40, 0)], in: api)
            try await api.putTravelBudget(2027, budgetCents: 200, remainderCents: 0)
            let same = try await api.ledger("2027/shares").json
            #expect(same["otherReadings"].count == 0)
            let then = try #require(same["knownAt"].text)
            try await api.enter([
                BookLine(year: 2026, pillar: .adult, partnerId: partners[1], cents: 100)
            ])
            // Remembered or not, the answer has the revenue for adults.
            for _ in 0..<2 {
                let json = try await api.ledger("2027/shares").json
                let other = json["otherReadings"][0]
                #expect(other["policy"].text == "A19" && other["totalCents"].number == 100)
                #expect(other["contributions"].numbers("contributionCents") == [30, 70])
                #expect(json["shares"].numbers("contributionCents") == [60, 40])
                let known = try #require(json["knownAt"].text)
                #expect(known > then)
                let asKnown = try await api.ledger("2027/shares?knownAt=\(known)").json
                #expect(asKnown["otherReadings"].description == json["otherReadings"].description)
            }
            let before = try await api.ledger("2027/shares?knownAt=\(then)").json
            #expect(before["otherReadings"].count == 0)
        }
    }

    @Test func `recompute the shares of a year`() async throws {
        try await withAPI { api in
            _ = try await enter([(2, 0), (2, 1), (-3, 0)], in: api)
            for target in ["2026", "2026?validOn=2026-12-31"] {
                let json = try await api.ledger(target).json
                #expect(json["grounds"].texts("figure") == ["cents", "sharePpm"])
                for partner in json["partners"].elements {
                    let names = ["cents": try #require(partner["cents"].number)]
                    let more =
                        try #require(partner["sharePpm"].number)
                        - json.value(of: "sharePpm", names)
                    #expect(more == 0 || more == 1)
                }
            }
            let table = try await api.ledger("2026", accept: "text/csv").text
            #expect(!table.contains("A21"))
            let periods = try await api.ledger("2026/periods").json
            #expect(periods["grounds"].texts("figure") == ["cents", "isWithheld"])
            #expect(periods["grounds"][1]["policies"].texts == ["A18"])
        }
    }
}
