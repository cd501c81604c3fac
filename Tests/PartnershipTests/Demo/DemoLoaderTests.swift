import EventLoop
import HTTP
@testable import Partnership
import Postgres
import TestSupport
import Testing

/// One for every role of the script.
private func tokens(_ text: String) -> [Role: String] {
    Dictionary(uniqueKeysWithValues: DemoScript.roles.map { ($0, "\(text)-\($0.rawValue)") })
}

/// Loads the demo as `hendig demo load` does.
func loadDemo(
    into database: TestDatabase,
    token: String = "token-of-the-loader",
    sessions count: Int = 2
) async throws {
    let tokens = tokens(token)
    try DemoRegister(database.connection()).begin(tokens)
    let script = try DemoFacts.script()
    let demo = try DemoFacts.demo()
    let travelBudget = try DemoFacts.contents(of: "db/demo/travel_budget_2024.json")
    let trustKey = try DemoFacts.contents(of: "db/demo/trust-body-public.asc")
    try await withLoop { loop in
        let sessions = (0..<count).map { _ in
            Session(
                loop: loop,
                settings: database.serviceSettings,
                statements: API.statements + DemoLoader.statements
            )
        }
        defer { for session in sessions { session.close() } }
        for session in sessions { await session.open() }
        try await DemoLoader(
            sessions: sessions,
            contract: OpenAPIDocument(yaml: Array("openapi: 3.0.3\n".utf8)),
            tokens: tokens,
            demo: demo,
            travelBudget: travelBudget,
            trustKey: trustKey,
            script: script
        ).load()
    }
}

/// The numbers of rows of everything the demo makes.
private func counts(in database: TestDatabase) throws -> [Int] {
    let tables = Statement(
        "test.counts",
        """
        select (select count(*) from partner), (select count(*) from agreement),
            (select count(*) from match), (select count(*) from allocation),
            (select count(*) from declaration), (select count(*) from delivery),
            (select count(*) from claim_line), (select count(*) from ledger_entry),
            (select count(*) from travel_budget), (select count(*) from token),
            (select count(*) from tent), (select count(*) from tent_participant),
            (select count(*) from tent_outcome),
            (select count(*) from match where tent_id is not null),
            (select count(*) from open_house_window), (select count(*) from application)
        """
    )
    let row = try database.connection().rows(tables)[0]
    return (0..<16).map { row.integer($0) }
}

@Suite struct `The loaded demo` {
    @Test func `is the published history, to the cent, behind the service's own routes`()
        async throws
    {
        try await withAPI { api in
            try await loadDemo(into: api.database)
            try await expectLedger(api)
            try await expectPartners(api)
            try await expectTariffs(api)
            try await expectTravelBudget(api)
            try await expectDeclarations(api)
            try await expectMonitoring(api)
        }
    }

    private func expectLedger(_ api: TestAPI) async throws {
        for (year, cents) in DemoFacts.history {
            let ledger = try await api.send(.get, "/v1/ledger/\(year)").json
            #expect(ledger["totalCents"].number == cents)
            #expect(ledger["pillars"][0]["cents"].number == cents)
        }
        let entries = try await api.send(.get, "/v1/ledger/entries?limit=200").json["items"]
        let openings = entries.elements.filter { $0["source"].text != nil }
        #expect(!openings.isEmpty)
        #expect(openings.allSatisfy { $0["roundedToEuros"].boolean == true })
        for (year, pillar, cents) in DemoFacts.totals {
            let target = "/v1/ledger/\(year)?pillar=\(pillar.rawValue)"
            let ledger = try await api.send(.get, target).json
            #expect(ledger["totalCents"].number == cents)
            for part in ["partners", "products", "months"] {
                let sum = ledger[part].elements.reduce(0) { $0 + ($1["cents"].number ?? 0) }
                #expect(sum == cents, "\(part) of \(year)")
            }
        }
        let shares = try await api.send(.get, "/v1/ledger/2024/shares").json
        #expect(shares["totalContributionCents"].number == 3_500_000)
        #expect(shares["shares"].count == 27)
        let parts = shares["shares"].elements.map { $0["sharePpm"].number ?? 0 }
        #expect(parts.reduce(0, +) == 1_000_000)
    }

    private func expectPartners(_ api: TestAPI) async throws {
        let list = try await api.send(.get, "/v1/partners?status=active&limit=200").json
        // The last is one of the governance, which gave notice and takes part until it ends.
        let partners = list["items"].elements.dropLast()
        #expect(partners.map { $0["name"].text } == DemoPartner.all.map(\.name))
        let since = partners.map { $0["since"].text }
        #expect(since == DemoPartner.all.map { $0.joined.first.description })
    }

    /// The table of the demo is the service's own.
    private func expectTariffs(_ api: TestAPI) async throws {
        for product in DemoProduct.all {
            let target = "/v1/products/\(product.code)/tariffs"
            let tariffs = try await api.send(.get, target).json["items"].elements
            let maxima = tariffs.filter { $0["maxTariffCents"].number != nil }
            #expect(
                Set(maxima.map { $0["maxTariffCents"].number }) == Set(product.maxima.map(\.cents))
            )
            let read = try await api.send(.get, "/v1/products/\(product.code)").json
            #expect(read["pillar"].text == product.pillar.rawValue)
        }
    }

    private func expectTravelBudget(_ api: TestAPI) async throws {
        let budget = try await api.send(.get, "/v1/travel-budgets/2024").json
        #expect(budget["budgetCents"].number == 10_000_000)
        #expect(budget["partnersCents"].number == 3_500_000)
        #expect(budget["lines"].count == 5)
    }

    /// KA 1.7.5 tells of about 170 starts in 2024, 28 of them with a tent.
    private func expectMonitoring(_ api: TestAPI) async throws {
        for (year, starts, tents, cents) in [
            (2024, 170, 28, 140_947_100), (2025, 194, 35, 162_696_775),
        ] {
            let monitoring = try await api.send(.get, "/v1/monitoring/\(year)").json
            #expect(monitoring["starts"].number == starts)
            #expect(monitoring["tents"].number == tents)
            #expect(monitoring["startsWithTent"].number == tents)
            #expect(monitoring["revenueCents"].number == cents)
            #expect(monitoring["partnersPaid"].number == 27)
            #expect(monitoring["suppressed"].boolean == false)
            // Agreed 3 to 12 days before the start.
            #expect((3...12).contains(monitoring["leadTimeMedianDays"].number ?? 0))
            #expect((3...12).contains(monitoring["leadTimeMeanDays"].number ?? 0))
        }
        let list = try await api.send(.get, "/v1/tents?year=2024&count=true&limit=200").json
        #expect(list["total"].number == 28)
        #expect(Set(list["items"].elements.map { $0["state"].text }) == ["evaluated"])
    }

    private func expectDeclarations(_ api: TestAPI) async throws {
        let statement = Statement(
            "test.declarations",
            """
            select count(*), count(*) filter (where accepted),
                count(*) filter (where kind = 'start' and dated_on < '2025-01-01')
            from declaration
            """
        )
        let row = try api.database.connection().rows(statement)[0]
        let messages = try DemoFacts.demo().messages
        #expect(row.integer(0) == messages.count)
        #expect(row.integer(1) == messages.count)
        #expect(row.integer(2) == 178)
        let states = Statement("test.states", "select distinct care_state from allocation")
        let rows = try api.database.connection().rows(states)
        let found = Set((0..<rows.count).map { rows[$0].text(0) })
        #expect(found == ["none", "running", "paused", "ended"])
    }

    @Test func `goes on where an earlier load was cut off and changes nothing when it is whole`()
        async throws
    {
        let database = try TestDatabase()
        try await loadThirteenPartners(into: database)
        try await loadDemo(into: database)
        let whole = try counts(in: database)
        // Four came besides: one was admitted, one gave notice, one left and one was dissolved.
        #expect(whole.prefix(2) == [31, 60])
        #expect(whole[4] == (try DemoFacts.demo().messages.count))
        #expect(whole[9] == DemoScript.roles.count)
        #expect([whole[10], whole[12], whole[13]] == [65, 63, 63])
        try await loadDemo(into: database, token: "token-of-another-load", sessions: 1)
        #expect(try counts(in: database) == whole)
    }

    @Test func `is refused on top of another version's part of it`() async throws {
        let database = try TestDatabase()
        try await loadThirteenPartners(into: database)
        // As if the same keys had come with other bodies.
        try database.connection().run(
            script: "update idempotency_answer set request_digest = sha256('another')"
        )
        let before = try counts(in: database)
        await #expect(throws: DemoFailure.otherVersion) { try await loadDemo(into: database) }
        #expect(try counts(in: database) == before)
    }

    /// A load that was cut off: by somebody who has the fourteenth partner's AGB code.
    private func loadThirteenPartners(into database: TestDatabase) async throws {
        try database.connection().run(
            script: """
                insert into partner (id, name, kvk_number, agb_code, size, pillars, expertise)
                values ('00000000-0000-4000-8000-000000000001', 'Een ander', '99999999',
                    '94101914', 'solo', '{youth}', '{}')
                """
        )
        await #expect(throws: DemoFailure.self) { try await loadDemo(into: database) }
        try database.connection().run(
            script: """
                delete from partner_known
                using partner
                where id = partner_id and kvk_number = '99999999';
                delete from partner where kvk_number = '99999999';
                delete from idempotency_answer where status = 409
                """
        )
        #expect(try counts(in: database).prefix(3) == [13, 26, 0])
    }
}

@Suite struct `The register of the demo` {
    @Test func `knows an empty database from one with other partners`() throws {
        let database = try TestDatabase()
        let register = DemoRegister(try database.connection())
        #expect(try register.state() == .empty)
        try database.connection().run(
            script: """
                insert into partner (id, name, kvk_number, agb_code, size, pillars, expertise)
                values ('00000000-0000-4000-8000-000000000001', 'Een ander', '99999999',
                    '94999999', 'solo', '{youth}', '{}')
                """
        )
        #expect(try register.state() == .foreign)
    }

    @Test func `tells a load that began from one that is complete`() throws {
        let register = DemoRegister(try TestDatabase().connection())
        try register.begin(tokens("first"))
        #expect(try register.state() == .begun)
        #expect(try register.knows(Array(tokens("first").values)))
        try register.complete()
        #expect(try register.state() == .loaded)
        #expect(try !register.knows(Array(tokens("first").values)))
    }

    @Test func `gives a later load another token under the same id`() throws {
        let database = try TestDatabase()
        let register = DemoRegister(try database.connection())
        try register.begin(tokens("first"))
        let ids = Statement("test.ids", "select id from token order by id")
        let before = try database.connection().rows(ids)[0].text(0)
        try register.begin(tokens("second"))
        let after = try database.connection().rows(ids)
        #expect(after.count == DemoScript.roles.count)
        #expect(after[0].text(0) == before)
        #expect(try register.knows(Array(tokens("second").values)))
        #expect(try !register.knows(Array(tokens("first").values)))
        #expect(try !register.knows(["first", "second"].flatMap { tokens($0).values }))
    }

    @Test func `finds no partners before they are loaded`() throws {
        #expect(try DemoRegister(TestDatabase().connection()).partners() == [:])
    }

    @Test func `keeps a second load out until the first is done`() throws {
        let database = try TestDatabase()
        var first: BlockingConnection? = try database.connection()
        try first.map { try DemoRegister($0).lock() }
        let second = try database.connection()
        try second.run(script: "set lock_timeout = '50ms'")
        #expect(throws: ScriptFailure.self) { try DemoRegister(second).lock() }
        first = nil
        try DemoRegister(second).lock()
    }
}
