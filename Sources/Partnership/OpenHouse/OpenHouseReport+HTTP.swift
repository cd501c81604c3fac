internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let openHouseReportRoutes = [
        Route(.readOpenHouseReport, .get, "/open-house-windows/{windowId}/report") {
            try await $0.read(OpenHouseReportStatement.read, of: "windowId") {
                $0.openHouseReport($1)
            }
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
