internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let sealedBallotRoutes = [
        Route(.readSealedBallots, .get, "/trust-measurements/{measurementId}/sealed-ballots") {
            try await $0.readSealedBallots()
        }
    ]
}

extension Exchange {
    fileprivate func readSealedBallots() async throws -> Response {
        let row = try await row(SealedBallotsStatement.read, of: "measurementId")
        guard let ballots = row.optionalBytes(0) else {
            throw row.text(1) == "published"
                ? Problem.ballotsDestroyed : Problem.ballotsStillComing
        }
        return Response(200, headers: API.jsonHeaders, body: ballots)
    }
}

extension Problem {
    fileprivate static let ballotsStillComing = Problem(
        409,
        "sealed-ballots.round-not-closed",
        "The ballots can be had when the closure of the round is there."
    ).resting(on: "PO", "7.2")

    fileprivate static let ballotsDestroyed = Problem(
        409,
        "sealed-ballots.destroyed",
        "The ballots were destroyed when the tally came."
    ).resting(on: "PO", "7.2")
}
