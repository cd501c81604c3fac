@testable import Partnership
import Postgres
import TestSupport
import Testing

@Suite struct `Verifying the ledger` {
    private static func enter(in api: TestAPI) async throws -> Identifier {
        let wilg = try await api.makePartner()
        try await api.enter([
            BookLine(
                year: 2024,
                month: "2024-03",
                partnerId: wilg,
                productCode: "JB-04",
                cents: 500
            ),
            BookLine(
                year: 2024,
                month: "2024-03",
                partnerId: wilg,
                productCode: "JB-01",
                cents: -20
            ),
            BookLine(year: 2024, cents: 9),
        ])
        return wilg
    }

    @Test func `finds nothing when the totals are right`() async throws {
        try await withAPI { api in
            #expect(try LedgerDifference.all(on: api.database.connection()) == [])
            _ = try await Self.enter(in: api)
            #expect(try LedgerDifference.all(on: api.database.connection()) == [])
        }
    }

    @Test func `finds a year's total that was changed`() async throws {
        try await withAPI { api in
            let wilg = try await Self.enter(in: api)
            let connection = try api.database.connection()
            try connection.run(
                script: "update ledger_year_total set cents = 501 where product_code = 'JB-04'"
            )
            let found = try LedgerDifference.all(on: connection)
            let difference = try #require(found.first)
            #expect(found.count == 1)
            #expect(difference.level == .year)
            #expect(difference.year == 2024)
            #expect(difference.month == nil)
            #expect(difference.pillar == "youth")
            #expect(difference.partnerId == wilg)
            #expect(difference.productCode == "JB-04")
            #expect(difference.keptCents == 501)
            #expect(difference.enteredCents == 500)
            #expect(
                difference.description
                    == "year total of 2024, youth, \(wilg), JB-04: "
                    + "501 cents are kept, the entries are 500"
            )
        }
    }

    @Test func `finds a month's total that is missing`() async throws {
        try await withAPI { api in
            let wilg = try await Self.enter(in: api)
            let connection = try api.database.connection()
            try connection.run(script: "delete from ledger_month_total")
            let found = try LedgerDifference.all(on: connection)
            #expect(found.map(\.level) == [.month, .month])
            #expect(found.map(\.month) == [Month("2024-03"), nil])
            #expect(found.map(\.partnerId) == [wilg, nil])
            #expect(found.map(\.keptCents) == [nil, nil])
            #expect(found.map(\.enteredCents) == [480, 9])
            #expect(
                found.map(\.description) == [
                    "month total of 2024-03, youth, \(wilg): "
                        + "no total is kept, the entries are 480",
                    "month total of 2024, youth, no partner: no total is kept, the entries are 9",
                ]
            )
        }
    }

    @Test func `finds totals without entries, also when they are zero`() async throws {
        try await withAPI { api in
            let connection = try api.database.connection()
            try connection.run(
                script: """
                    insert into ledger_year_total (year, pillar, cents, recorded_at)
                    values (2030, 'adult', 0, now());
                    insert into ledger_month_total (year, month, pillar, cents, recorded_at)
                    values (2030, '2030-02-01', 'adult', 3, now());
                    """
            )
            let found = try LedgerDifference.all(on: connection)
            #expect(found.map(\.level) == [.year, .month])
            #expect(found.map(\.keptCents) == [0, 3])
            #expect(found.map(\.enteredCents) == [nil, nil])
            #expect(found.first?.description.hasSuffix("there are no entries") == true)
        }
    }

    @Test func `stops at a thousand of a level`() async throws {
        try await withAPI { api in
            let connection = try api.database.connection()
            try connection.run(
                script: """
                    insert into product (code, pillar, name_nl, name_en, unit)
                    select 'Z' || number, 'youth', 'Z', 'Z', 'hour'
                    from generate_series(1, 1001) as number;
                    insert into ledger_year_total (year, pillar, product_code, cents, recorded_at)
                    select 2030, 'youth', code, 1, now() from product where code like 'Z%';
                    """
            )
            #expect(try LedgerDifference.all(on: connection).count == 1_000)
        }
    }
}
