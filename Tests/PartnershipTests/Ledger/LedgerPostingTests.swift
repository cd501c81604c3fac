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

    /// The script that enters one entry, with a change to its postings.
    private static func entry(_ change: String) -> String {
        """
        begin;
        update ledger_size set size = size + 1;
        insert into ledger_entry (sequence, year, pillar, cents, source, recorded_at, id, salt,
            leaf_hash)
        select size, 2023, 'youth', 500, 'KA', now(), gen_random_uuid(),
            uuid_send(gen_random_uuid()), ''
        from ledger_size;
        \(change);
        commit;
        """
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

    @Test(arguments: [
        "delete from ledger_posting", "delete from ledger_posting where account = 'revenue'",
        "update ledger_posting set cents = cents + 1 where account = 'revenue'",
        "update ledger_posting set cents = cents / 5 * 4",
        "update ledger_posting set cents = -cents",
        "update ledger_posting set account = 'receivable' where account = 'opening'",
        "update ledger_posting set account = 'cash' where account = 'opening'",
        "update ledger_posting set sequence = 2",
    ])
    func `outweigh each other at the commit`(change: String) throws {
        let connection = try TestDatabase().connection()
        #expect(connection.refusal(of: Self.entry(change)).contains("either side"))
        #expect(connection.refusal(of: Self.entry("select")) == "none")
    }

    @Test func `come with their entry or not at all`() throws {
        let connection = try TestDatabase().connection()
        #expect(connection.refusal(of: Self.entry("select")) == "none")
        for posting in [
            "insert into ledger_posting values (1, 'receivable', 0)",
            "insert into ledger_posting values (2, 'opening', 500), (2, 'revenue', -500)",
            Self.entry("insert into ledger_posting values (2, 'receivable', 0)"),
        ] {
            #expect(connection.refusal(of: posting).contains("must come with its entry"))
        }
        #expect(connection.refusal(of: Self.entry("select")) == "none")
        #expect(try LedgerDifference.all(on: connection) == [])
    }

    /// An entry that is right but for what is changed in it.
    private static func entry(changing change: String) -> String {
        """
        begin;
        update ledger_size set size = 1;
        insert into ledger_entry
        select (jsonb_populate_record(null::ledger_entry, jsonb_build_object('sequence', 1,
            'year', 2023, 'month', '2023-02-01', 'pillar', 'youth', 'cents', 500, 'source', 'KA',
            'recorded_at', now(), 'id', gen_random_uuid(), 'salt', decode(repeat('0a', 16), 'hex'),
            'leaf_hash', '', 'rounded_to_euros', false) || '\(change)')).*;
        commit;
        """
    }

    @Test(arguments: [
        ("{}", "none"), (#"{"month": null}"#, "none"), (#"{"rounded_to_euros": true}"#, "none"),
        (#"{"year": 2014, "month": null}"#, "ledger_entry_year_sane"),
        (#"{"year": 2200, "month": null}"#, "ledger_entry_year_sane"),
        (#"{"pillar": "old"}"#, "ledger_entry_pillar_known"),
        (#"{"month": "2023-02-02"}"#, "ledger_entry_month_in_year"),
        (#"{"month": "2022-02-01"}"#, "ledger_entry_month_in_year"),
        (#"{"source": null}"#, "ledger_entry_has_ground"),
        (#"{"reference": "R1"}"#, "ledger_entry_has_ground"),
        (#"{"rounded_to_euros": true, "cents": 501}"#, "ledger_entry_rounded"),
        (#"{"salt": "\\x0a"}"#, "ledger_entry_salted"),
        (#"{"source": "K\nA"}"#, "ledger_entry_in_lines"),
        (#"{"product_code": "JB-04\n"}"#, "ledger_entry_in_lines"),
    ])
    func `come with an entry that is sound`(change: String, outcome: String) throws {
        let connection = try TestDatabase().connection()
        let refusal = connection.refusal(of: Self.entry(changing: change))
        #expect(outcome == "none" ? refusal == "none" : refusal.contains(outcome), "\(refusal)")
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
