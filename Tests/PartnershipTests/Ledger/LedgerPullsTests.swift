import HTTP
@testable import Partnership
import Postgres
import TestSupport
import Testing

extension TestAPI {
    /// A pull from one of the loops.
    fileprivate func pull(_ target: String, loop: Int = 0, tag: String? = nil) async throws
        -> Response
    {
        var headers: Headers = [:]
        if let tag { headers.append("If-None-Match", tag) }
        return try await send(.get, "/v1/ledger/\(target)", headers: headers, loop: loop)
    }

    /// The same from both loops, which must agree.
    fileprivate func pullBoth(_ target: String) async throws -> TestJSON {
        let first = try await pull(target, loop: 0)
        let second = try await pull(target, loop: 1)
        #expect(first.status == 200)
        #expect(first.text == second.text)
        #expect(first.headers["etag"] == second.headers["etag"])
        #expect(first.headers.values("etag").count == 1)
        return first.json
    }

    /// A year as it is made from what is in the database now, past every memory.
    fileprivate func freshYear(_ year: Int) async throws -> [UInt8] {
        try await withSession(database.serviceSettings, statements: API.statements) { session in
            let rows = try await session.report(LedgerStatement.year) {
                $0.add(year)
                $0.add(String?.none)
            }
            return LedgerAnswer(rows).json(of: year)
        }
    }
}

@Suite struct `A ledger that is pulled again` {
    @Test(arguments: ["2026", "2026?pillar=youth", "2027/shares"])
    func `is the same to the byte, with the same tag`(target: String) async throws {
        try await withAPI(loops: 2) { api in
            let partner = try await api.makeActivePartner()
            try await api.enter([BookLine(year: 2026, partnerId: partner, cents: 5)])
            let first = try await api.pull(target)
            let again = try await api.pull(target)
            let other = try await api.pull(target, loop: 1)
            #expect(again.body == first.body)
            #expect(other.body == first.body)
            let tag = try #require(first.headers["etag"])
            #expect(tag == EntityTag(of: first.body).description)
            for answer in [again, other] {
                #expect(answer.headers.values("etag") == [tag])
                #expect(answer.headers["content-type"] == "application/json")
                #expect(answer.headers.values("cache-control").count == 1)
            }
            for loop in 0..<2 {
                let unchanged = try await api.pull(target, loop: loop, tag: tag)
                #expect(unchanged.status == 304)
                #expect(unchanged.body.isEmpty)
                #expect(unchanged.headers.values("etag") == [tag])
                #expect(try await api.pull(target, loop: loop, tag: "\"no\"").body == first.body)
            }
        }
    }

    @Test func `has what was entered elsewhere meanwhile, with its time`() async throws {
        try await withAPI(loops: 2) { api in
            let partner = try await api.makeActivePartner()
            var known = ""
            for turn in 1...5 {
                try await api.enter([BookLine(year: 2026, partnerId: partner, cents: turn)])
                let ledger = try await api.pullBoth("2026")
                let total = turn * (turn + 1) / 2
                #expect(ledger["totalCents"].number == total)
                let now = try #require(ledger["knownAt"].text)
                #expect(known < now)
                known = now
                let shares = try await api.pullBoth("2027/shares")
                #expect(shares["totalRevenueCents"].number == total)
                #expect(shares["knownAt"].text == now)
            }
        }
    }

    @Test func `has an entry that changed no amount`() async throws {
        try await withAPI(loops: 2) { api in
            try await api.enter([BookLine(year: 2026, cents: 5)])
            let before = try await api.pullBoth("2026")
            try await api.enter([
                BookLine(year: 2026, cents: 2), BookLine(year: 2026, cents: -2),
            ])
            let after = try await api.pullBoth("2026")
            #expect(after["totalCents"].number == 5)
            #expect(after["knownAt"].text != before["knownAt"].text)
        }
    }

    @Test func `has what began before another entry and ended after it`() async throws {
        try await withAPI(loops: 2) { api in
            // Other keys at both levels, so that neither waits for the other.
            let early = BookLine(year: 2026, month: "2026-01", productCode: "JB-01", cents: 1)
            let late = BookLine(year: 2026, month: "2026-02", productCode: "JB-04", cents: 10)
            try await withSession(
                api.database.serviceSettings,
                statements: API.statements
            ) { session in
                try await session.transaction { transaction in
                    _ = try await transaction.rows(TravelBudgetStatement.read) { $0.add(2_026) }
                    try await api.enter([late])
                    #expect(try await api.pullBoth("2026")["totalCents"].number == 10)
                    #expect(try await api.pullBoth("2026")["totalCents"].number == 10)
                    _ = try await transaction.run(LedgerEntry.calls(entering: [early.entry]))
                }
            }
            #expect(try await api.pullBoth("2026")["totalCents"].number == 11)
        }
    }

    @Test func `has the name that a partner got`() async throws {
        try await withAPI(loops: 2) { api in
            let partner = try await api.makeActivePartner(name: "Before")
            try await api.enter([BookLine(year: 2026, partnerId: partner, cents: 5)])
            for target in ["2026", "2027/shares"] {
                let list = target == "2026" ? "partners" : "shares"
                let json = try await api.pullBoth(target)
                #expect(json[list].texts("partnerName") == ["Before"])
            }
            let tag = try await api.send(.get, "/v1/partners/\(partner)").headers["etag"]
            let renamed = try await api.send(
                .patch,
                "/v1/partners/\(partner)",
                json: "{\"name\": \"After\"}",
                headers: ["If-Match": try #require(tag)]
            )
            #expect(renamed.status == 200)
            #expect(try await api.pullBoth("2026")["partners"].texts("partnerName") == ["After"])
            let shares = try await api.pullBoth("2027/shares")["shares"]
            #expect(shares.texts("partnerName") == ["After"])
        }
    }

    @Test func `has the agreements and the travel budget of now in its shares`() async throws {
        try await withAPI(loops: 2) { api in
            let first = try await api.makeActivePartner(name: "First")
            let second = try await api.makePartner(name: "Second")
            try await api.makeAgreement("process", of: second)
            try await api.enter([
                BookLine(year: 2026, partnerId: first, cents: 5),
                BookLine(year: 2026, partnerId: second, cents: 5),
            ])
            #expect(try await api.pullBoth("2027/shares")["shares"].count == 1)
            try await api.makeAgreement("assignment", of: second)
            let both = try await api.pullBoth("2027/shares")
            #expect(both["shares"].texts("partnerName") == ["First", "Second"])
            #expect(both["totalContributionCents"].isNull)
            let put = try await api.putTravelBudget(2027, budgetCents: 200, remainderCents: 0)
            let divided = try await api.pullBoth("2027/shares")
            #expect(divided["shares"].numbers("contributionCents") == [50, 50])
            let changed = try await api.send(
                .put,
                "/v1/travel-budgets/2027",
                as: .role(.finance),
                json: """
                    {"budgetCents": 400, "remainderPreviousYearCents": 0,
                     "lines": [{"name": "all of it", "cents": 400}]}
                    """,
                headers: ["If-Match": try #require(put.headers["etag"])]
            )
            #expect(changed.status == 200)
            let again = try await api.pullBoth("2027/shares")
            #expect(again["shares"].numbers("contributionCents") == [100, 100])
        }
    }

    @Test func `is always what is in the database, whatever came before`() async throws {
        try await withAPI(loops: 2) { api in
            var generator = SeededGenerator(state: 57)
            var partners: [Identifier?] = [nil]
            for _ in 0..<3 { partners.append(try await api.makeActivePartner()) }
            for _ in 0..<60 {
                let year = Int.random(in: 2025...2026, using: &generator)
                if Int.random(in: 0..<3, using: &generator) == 0 {
                    let line = BookLine(
                        year: year,
                        pillar: Bool.random(using: &generator) ? .youth : .adult,
                        partnerId: partners.randomElement(using: &generator) ?? nil,
                        productCode: Bool.random(using: &generator) ? "JB-04" : nil,
                        cents: Int.random(in: -9...9, using: &generator)
                    )
                    try await api.enter([line])
                }
                let loop = Int.random(in: 0...1, using: &generator)
                let pulled = try await api.pull("\(year)", loop: loop)
                #expect(try await api.freshYear(year) == pulled.body)
            }
        }
    }

    @Test func `is never older than an entry that was answered before it`() async throws {
        try await withAPI(loops: 2) { api in
            let partner = try await api.makePartner()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<2 {
                    group.addTask {
                        for turn in 1...20 {
                            let product = writer == 0 ? "JB-01" : "JB-04"
                            try await api.enter([
                                BookLine(
                                    year: 2026,
                                    partnerId: partner,
                                    productCode: product,
                                    cents: 1
                                )
                            ])
                            let ledger = try await api.pull("2026", loop: turn).json
                            let own = ledger["products"].elements.first {
                                $0["productCode"].text == product
                            }
                            #expect(own?["cents"].number == turn)
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await api.pullBoth("2026")["totalCents"].number == 40)
            #expect(try await api.pull("2026").body == api.freshYear(2026))
        }
    }
}
