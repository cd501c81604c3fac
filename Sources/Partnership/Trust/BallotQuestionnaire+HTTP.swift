internal import HTTP
internal import JSON
internal import Postgres

extension API {
    /// Open, as the page is that asks for it: it is the same for every member.
    static let ballotQuestionnaireRoutes = [
        Route(
            .readBallotQuestionnaire,
            .get,
            "/trust-measurements/{measurementId}/questionnaire",
            isSilent: true
        ) {
            try await $0.read(BallotQuestionnaireStatement.read, of: "measurementId") {
                $0.ballotQuestionnaire($1)
            }
        }
    ]
}

extension JSONWriter {
    /// A row of `BallotQuestionnaireStatement.read`.
    fileprivate mutating func ballotQuestionnaire(_ row: Row) {
        object {
            $0.member("measurementId", text: row, 0)
            $0.member("title", text: row, 1)
            $0.member("state", text: row, 2)
            $0.member("opensAt", text: row, 3)
            $0.member("closesAt", text: row, 4)
            $0.member("number", row.integer(5))
            $0.member("source", text: row, 6)
            $0.member("items", raw: row, 7)
            $0.member("maximumParties", row.integer(8))
            // PO annex 1 names the ends of the scale, and nothing between them.
            $0.member(
                "scale",
                object: {
                    $0.end("lowest", 1, "geheel oneens", "strongly disagree")
                    $0.end("highest", 5, "geheel eens", "strongly agree")
                }
            )
            $0.member("ballotFormSha256", BallotForm.sha256)
        }
    }

    private mutating func end(
        _ name: StaticString,
        _ value: Int,
        _ dutch: String,
        _ english: String
    ) {
        member(
            name,
            object: {
                $0.member("value", value)
                $0.member("labelNl", dutch)
                $0.member("labelEn", english)
            }
        )
    }
}
