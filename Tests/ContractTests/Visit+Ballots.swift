import HTTP
@testable import Partnership
import TestSupport

extension Visit {
    mutating func furnishBallots() throws {
        place("measurementId", try TestRound(in: witness.api.database, partners: [4]).id)
    }

    /// A round whose tickets are asked for, and ballots cast, in every way.
    func holdBallots() async throws {
        let round = try TestRound(in: witness.api.database, partners: [4])
        let path = "/trust-measurements/\(round.id)"
        let nowhere = "/trust-measurements/\(Identifier(high: 1, low: 1))"
        let trustBody = TestAPI.Sender.role(.trustBody)
        let cluster = #"{"clusterId": "\#(round.clusters[0])"}"#
        let answer = try await witness.send(.post, path + "/tickets", as: trustBody, json: cluster)
        for place in [path, nowhere] {
            try await witness.send(.post, place + "/tickets", as: trustBody, json: cluster)
        }
        let ticket: Headers = ["Ticket": answer.json["tickets"][0].text ?? ""]
        for place in [path, path, nowhere] {
            try await witness.send(
                .post,
                place + "/ballots",
                as: .nobody,
                json: TestRound.ballot(),
                headers: ticket
            )
        }
        let sealed = path + "/sealed-ballots"
        try await witness.send(.get, sealed, as: trustBody)
        try round.close(witness.api)
        try await witness.send(.get, sealed, as: trustBody)
        try await witness.send(.get, sealed, as: trustBody, headers: ["If-None-Match": "*"])
        try await witness.send(.get, sealed, as: trustBody, headers: ["Accept": "image/png"])
        try await witness.send(.get, sealed + "?colour=red", as: trustBody)
        try await witness.send(.get, nowhere + "/sealed-ballots", as: trustBody)
    }
}
