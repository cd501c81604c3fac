import HTTP
@testable import Partnership
import Postgres
import TestSupport

/// What a case's data is sealed with in tests.
enum SealedCase {
    static let key = String(repeating: "0f", count: 32)

    /// The service with a key.
    static var settings: API.Settings {
        var settings = API.Settings()
        settings.vaultKey = VaultKey(key)
        return settings
    }
}

extension TestAPI {
    /// Makes a kept declaration one that came as XML from these clients.
    func makeXML(_ id: Identifier, from clients: [MessageEnvelope.Part]) throws {
        let envelope = MessageEnvelope(
            receiver: "1894",
            schemaVersions: .init(base: "1.0.2", message: "1.0.3"),
            clients: clients
        )
        let connection = try database.connection()
        let mark = Statement(
            "test.mark",
            "update declaration set channel = 'xml', header = $2::json where id = $1::uuid"
        )
        _ = try connection.rows(mark) {
            $0.add(id)
            $0.add(envelope.headerJSON)
        }
        let seal = Statement(
            "test.seal",
            """
            insert into message_client (declaration_id, place, wrapped_key, bsn_digest, items,
                sealed)
            select $1::uuid, $2::integer, wrapped, bsn_digest($4, $6), $5::integer, sealed
            from seal_message_client(null, $3, $6)
            """
        )
        for (place, part) in clients.enumerated() {
            _ = try connection.rows(seal) {
                $0.add(id)
                $0.add(place)
                $0.add(utf8: part.client.json)
                $0.add(part.client.bsn)
                $0.add(part.items)
                $0.add(SealedCase.key)
            }
        }
    }

    /// Destroys the keys of a message's clients, as an erasure does.
    func eraseClients(of id: Identifier) throws {
        let erase = Statement(
            "test.erase",
            """
            update message_client
            set wrapped_key = null, bsn_digest = null
            where declaration_id = $1::uuid
            """
        )
        _ = try database.connection().rows(erase) { $0.add(id) }
    }

    /// Tells who the client of a case is.
    func name(_ client: AllocationClient, of caseReference: String) throws {
        let name = Statement(
            "test.name",
            """
            with key as (select new_wrapped_key($4) as wrapped)
            insert into case_file (case_reference, wrapped_key, bsn_digest, sealed_client)
            select $1, wrapped, bsn_digest($3, $4),
                seal_with_key($2, pgp_sym_decrypt(wrapped, $4))
            from key
            """
        )
        _ = try database.connection().rows(name) {
            $0.add(caseReference)
            $0.add(utf8: client.json)
            $0.add(client.bsn)
            $0.add(SealedCase.key)
        }
    }

    /// Runs a script as the superuser.
    func run(_ script: String) throws {
        try database.connection().run(script: script)
    }
}

extension Headers {
    static let acceptXML: Headers = ["Accept": "application/xml"]
}
