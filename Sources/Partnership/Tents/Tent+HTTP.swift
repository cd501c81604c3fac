internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let tentRoutes =
        [
            Route(.listTents, .get, "/tents", query: Route.listQuery + ["year"]) {
                try await $0.listTents()
            },
            Route(.createTent, .post, "/tents") { try await $0.createTent() },
            Route(.readTent, .get, "/tents/{tentId}") {
                try await $0.read(TentStatement.read, of: "tentId") { $0.tent($1) }
            },
        ] + tentParticipantRoutes + tentOutcomeRoutes + tentCancellationRoutes
}

extension Exchange {
    fileprivate func listTents() async throws -> Response {
        let page = try page()
        let year = try queryValue("year", "a year from 2015 to 2199") { text in
            text.utf8.count == 4
                ? Int(text).flatMap { (2015...2199).contains($0) ? $0 : nil } : nil
        }
        return try await list(page, TentStatement.list, TentStatement.count) {
            $0.add(year)
        } item: {
            $0.tent($1)
        }
    }

    fileprivate func createTent() async throws -> Response {
        let tent = try decode(Tent.init(reading:))
        let id = newIdentifier()
        return try await write { transaction in
            let row = try await tent.insert(id: id, in: transaction)
            return self.created("/tents/\(id)") { $0.tent(row) }
        }
    }
}

extension Tent {
    fileprivate init?(reading object: inout JSONObject) {
        guard let heldOn = object.day("heldOn") else { return nil }
        self.heldOn = heldOn
    }
}

extension JSONWriter {
    /// A row of `TentStatement.read` or `.list`.
    fileprivate mutating func tent(_ row: Row) {
        let paid = row.integer(5)
        object {
            $0.member("id", text: row, 0)
            $0.member("heldOn", text: row, 1)
            $0.member("state", text: row, 2)
            $0.member("professionals", row.integer(3))
            $0.member("minutes", row.integer(4))
            $0.member("claimedMinutes", row.integer(6))
            $0.member("compensationCents", TentCompensation.cents(minutes: paid))
            $0.member("isAboveBudget", TentCompensation.isAboveBudget(minutes: paid, .chosen))
            $0.member(
                "grounds",
                [
                    TentCompensation.ground(
                        of: "compensationCents",
                        minutes: paid,
                        as: "compensatedMinutes"
                    ), TentCompensation.budgetGround,
                ]
            )
            $0.member("otherReadings", TentCompensation.otherReadings(minutes: paid))
            $0.member("createdAt", text: row, 7)
            $0.member("version", raw: row, 8)
        }
    }
}
