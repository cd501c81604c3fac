internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let obligationRoutes = [
        Route(
            .readObligations,
            .get,
            "/partners/{partnerId}/obligations",
            query: ["on"]
        ) { try await $0.readObligations() }
    ]
}

extension Exchange {
    fileprivate func readObligations() async throws -> Response {
        let partner = try partnerInReach()
        let asked = try queryValue("on", "a day in the calendar, YYYY-MM-DD, from 1900 to 2199") {
            Day($0)
        }
        let rows = try await session.rows(ObligationStatement.facts) {
            $0.add(partner)
            $0.add(ownPartnerId != nil || seesTrustOutcomesAtOnce)
        }
        guard let today = rows.map({ $0 }).first(where: { $0.text(0) == "partner" })?.day(2) else {
            throw Problem.notFound
        }
        let day = asked ?? today
        let obligations = PartnerRecord(rows).obligations(on: day)
        return json { writer in
            writer.object {
                $0.member("partnerId", partner)
                $0.member("asOf", day)
                $0.member(
                    "items",
                    array: { for obligation in obligations { $0.obligation(obligation) } }
                )
            }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func obligation(_ obligation: Obligation) {
        object {
            $0.member("duty", obligation.duty.rawValue)
            $0.member("year", obligation.year)
            $0.member("state", obligation.state.rawValue)
            $0.member("dueOn", obligation.dueOn)
            $0.member("metOn", obligation.metOn)
            $0.member("detail", obligation.detail)
            $0.member(
                "grounds",
                array: { writer in
                    for (source, article) in obligation.duty.articles {
                        writer.object {
                            $0.member("source", source)
                            $0.member("article", article)
                        }
                    }
                }
            )
            $0.member(
                "otherReadings",
                array: { writer in
                    guard let state = obligation.stateWithoutDelegate else { return }
                    writer.object {
                        $0.member("policy", "A10")
                        $0.member("reading", "Every partner comes itself, delegate or not.")
                        $0.member("state", state.rawValue)
                    }
                }
            )
        }
    }
}
