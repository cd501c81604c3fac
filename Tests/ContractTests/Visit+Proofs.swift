import HTTP
import TestSupport

extension Visit {
    /// Heads and proofs in every form, and of sizes that there are not.
    func holdProofs() async throws {
        let proof = path("/ledger/entries/{entryId}/proof")
        for target in [
            "/ledger/heads?since=0", "/ledger/heads?since=x", "/ledger/heads/1?since=1",
            "/ledger/heads/1?since=2", "/ledger/heads/99999", "\(proof)?size=1",
            "\(proof)?size=99999", "/ledger/2026/sums?partnerId=x", "/ledger/2026/sums",
        ] {
            try await witness.send(.get, target)
        }
        for target in ["/ledger/heads", "/ledger/heads/1"] {
            try await witness.send(.get, target, headers: ["Accept": "text/plain"])
        }
    }
}
