import HTTP
@testable import Partnership
import Postgres
import TestSupport

extension Visit {
    /// The page is the same for every round, and not there for what can be none.
    func holdBallotForm() async throws {
        try await witness.send(.get, "/trust-measurements/none/ballot-form", as: .nobody)
    }
}
