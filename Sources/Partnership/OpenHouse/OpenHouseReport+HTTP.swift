internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let openHouseReportRoutes = [
        Route(.readOpenHouseReport, .get, "/open-house-windows/{windowId}/report") { exchange in
            let id = try exchange.identifier("windowId")
            let rows = try await exchange.session.rows(OpenHouseReportStatement.read) {
                $0.add(id)
            }
            guard let row = rows.first else { throw Problem.notFound }
            return exchange.json { $0.openHouseReport(row) }
        }
    ]
}

extension JSONWriter {
    /// A row of `OpenHouseReportStatement.read`.
    fileprivate mutating func openHouseReport(_ row: Row) {
        object {
            $0.member("windowId", text: row, 0)
            $0.member("state", text: row, 1)
            $0.member("applications", raw: row, 2)
            $0.member("criteria", raw: row, 3)
            $0.member("unmeasured", raw: row, 4)
        }
    }
}
