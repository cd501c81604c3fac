internal import HTTP
internal import Postgres

extension Exchange {
    /// The key that opens what is personal, for a request that has to do with it.
    ///
    /// Nothing of such a request or its answer is remembered, so it takes no idempotency key.
    ///
    /// - Throws: 400 when the answer is to be remembered; 503 when no key was set, or when the
    ///   database would log what it is told.
    func vaultKey() async throws -> VaultKey {
        try requireNoIdempotencyKey()
        return try await openVault()
    }

    /// The key that seals what came with a message, whose answer may be remembered.
    ///
    /// - Throws: 503 when no key was set, or when the database would log what it is told.
    func openVault() async throws -> VaultKey {
        guard let key = api.settings.vaultKey else { throw Problem.vaultKeyMissing }
        if try await session.rows(DatabaseLogStatement.keepsValues)[0].boolean(0) {
            throw Problem.databaseLogsClients
        }
        return key
    }
}

extension Problem {
    static let vaultKeyMissing = Problem(
        503,
        "vault.no-key",
        "The service runs without HENDIG_VAULT_KEY, so it takes and shows nothing personal."
    )

    static let databaseLogsClients = Problem(
        503,
        "vault.database-logs-values",
        "The database would log who a client is; nothing personal passes until that changes."
    )

    static let otherVaultKey = Problem(
        503,
        "vault.other-key",
        "What is kept was sealed with another key than the HENDIG_VAULT_KEY of this service."
    )
}
