import HTTP
@testable import Partnership
import Postgres
import TestSupport

extension Visit {
    private static let xml: Headers = ["Accept": "application/xml"]

    /// Reads messages in XML: of a client who is known, of one who is not and of one who is gone.
    func exchangeForms() async throws {
        let allocation = "/matches/\(match)/allocation"
        try await witness.send(.get, allocation, headers: Self.xml)
        try sealClient()
        for sender in [TestAPI.Sender.role(.municipality), .role(.auditor)] {
            try await witness.send(.get, allocation, as: sender, headers: Self.xml)
        }
        let refused = try await witness.send(
            .post,
            "/declarations",
            json: Bodies.start("X1", agbCode, 1),
            headers: Self.xml
        ).madeIdentifier
        try await witness.send(.get, "/declarations/\(refused)/answer", headers: Self.xml)
        try await witness.send(.get, "/declarations/\(refused)", headers: Self.xml)
        try await witness.send(
            .post,
            "/declarations",
            json: Bodies.start("S1", agbCode, allocationNumber),
            headers: Self.xml
        )
        try run(
            """
            update declaration
            set channel = 'xml', header = '{"receiver": "1894", "baseSchemaVersion": "1.0.0",
                "messageSchemaVersion": "1.0.0"}'
            where id = '\(refused)';
            insert into message_client (declaration_id, place, wrapped_key, items, sealed)
            select '\(refused)', 0, wrapped, 1, sealed
            from seal_message_client(null, '\(Bodies.messageClient)', '\(Self.vaultKey)')
            """
        )
        try await readForms(of: refused)
        try run("update message_client set wrapped_key = null where declaration_id = '\(refused)'")
        try await readForms(of: refused)
        try run(
            """
            update case_file
            set erased_at = now(), erasure_decided_on = today(), erasure_reference = 'AVG-1',
                wrapped_key = null, bsn_digest = null, sealed_client = null
            where erased_at is null
            """
        )
        try await witness.send(.get, allocation, headers: Self.xml)
    }

    /// Tells who the client of the match's case is.
    private func sealClient() throws {
        try run("update case_file set outside_messaging = false")
        try run(
            """
            with key as (select new_wrapped_key('\(Self.vaultKey)') as wrapped)
            insert into case_file (case_reference, wrapped_key, bsn_digest, sealed_client)
            select case_reference, wrapped, '\\x00',
                seal_with_key('\(Bodies.caseClient)', pgp_sym_decrypt(wrapped, '\(Self.vaultKey)'))
            from key, match
            where match.id = '\(match)'
            on conflict (case_reference) do update
            set wrapped_key = excluded.wrapped_key, bsn_digest = excluded.bsn_digest,
                sealed_client = excluded.sealed_client
            """
        )
        try run("update allocation set category = '50' where match_id = '\(match)'")
    }

    private func readForms(of declaration: Identifier) async throws {
        for path in ["/declarations/\(declaration)", "/declarations/\(declaration)/answer"] {
            for sender in [TestAPI.Sender.role(.municipality), .role(.auditor)] {
                try await witness.send(.get, path, as: sender, headers: Self.xml)
            }
        }
    }

    private func run(_ script: String) throws {
        try witness.api.database.connection().run(script: script)
    }

    /// The key that the service of this visit was started with.
    static let vaultKey = String(repeating: "0f", count: 32)

    static var settings: API.Settings {
        var settings = API.Settings()
        settings.vaultKey = VaultKey(vaultKey)
        return settings
    }
}
