internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let sessionYearRoutes = [
        Route(.readSessionYear, .get, "/session-years/{year}") { exchange in
            let year = try exchange.year()
            let rows = try await exchange.session.report(SessionYear.statement) { $0.add(year) }
            return exchange.json { $0.sessionYear(year, rows) }
        }
    ]
}

extension JSONWriter {
    /// Rows of `SessionYear.statement`: MDG I-F first, then the clusters.
    fileprivate mutating func sessionYear(_ year: Int, _ rows: Rows) {
        object {
            $0.member("year", year)
            $0.member("timesPerYear", GroupSession.timesPerYear)
            $0.member("mdgIf", object: { $0.meetings(rows[0]) })
            $0.member(
                "clusters",
                array: { writer in
                    for index in 1..<rows.count {
                        let row = rows[index]
                        writer.object {
                            $0.member("clusterId", text: row, 0)
                            $0.member("name", text: row, 1)
                            $0.meetings(row)
                            $0.member("delegateAttended", row.integer(8))
                        }
                    }
                }
            )
        }
    }

    private mutating func meetings(_ row: Row) {
        member("planned", row.integer(2))
        member("held", row.integer(3))
        member("cancelled", row.integer(4))
        member("meetsNorm", row.integer(3) >= GroupSession.timesPerYear)
        member("present", row.integer(5))
        member("excused", row.integer(6))
        member("absent", row.integer(7))
    }
}
