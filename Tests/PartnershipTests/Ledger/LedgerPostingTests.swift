@testable import Partnership
import Postgres
import TestSupport
import Testing

@Suite struct `Postings of the ledger` {
    private static let entered = Statement(
        "test.entered",
        """
        select sequence, leaf_hash = ledger_leaf(ledger_commitment(ledger_entry), recorded_at,
                sequence),
            (select string_agg(concat(account, ' ', cents), ', ' order by account)
                from ledger_posting
                where ledger_posting.sequence = ledger_entry.sequence),
            recorded_at > lag(recorded_at) over (order by sequence), id,
            encode(ledger_commitment(ledger_entry), 'hex')
        from ledger_entry
        order by sequence
        """
    )

    private static func entry(_ sequence: Int, _ postings: String) -> String {
        """
        begin;
        update ledger_size set size = \(sequence);
        insert into ledger_entry (sequence, year, pillar, cents, source, recorded_at, id, salt,
            leaf_hash)
        values (\(sequence), 2023, 'youth', 500, 'KA', now(), gen_random_uuid(),
            uuid_send(gen_random_uuid()), '');
        \(postings)
        commit;
        """
    }

    private static func postings(_ sequence: Int, _ values: [(String, Int)]) -> String {
        "insert into ledger_posting (sequence, account, cents) values "
            + values.map { "(\(sequence), '\($0.0)', \($0.1))" }.joined(separator: ", ") + ";"
    }

    @Test func `come two for an entry, which commits to what it says`() async throws {
        try await withAPI { api in
            let partner = try await api.makePartner()
            let lines = [
                BookLine(
                    year: 2024,
                    month: "2024-03",
                    partnerId: partner,
                    productCode: "JB-04",
                    cents: 1_250
                ),
                BookLine(year: 2023, pillar: .adult, cents: -7),
            ]
            let entries = lines.map(\.entry)
            try await withSession(api.database.serviceSettings, statements: API.statements) {
                session in
                try await session.transaction { transaction in
                    _ = try await transaction.finish(LedgerEntry.calls(entering: entries))
                }
            }
            try await api.enter([BookLine(year: 2023, cents: 0)])
            let rows = try api.database.connection().rows(Self.entered)
            #expect(rows.map { $0.integer(0) } == [1, 2, 3])
            #expect(rows.map { $0.boolean(1) } == [true, true, true])
            #expect(
                rows.map { $0.text(2) } == [
                    "opening 1250, revenue -1250", "opening -7, revenue 7",
                    "opening 0, revenue 0",
                ]
            )
            // Those of one transaction are of one moment, those of the next of a later one.
            #expect(!rows[1].boolean(3) && rows[2].boolean(3))
            #expect(Array(rows.map { $0.identifier(4) }.prefix(2)) == entries.map(\.id))
            #expect(
                Array(rows.map { $0.text(5) }.prefix(2))
                    == entries.map(\.commitment.hexadecimal)
            )
        }
    }

    @Test(
        arguments: [
            ([], "ledger_entry_balanced"), ([("revenue", -500)], "ledger_entry_balanced"),
            ([("opening", 500), ("revenue", -499)], "ledger_entry_balanced"),
            ([("opening", 400), ("revenue", -400)], "ledger_entry_balanced"),
            ([("opening", 500), ("revenue", -500)], "none"),
            ([("opening", 500), ("revenue", -300), ("receivable", -200)], "ledger_entry_balanced"),
            ([("opening", -500), ("revenue", 500)], "ledger_entry_balanced"),
            ([("receivable", 500), ("revenue", -500)], "ledger_entry_balanced"),
        ] as [([(String, Int)], String)]
    )
    func `outweigh each other at the commit`(values: [(String, Int)], outcome: String) throws {
        let database = try TestDatabase()
        let connection = try database.connection()
        let postings = values.isEmpty ? "" : Self.postings(1, values)
        let refusal = connection.refusal(of: Self.entry(1, postings))
        #expect(outcome == "none" ? refusal == "none" : refusal.contains("either side"))
    }

    @Test func `come with their entry or not at all`() throws {
        let connection = try TestDatabase().connection()
        let good = Self.postings(1, [("opening", 500), ("revenue", -500)])
        #expect(connection.refusal(of: Self.entry(1, good)) == "none")
        for later in [
            Self.postings(1, [("receivable", 0)]),
            Self.postings(2, [("opening", 500), ("revenue", -500)]),
        ] {
            #expect(connection.refusal(of: later).contains("must come with its entry"))
        }
    }

    @Test func `are numbered without gaps, whoever enters and whoever gives up`() async throws {
        struct Turned: Error {}
        try await withAPI { api in
            let database = api.database
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<8 {
                    group.addTask {
                        try await withSession(
                            database.serviceSettings,
                            statements: API.statements
                        ) { session in
                            for turn in 0..<10 {
                                let lines = [
                                    BookLine(year: 2024, cents: writer),
                                    BookLine(
                                        year: 2023,
                                        cents: turn
                                    ),
                                ]
                                do {
                                    try await session.transaction { transaction in
                                        _ = try await transaction.run(
                                            LedgerEntry.calls(entering: lines.map(\.entry))
                                        )
                                        if (writer + turn).isMultiple(of: 3) { throw Turned() }
                                    }
                                } catch is Turned {}
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            let rows = try database.connection().rows(Self.entered)
            #expect(rows.map { $0.integer(0) } == Array(1...rows.count))
            #expect(rows.count > 80 && rows.count < 160)
        }
    }
}
