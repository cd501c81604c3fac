import HTTP
@testable import Partnership
import Postgres
import TestSupport
import Testing

extension TestAPI {
    /// The moment it is in the database.
    fileprivate func moment() throws -> String {
        let statement = Statement(
            "test.moment",
            """
            select to_char(clock_timestamp() at time zone 'UTC',
                'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
            """
        )
        return try database.connection().rows(statement)[0].text(0)
    }

    func rename(_ partner: Identifier, to name: String) async throws {
        let tag = try await send(.get, "/v1/partners/\(partner)").headers["etag"]
        let renamed = try await send(
            .patch,
            "/v1/partners/\(partner)",
            json: "{\"name\": \"\(name)\"}",
            headers: ["If-Match": try #require(tag)]
        )
        #expect(renamed.status == 200)
    }
}

@Suite struct `The ledger as it was known` {
    @Test func `has the entries, the names and the budget of then`() async throws {
        try await withAPI { api in
            let first = try await api.makeActivePartner(name: "Before")
            try await api.enter([BookLine(year: 2026, partnerId: first, cents: 5)])
            let then = try api.moment()
            let plain = try await api.ledger("2026").json
            try await api.enter([BookLine(year: 2026, partnerId: first, cents: -2)])
            try await api.rename(first, to: "After")
            let budget = """
                {"budgetCents": 1000, "remainderPreviousYearCents": 0, "source": "KA 2.4",
                    "lines": [{"name": "meetings", "cents": 1000}]}
                """
            let established = try await api.send(
                .put,
                "/v1/travel-budgets/2027",
                json: budget,
                headers: ["If-None-Match": "*"]
            )
            #expect(established.status == 201)
            let year = try await api.ledger("2026?knownAt=\(then)").json
            #expect(year["knownAt"].text == then)
            #expect(year["totalCents"].number == 5)
            for list in ["partners", "cells", "months", "pillars", "products"] {
                #expect(year[list].description == plain[list].description, "\(list)")
            }
            let shares = try await api.ledger("2027/shares?knownAt=\(then)").json
            #expect(shares["shares"].texts("partnerName") == ["Before"])
            #expect(shares["totalRevenueCents"].number == 5)
            #expect(shares["totalContributionCents"].isNull)
            let now = try await api.ledger("2027/shares?knownAt=\(try api.moment())").json
            #expect(now["shares"].texts("partnerName") == ["After"])
            #expect(now["totalRevenueCents"].number == 3)
            #expect(now["totalContributionCents"].number == 500)
            let table = try await api.ledger("2026?knownAt=\(then)", accept: "text/csv")
            #expect(table.text.contains("Before") && table.text.contains(",5"))
        }
    }

    @Test func `is that of its own newest moment`() async throws {
        try await withAPI { api in
            let partner = try await api.makeActivePartner()
            for cents in 1...3 {
                let month = "2026-0\(cents)"
                try await api.enter([
                    BookLine(year: 2026, month: month, partnerId: partner, cents: cents)
                ])
            }
            for target in ["2026", "2026/periods", "2026/sums", "2027/shares"] {
                let plain = try await api.ledger(target)
                let knownAt = try #require(plain.json["knownAt"].text)
                #expect(try await api.ledger("\(target)?knownAt=\(knownAt)").text == plain.text)
            }
        }
    }

    @Test func `is an audit file of then too, also for whose it is`() async throws {
        try await withAPI { api in
            let first = try await api.makeActivePartner(name: "Before")
            try await api.enter([BookLine(year: 2026, partnerId: first, cents: 512)])
            let then = try api.moment()
            try await api.enter([BookLine(year: 2026, partnerId: first, cents: 1_024)])
            try await api.rename(first, to: "After")
            let other = try await api.makeActivePartner(name: "Later")
            try await api.enter([BookLine(year: 2026, partnerId: other, cents: 2_048)])
            let target = "2026/auditfile?knownAt=\(then)"
            let all = try await api.ledger(target)
            let own = try await api.send(.get, "/v1/ledger/\(target)", as: .partner(first))
            for answer in [all, own] {
                #expect(answer.status == 200, "\(answer.text)")
                #expect(answer.text.contains("Before") && answer.text.contains("5.12"))
                #expect(!answer.text.contains("After") && !answer.text.contains("10.24"))
                #expect(!answer.text.contains("Later"))
            }
            let now = try await api.ledger("2026/auditfile").text
            #expect(now.contains("After") && now.contains("10.24") && now.contains("Later"))
        }
    }

    @Test func `has periods and sums of then`() async throws {
        try await withAPI { api in
            let first = try await api.makeActivePartner(name: "Before")
            let line = { (cents: Int) in
                BookLine(year: 2026, month: "2026-0\(cents)", partnerId: first, cents: cents)
            }
            try await api.enter([line(1), line(5)])
            let then = try api.moment()
            try await api.enter([line(2), line(3)])
            try await api.rename(first, to: "After")
            let periods = try await api.ledger("2026/periods?knownAt=\(then)").json
            #expect(periods["knownAt"].text == then)
            #expect(periods["rows"].texts("partnerName") == ["Before"])
            #expect(periods["rows"][0]["periods"].numbers("cents") == [1, 5])
            let day = "validOn=2026-04-30"
            let early = try await api.ledger("2026/periods?knownAt=\(then)&\(day)").json
            #expect(early["validOn"].text == "2026-04-30")
            #expect(early["rows"][0]["periods"].numbers("cents") == [1])
            let sums = try await api.ledger("2026/sums?knownAt=\(then)")
            #expect(sums.json["size"].number == 2)
            #expect(sums.json["totalCents"].number == 6)
            #expect(try KeptSums(Array(sums.text.utf8)).faults == [])
        }
    }

    /// Care counts from the first of its month, a year of which no month is known when it is over.
    @Test(arguments: [
        ("2025-12-31", 0), ("2026-01-01", 1), ("2026-01-31", 1), ("2026-02-28", 1),
        ("2026-03-01", 11), ("2026-12-30", 11), ("2026-12-31", 111), ("2030-01-01", 111),
    ])
    func `has the care that began by a day`(day: String, cents: Int) async throws {
        try await withSharedAPI { api in
            let partner = try await api.makePartner()
            try await api.enter([
                BookLine(year: 2026, month: "2026-01", partnerId: partner, cents: 1),
                BookLine(year: 2026, month: "2026-03", partnerId: partner, cents: 10),
                BookLine(year: 2026, partnerId: partner, cents: 100),
            ])
            let year = try await api.ledger("2026?validOn=\(day)").json
            #expect(year["validOn"].text == day)
            let own = year["partners"].elements.first { $0["partnerId"].text == "\(partner)" }
            #expect(own?["cents"].number ?? 0 == cents)
        }
    }

    @Test func `has the shares of who is in force on a day`() async throws {
        try await withAPI { api in
            let partner = try await api.makeActivePartner()
            try await api.enter([BookLine(year: 2026, partnerId: partner, cents: 7)])
            for (day, count) in [("2025-12-31", 0), ("2026-12-31", 1), ("2036-01-01", 0)] {
                let shares = try await api.ledger("2027/shares?validOn=\(day)").json
                #expect(shares["validOn"].text == day)
                #expect(shares["shares"].count == count, "\(day)")
            }
        }
    }

    @Test(arguments: [
        "2026?knownAt=2026-04-07", "2026?knownAt=yesterday", "2026/periods?knownAt=x",
        "2026/sums?knownAt=x", "2026/sums?validOn=2026-01-01",
        "2026/auditfile?knownAt=2199-01-01T00:00:00Z",
        "2026?validOn=2026-02-30",
        "2027/shares?knownAt=2199-01-01T00:00:00Z", "2026?knownAt=2199-01-01T00:00:00Z",
        "2027/shares?validOn=",
    ])
    func `is not told of what is no moment or still to come`(target: String) async throws {
        try await withSharedAPI { api in
            let answer = try await api.ledger(target)
            #expect(answer.status == 400)
        }
    }

    @Test func `waits for who is recording, and nothing comes in before it later`() async throws {
        try await withAPI(loops: 2) { api in
            let connection = try api.database.connection()
            try connection.run(script: "begin; select ledger_moment();")
            // Later than what the writer holds, so that the answer must wait for its end.
            let then = try api.moment()
            async let answer = api.ledger("2026?knownAt=\(then)")
            try await api.database.end(connection)
            #expect(try await answer.json["totalCents"].number == 0)
            try await api.enter([BookLine(year: 2026, cents: 5)])
            #expect(try await api.ledger("2026?knownAt=\(then)").json["totalCents"].number == 0)
        }
    }

    /// Every answer, asked for again after all that came later.
    @Test func `is the same to the byte for ever`() async throws {
        try await withAPI(loops: 2) { api in
            var numbers = SeededGenerator(state: 2_026)
            var partners: [Identifier] = []
            var told: [String: [UInt8]] = [:]
            for turn in 0..<60 {
                switch Int.random(in: 0..<6, using: &numbers) {
                case 0:
                    partners.append(try await api.makeActivePartner(name: "Partner \(turn)"))
                case 1 where !partners.isEmpty:
                    let partner = partners[Int.random(in: 0..<partners.count, using: &numbers)]
                    try await api.rename(partner, to: "Renamed \(turn)")
                default:
                    let lines = (0..<Int.random(in: 1...4, using: &numbers)).map { _ in
                        let year = Int.random(in: 2025...2026, using: &numbers)
                        let month = Int.random(in: 0...9, using: &numbers)
                        return BookLine(
                            year: year,
                            month: month == 0 ? nil : "\(year)-0\(month)",
                            partnerId: partners.randomElement(using: &numbers),
                            productCode: ["JB-01", "JB-04", nil].randomElement(using: &numbers)
                                ?? nil,
                            cents: Int.random(in: -500...5_000, using: &numbers)
                        )
                    }
                    try await api.enter(lines)
                }
                let then = try api.moment()
                for target in [
                    "2026?knownAt=\(then)", "2026/shares?knownAt=\(then)",
                    "2025?knownAt=\(then)&validOn=2025-06-30&pillar=youth",
                    "2026/periods?by=month&knownAt=\(then)", "2026/sums?knownAt=\(then)",
                    "2026/auditfile?knownAt=\(then)",
                ] {
                    told[target] = try await api.ledger(target).body
                }
            }
            #expect(told.count == 360)
            for (target, body) in told {
                #expect(try await api.ledger(target).body == body, "\(target)")
            }
        }
    }
}
