@testable import Partnership
import Testing

@Suite struct `A year of the demo` {
    private let published = [
        DemoRevenue(year: 2024, pillar: .youth, cents: 500, source: "KA"),
        DemoRevenue(year: 2025, pillar: .adult, cents: 700, source: "KA"),
    ]

    @Test func `takes what was published before what is made up`() throws {
        let years = DemoYear.all
        #expect(years.map(\.year) == [2024, 2025])
        #expect(try years[0].totalCents(of: .youth, published: published) == 500)
        #expect(try years[1].totalCents(of: .adult, published: published) == 700)
        #expect(try years[1].totalCents(of: .youth, published: published) == 144_862_750)
    }

    @Test func `makes nothing up for a year with published revenue`() {
        #expect(throws: DemoFailure.revenueMissing(year: 2024, pillar: "adult")) {
            try DemoYear.all[0].totalCents(of: .adult, published: published)
        }
    }

    @Test func `has the same care from the same seed and other care from another`() {
        var first = DemoCare(DemoYear.all[0], seed: 1)
        var same = DemoCare(DemoYear.all[0], seed: 1)
        var other = DemoCare(DemoYear.all[0], seed: 2)
        let matches = first.matches()
        #expect(matches == same.matches())
        #expect(matches != other.matches())
        #expect(matches.count == 170)
    }

    @Test(arguments: 1...20)
    func `comes to its total from any seed`(seed: UInt64) {
        var care = DemoCare(DemoYear.all[0], seed: seed)
        var claims = DemoClaims(care.matches(), seed: seed)
        claims.settle(.youth, of: 2024, at: 125_082_300)
        claims.settle(.adult, of: 2024, at: 15_864_800)
        let lines = claims.messages().flatMap(\.lines).filter { $0.period.from.year == 2024 }
        let cents = lines.reduce(0) { $0 + $1.debitCredit.signed($1.amountCents) }
        #expect(cents == 125_082_300 + 15_864_800)
    }
}

@Suite struct `The period of a claim in the demo` {
    private func match(from startsOn: Day, until endsOn: Day?) -> DemoMatch {
        DemoMatch(
            caseReference: "C-2024-0001",
            partner: DemoPartner.all[0],
            professional: "A. Wulp",
            product: DemoProduct.product("JB-04"),
            agreed: Match.Agreed(family: startsOn, coach: startsOn, professional: startsOn),
            allocation: Allocation(
                number: 240_001,
                category: "50",
                productCode: "JB-04",
                startsOn: startsOn,
                endsOn: endsOn,
                volume: 600,
                unit: .hour,
                frequency: .inTotal
            ),
            episodes: [],
            settledYear: nil
        )
    }

    @Test(
        arguments: [
            ("2024-03", "2024-03-11", "2024-03-31"), ("2024-04", "2024-04-01", "2024-04-30"),
            ("2024-05", "2024-05-01", "2024-05-06"),
        ] as [(String, Day, Day)]
    )
    func `is the month as far as the allocation holds`(
        month: String,
        from: Day,
        until: Day
    ) throws {
        let match = match(from: "2024-03-11", until: "2024-05-06")
        let period = match.period(in: try #require(Month(month)))
        #expect(period == .days(from, until))
    }

    @Test(arguments: ["2024-02", "2024-06"])
    func `is not there outside the allocation`(month: String) throws {
        let match = match(from: "2024-03-11", until: "2024-05-06")
        #expect(match.period(in: try #require(Month(month))) == nil)
    }

    @Test func `goes on where the allocation has no end`() throws {
        let match = match(from: "2024-03-11", until: nil)
        let period = match.period(in: try #require(Month("2025-02")))
        #expect(period == .days("2025-02-01", "2025-02-28"))
    }
}
