import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `The shares that are read` {
    /// Enters youth revenue of a partner in a month of its year.
    private func enter(
        _ revenue: [(Identifier?, Int)],
        _ month: String,
        _ pillar: Pillar = .youth,
        in api: TestAPI
    ) async throws {
        let year = try #require(Month(month)).year
        try await api.enter(
            revenue.map {
                BookLine(year: year, month: month, pillar: pillar, partnerId: $0, cents: $1)
            }
        )
    }

    @Test func `are the 2024 example to the cent`() async throws {
        try await withAPI { api in
            var partners: [Identifier] = []
            for name in ["Arend", "Buizerd", "Condor"] {
                let partner = try await api.makePartner(name: name)
                try await api.makeAgreement("assignment", of: partner, from: "2023-01-01")
                partners.append(partner)
            }
            try await enter(
                [(partners[0], 47_543_700), (partners[1], 28_526_220), (partners[2], 19_017_480)],
                "2023-05",
                in: api
            )
            try await api.putTravelBudget(2024, budgetCents: 10_000_000, remainderCents: 3_000_000)
            let shares = try await api.ledger("2024/shares").json
            #expect(shares["year"].number == 2024)
            #expect(shares["revenueYear"].number == 2023)
            #expect(shares["totalRevenueCents"].number == 95_087_400)
            #expect(shares["totalContributionCents"].number == 3_500_000)
            let list = shares["shares"]
            #expect(list.texts("partnerId") == partners.map(\.description))
            #expect(list.texts("partnerName") == ["Arend", "Buizerd", "Condor"])
            #expect(list.numbers("revenueCents") == [47_543_700, 28_526_220, 19_017_480])
            #expect(list.numbers("sharePpm") == [500_000, 300_000, 200_000])
            #expect(list.numbers("contributionCents") == [1_750_000, 1_050_000, 700_000])
            let known = try await api.ledger("2023").json["knownAt"].text
            #expect(shares["knownAt"].text == known)
        }
    }

    @Test func `are of youth alone, of the year before alone and of who takes part`() async throws {
        try await withAPI { api in
            let active = try await api.makeActivePartner(name: "Active")
            let newcomer = try await api.makeActivePartner(name: "Newcomer")
            let half = try await api.makePartner(name: "Half")
            try await api.makeAgreement("assignment", of: half)
            let late = try await api.makePartner(name: "Late")
            try await api.makeAgreement("assignment", of: late)
            try await api.makeAgreement("process", of: late, from: "2026-01-02")
            let everyone = [(active, 300), (half, 50), (late, 60), (Identifier?.none, 7)]
            try await enter(everyone, "2025-06", in: api)
            try await enter([(newcomer, 1_000)], "2025-06", .adult, in: api)
            try await enter([(newcomer, 1_000)], "2024-06", in: api)
            try await enter([(newcomer, 1_000)], "2026-06", in: api)
            let shares = try await api.ledger("2026/shares").json
            #expect(shares["totalRevenueCents"].number == 300)
            #expect(shares["totalContributionCents"].isNull)
            #expect(shares["shares"].texts("partnerName") == ["Active", "Newcomer"])
            #expect(shares["shares"].numbers("sharePpm") == [1_000_000, 0])
            #expect(shares["shares"].elements.allSatisfy { $0["contributionCents"].isNull })
            let next = try await api.ledger("2027/shares").json
            #expect(next["shares"].texts("partnerName") == ["Newcomer", "Active", "Late"])
            #expect(next["totalRevenueCents"].number == 1_000)
        }
    }

    @Test(arguments: [
        ("2024-01-01", "2024-12-31", true), ("2024-01-02", "2024-12-31", false),
        ("2023-01-01", "2024-01-01", true), ("2023-01-01", "2023-12-31", false),
    ])
    func `are for who was active on 1 January`(
        startsOn: String,
        endsOn: String,
        takesPart: Bool
    ) async throws {
        try await withAPI { api in
            let partner = try await api.makePartner()
            let agreement = ("assignment", startsOn, endsOn)
            try await api.makeAgreement(agreement.0, of: partner, from: startsOn, until: endsOn)
            try await enter([(partner, 10)], "2023-02", in: api)
            let shares = try await api.ledger("2024/shares").json
            #expect(shares["shares"].count == (takesPart ? 1 : 0))
            #expect(shares["totalRevenueCents"].number == (takesPart ? 10 : 0))
            #expect(shares["knownAt"].isNull == !takesPart)
        }
    }

    @Test func `have the travel budget also when nobody takes part`() async throws {
        try await withAPI { api in
            try await api.putTravelBudget(2030, budgetCents: 101, remainderCents: 0)
            let shares = try await api.ledger("2030/shares")
            #expect(
                shares.text.hasPrefix(
                    """
                    {"year":2030,"revenueYear":2029,"knownAt":null,"totalRevenueCents":0,\
                    "totalContributionCents":50,"shares":[],"grounds":[{
                    """
                )
            )
            #expect(shares.json["otherReadings"].count == 0)
        }
    }

    @Test func `count revenue below nothing as nothing`() async throws {
        try await withAPI { api in
            let giver = try await api.makeActivePartner(name: "Giver")
            let taker = try await api.makeActivePartner(name: "Taker")
            try await enter([(giver, -500), (taker, 100)], "2026-02", in: api)
            try await api.putTravelBudget(2027, budgetCents: 100, remainderCents: 0)
            let list = try await api.ledger("2027/shares").json["shares"]
            #expect(list.texts("partnerName") == ["Taker", "Giver"])
            #expect(list.numbers("revenueCents") == [100, -500])
            #expect(list.numbers("sharePpm") == [1_000_000, 0])
            #expect(list.numbers("contributionCents") == [50, 0])
        }
    }

    @Test func `as CSV have the columns that bookkeeping pulls`() async throws {
        try await withAPI { api in
            let first = try await api.makeActivePartner(name: "Eerste")
            let second = try await api.makeActivePartner(name: "Tweede, of zo")
            try await enter([(first, 200), (second, 100)], "2026-02", in: api)
            let without = try await api.ledger("2027/shares", accept: "text/csv")
            #expect(without.headers["content-type"] == "text/csv; charset=utf-8; header=present")
            #expect(
                without.text == """
                    partnerId,partnerName,revenueCents,sharePpm,contributionCents\r
                    \(first),Eerste,200,666667,\r
                    \(second),"Tweede, of zo",100,333333,\r

                    """
            )
            try await api.putTravelBudget(2027, budgetCents: 200, remainderCents: 0)
            let table = try await api.ledger("2027/shares", accept: "text/csv").text
            #expect(table.contains("\(first),Eerste,200,666667,67\r\n"))
            #expect(table.contains(",100,333333,33\r\n"))
        }
    }

    @Test func `answer 304 to who has them`() async throws {
        try await withAPI { api in
            let tag = try #require(try await api.ledger("2027/shares").headers["etag"])
            let again = try await api.send(
                .get,
                "/v1/ledger/2027/shares",
                headers: ["If-None-Match": tag]
            )
            #expect(again.status == 304)
        }
    }
}
