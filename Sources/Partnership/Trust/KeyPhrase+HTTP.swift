internal import HTTP
internal import Postgres

extension Exchange {
    /// A sentence of five words; longer ones serve nobody.
    private static let phraseLength = 20...200

    /// The phrase with which the trust body seals and opens, of the header `Key-Phrase`.
    ///
    /// It goes to PostgreSQL with one request and is kept nowhere, so that no answer is remembered
    /// either.
    ///
    /// - Throws: 400 when it is not there, or not 20 to 200 characters of ASCII, or when the
    ///   answer is to be remembered; 503 when the database would log it.
    func keyPhrase() async throws -> String {
        try requireNoIdempotencyKey()
        guard let phrase = request.header("key-phrase") else {
            throw Problem.invalid([.init(.header, "Key-Phrase", "required", "is required")])
        }
        let isVisible = phrase.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
        guard isVisible, Self.phraseLength.contains(phrase.utf8.count) else {
            throw Problem.invalid([
                .init(.header, "Key-Phrase", "format", "must be 20 to 200 characters of ASCII")
            ])
        }
        if try await session.rows(DatabaseLogStatement.keepsValues)[0].boolean(0) {
            throw Problem.databaseLogsPhrase
        }
        return phrase
    }
}

extension Problem {
    fileprivate static let databaseLogsPhrase = Problem(
        503,
        "individual-test.database-logs-values",
        "The database would log the phrase; none is taken until its operator changes that."
    )

    static let otherPhrase = Problem(
        403,
        "individual-test.other-phrase",
        "This test was sealed with another phrase."
    )
}
