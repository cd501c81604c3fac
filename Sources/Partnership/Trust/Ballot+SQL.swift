internal import Postgres

enum BallotStatement {
    /// Seals the answers and marks the ticket, both or neither.
    static let cast = Statement(
        "ballots.cast",
        "select cast_ballot($1::uuid, $2::uuid, $3::integer, $4)"
    )
    static let all = [cast]
}

/// The database would write the values of statements into its log.
struct DatabaseLogsValues: Error {}

extension Transaction {
    /// Takes a ballot, and returns when it is kept for good.
    ///
    /// - Throws: `DatabaseLogsValues` before the database was told anything of the ballot; or
    ///   `DatabaseFailure`.
    func cast(_ ballot: Ballot, in measurement: Identifier) async throws -> BallotOutcome {
        guard try await !rows(DatabaseLogStatement.keepsValues)[0].boolean(0) else {
            throw DatabaseLogsValues()
        }
        let call = Call(BallotStatement.cast) {
            $0.add(measurement)
            $0.add(ballot.ticket)
            $0.add(ballot.parties)
            $0.add(ballot.text)
        }
        let text = try await finish([call])[0][0].text(0)
        guard let outcome = BallotOutcome(rawValue: text) else {
            preconditionFailure("an outcome that the function does not have")
        }
        return outcome
    }
}
