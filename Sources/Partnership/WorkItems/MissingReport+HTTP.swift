internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let missingReportRoutes = [
        Route(
            .listMissingReports,
            .get,
            "/missing-reports",
            query: Route.listQuery + ["partnerId", "kind"]
        ) { try await $0.listMissingReports() }
    ]
}

extension Exchange {
    fileprivate func listMissingReports() async throws -> Response {
        let page = try page()
        let partner = try queryValue("partnerId", "a UUID") { Identifier($0) }
        let kind = try queryValue("kind", "start or stop") { MissingReport.Kind(rawValue: $0) }
        let today = try await session.rows(MissingReportStatement.today)[0].day(0)
        return try await list(
            page,
            MissingReportStatement.list,
            MissingReportStatement.count,
            by: .allocationNumber
        ) {
            $0.add(ownPartnerId)
            $0.add(partner)
            $0.add(kind?.rawValue)
            $0.add(MissingReport.Kind.start.lastDayOverdue(on: today))
            $0.add(MissingReport.Kind.stop.lastDayOverdue(on: today))
        } item: {
            $0.missingReport($1)
        }
    }
}

extension ListKey {
    /// A list by allocation number, up to nine digits.
    fileprivate static let allocationNumber = ListKey { text in
        Int(text).flatMap { (0...999_999_999).contains($0) ? "\($0)" : nil }
    }
}

extension JSONWriter {
    /// A row of `MissingReportStatement.list`.
    fileprivate mutating func missingReport(_ row: Row) {
        guard let kind = MissingReport.Kind(rawValue: row.text(1)) else {
            preconditionFailure("a kind that the view does not have")
        }
        let since = row.day(4)
        object {
            $0.member("kind", kind.rawValue)
            $0.member("source", kind.source)
            $0.member("allocationNumber", row.integer(0))
            $0.member("matchId", text: row, 2)
            $0.member("partnerId", text: row, 3)
            $0.member("since", since)
            $0.member("dueOn", kind.dueOn(since: since))
        }
    }
}
