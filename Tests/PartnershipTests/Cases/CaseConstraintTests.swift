import Postgres
import TestSupport
import Testing

/// What the database refuses by itself, whoever asks.
@Suite struct `The database of cases` {
    private static let database = Result { try TestDatabase() }

    private static func file(_ reference: String, _ columns: String, _ values: String) -> String {
        "insert into case_file (case_reference, \(columns)) values ('\(reference)', \(values));"
    }

    private static let refusals: [(constraint: String, script: String)] = [
        ("case_file_known", file("C-1", "version", "1") + file("C-1", "version", "1")),
        ("case_file_reference_form", file("-C", "version", "1")),
        ("case_file_client_whole", file("C-1", "wrapped_key, sealed_client", "'a', 'a'")),
        ("case_file_client_whole", file("C-1", "wrapped_key, bsn_digest", "'a', 'a'")),
        ("case_file_client_keyed", file("C-1", "bsn_digest, sealed_client", "'a', 'a'")),
        (
            "case_file_outside_unnamed",
            file(
                "C-1",
                "wrapped_key, bsn_digest, sealed_client, outside_messaging",
                "'a', 'a', 'a', true"
            )
        ),
        (
            "case_file_erased_whole",
            file(
                "C-1",
                "wrapped_key, erased_at, erasure_decided_on, erasure_reference",
                "'a', now(), '2026-01-05', 'a'"
            )
        ),
        ("case_file_erasure_decided", file("C-1", "erased_at", "now()")),
        (
            "case_file_erasure_decided",
            file("C-1", "erasure_decided_on, erasure_reference", "'2026-01-05', 'a'")
        ),
        (
            "case_file_erasure_referred",
            file(
                "C-1",
                "erased_at, erasure_decided_on, erasure_reference",
                "now(), '2026-01-05', ''"
            )
        ),
        (
            "vault_check_once",
            "insert into vault_check (digest) values ('a'); "
                + "insert into vault_check (digest) values ('a')"
        ),
        ("vault_check_only", "insert into vault_check values (false, 'a')"),
    ]

    @Test(arguments: refusals.indices)
    func `refuses what cannot be`(index: Int) throws {
        let (constraint, script) = Self.refusals[index]
        let connection = try Self.database.get().connection()
        #expect {
            try connection.run(script: "begin; \(script)")
        } throws: { error in
            (error as? ScriptFailure)?.message.contains("\"\(constraint)\"") == true
        }
    }

    @Test(arguments: [
        file("C-1", "wrapped_key, bsn_digest, sealed_client", "'a', 'a', 'a'"),
        file("C-1", "wrapped_key, outside_messaging", "'a', true"),
        file("C-1", "erased_at, erasure_decided_on, erasure_reference", "now(), '2026-01-05', 'a'"),
    ])
    func `lets be what can`(script: String) throws {
        let connection = try Self.database.get().connection()
        #expect(throws: Never.self) { try connection.run(script: "begin; \(script)") }
    }

    /// 42501: insufficient privilege.
    @Test(arguments: [
        "delete from case_file", "delete from message_client", "delete from vault_check",
        "update vault_check set digest = 'a'", "update message_client set sealed = 'a'",
        "update case_file set case_reference = 'C-2'", "update delivery set started_on = now()",
    ])
    func `keeps from its service what has to stay`(statement: String) throws {
        let connection = try BlockingConnection(Self.database.get().serviceAddress)
        #expect {
            try connection.run(script: statement)
        } throws: { error in
            (error as? ScriptFailure)?.state == "42501"
        }
    }
}
