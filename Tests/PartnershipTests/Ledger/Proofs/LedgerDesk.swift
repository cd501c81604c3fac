import HTTP
@testable import Partnership
import Postgres
import TestSupport
import Testing

extension TestAPI {
    /// The newest head as text, as a partner keeps it.
    func head(of size: Int? = nil) async throws -> LedgerHead {
        let path = size.map { "/v1/ledger/heads/\($0)" } ?? "/v1/ledger/heads"
        let answer = try await send(
            .get,
            path,
            as: .role(.auditor),
            headers: ["Accept": "text/plain"]
        )
        return try #require(LedgerHead(checkpoint: answer.text), "\(answer.text)")
    }

    /// The newest head as JSON, or that of a size.
    func readHead(_ rest: String = "") async throws -> Response {
        try await send(.get, "/v1/ledger/heads\(rest)", as: .role(.finance))
    }

    func readProof(of entry: String, _ query: String = "") async throws -> Response {
        try await send(.get, "/v1/ledger/entries/\(entry)/proof\(query)", as: .role(.finance))
    }

    /// Enters so many opening entries, one transaction each time.
    func enterOpening(_ count: Int, times: Int = 1) async throws {
        for _ in 0..<times {
            try await enter((1...count).map { BookLine(year: 2023, cents: $0) })
        }
    }

    /// Puts so many entries after the newest at once, as if they had come one by one.
    func fill(_ count: Int) throws {
        let connection = try database.connection()
        try connection.run(script: "set session_replication_role = replica")
        _ = try connection.rows(Self.fill) { $0.add(count) }
    }

    private static let fill = Statement(
        "test.fill",
        """
        with made as (
            select size + number as sequence, recorded_at + number * interval '1 second' as moment,
                gen_random_uuid() as id, uuid_send(gen_random_uuid()) as salt
            from ledger_size
            cross join generate_series(1, $1::integer) as number
        ),
        grown as (
            update ledger_size
            set size = size + $1::integer,
                recorded_at = recorded_at + $1::integer * interval '1 second'
        ),
        entered as (
            insert into ledger_entry (sequence, year, pillar, cents, source, recorded_at, id, salt,
                leaf_hash)
            select sequence, 2023, 'youth', 0, 'KA', moment, id, salt, ledger_leaf(
                ledger_commitment(row(sequence, 2023, null, 'youth', null, null, 0, null, null,
                    'KA', moment, id, salt, null, null, false)::ledger_entry), moment, sequence)
            from made
            returning sequence
        )
        insert into ledger_posting (sequence, account, cents)
        select sequence, account, 0
        from entered
        cross join (values ('opening'), ('revenue')) as sides (account)
        """
    )

    /// What the audit of the whole ledger finds, with a head if one was kept.
    func audit(under head: LedgerHead? = nil) throws -> [String] {
        let connection = try database.connection()
        var audit = try LedgerAudit(of: connection)
        if let head { try audit.compare(with: head, on: connection) }
        return audit.faults
    }

    /// Changes the ledger as who owns the database can.
    func tamper(_ script: String) throws {
        try database.connection().run(
            script: "set session_replication_role = replica; " + script
        )
    }

    /// The ids of all entries in their order.
    func entryIds() throws -> [String] {
        try database.connection().rows(Self.ids).map { $0.text(0) }
    }

    private static let ids = Statement(
        "test.entry-ids",
        "select id from ledger_entry order by sequence"
    )
}
