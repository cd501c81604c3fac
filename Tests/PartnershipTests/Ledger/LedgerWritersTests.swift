import HTTP
@testable import Partnership
import Postgres
import TestSupport
import Testing

@Suite struct `Writers of the ledger` {
    /// Lines that touch every key, in an order that the turn decides.
    private static func lines(_ partners: [Identifier], _ turn: Int) -> [BookLine] {
        var lines: [BookLine] = []
        for partner in partners {
            for month in ["2026-03", "2026-04"] {
                for product in ["JB-01", "JB-04"] {
                    lines.append(
                        BookLine(
                            year: 2026,
                            month: month,
                            partnerId: partner,
                            productCode: product,
                            cents: turn + 1
                        )
                    )
                }
            }
        }
        return turn.isMultiple(of: 2) ? lines : lines.reversed()
    }

    @Test func `with the same keys in opposite order never wait in a circle`() async throws {
        try await withAPI { api in
            var partners: [Identifier] = []
            for _ in 0..<6 { partners.append(try await api.makePartner()) }
            let known = partners
            let turns = 60
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<2 {
                    group.addTask {
                        try await withSession(
                            api.database.serviceSettings,
                            statements: API.statements
                        ) { session in
                            for turn in 0..<turns {
                                let lines = Self.lines(known, turn + writer)
                                try await session.transaction { transaction in
                                    _ = try await transaction.finish(
                                        LedgerEntry.calls(entering: lines.map(\.entry))
                                    )
                                }
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            // Both writers count turns: 1...60 and 2...61, four lines for each partner.
            let perPartner = 4 * (turns * (turns + 1) / 2 + turns * (turns + 3) / 2)
            let ledger = try await api.ledger("2026").json
            #expect(ledger["totalCents"].number == 6 * perPartner)
            #expect(ledger["partners"].numbers("cents").allSatisfy { $0 == perPartner })
            #expect(ledger["months"].numbers("cents") == [3 * perPartner, 3 * perPartner])
            #expect(ledger["cells"].count == 12)
            #expect(try LedgerDifference.all(on: api.database.connection()) == [])
        }
    }

    @Test func `are seen whole or not at all by who reads meanwhile`() async throws {
        try await withAPI(loops: 2) { api in
            let partner = try await api.makePartner()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for turn in 0..<20 { try await api.enter(Self.lines([partner], turn)) }
                }
                for loop in 0..<2 {
                    group.addTask {
                        for _ in 0..<60 {
                            let answer = try await api.send(.get, "/v1/ledger/2026", loop: loop)
                            let total = answer.json["totalCents"].number
                            for list in ["pillars", "partners", "products", "months", "cells"] {
                                #expect(answer.json[list].sum("cents") == total)
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await api.ledger("2026").json["totalCents"].number == 4 * 210)
        }
    }

    @Test func `leave nothing behind when they are turned back`() async throws {
        struct Turned: Error {}
        try await withAPI { api in
            let partner = try await api.makePartner()
            let database = api.database
            await #expect(throws: Turned.self) {
                try await withSession(
                    database.serviceSettings,
                    statements: API.statements
                ) { session in
                    try await session.transaction { transaction in
                        let entries = Self.lines([partner], 1).map(\.entry)
                        _ = try await transaction.run(LedgerEntry.calls(entering: entries))
                        throw Turned()
                    }
                }
            }
            #expect(try await api.ledger("2026").json["totalCents"].number == 0)
            #expect(try LedgerDifference.all(on: database.connection()) == [])
        }
    }
}
