internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let sessionYearRoutes = [
        Route(.readSessionYear, .get, "/session-years/{year}") { try await $0.readSessionYear() }
    ]
}

extension Exchange {
    /// Who came is told as far as the caller may read attendance: counts of a few people give
    /// away what became of one.
    fileprivate func readSessionYear() async throws -> Response {
        let year = try year()
        let reach = caller.map { Operation.readAttendance.access.reach(of: $0.role) } ?? .nothing
        let rows = try await session.report(SessionYear.statement) {
            $0.add(year)
            $0.add(reach == .all)
            $0.add(reach == .own ? caller?.partnerId : nil)
        }
        return json { $0.sessionYear(year, rows) }
    }
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
                            $0.member("delegateAttended", raw: row, 8)
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
        member("present", raw: row, 5)
        member("excused", raw: row, 6)
        member("absent", raw: row, 7)
    }
}
