internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let tableYearRoutes = [
        Route(.readTableYear, .get, "/table-years/{year}") { exchange in
            let year = try exchange.year()
            let rows = try await exchange.session.rows(DevelopmentTableStatement.ofYear) {
                $0.add(year)
            }
            let entries = rows.map {
                TableYear.Entry(
                    id: $0.identifier(0),
                    table: DevelopmentTable($0),
                    state: DevelopmentTable.State($0)
                )
            }
            return exchange.json { $0.tableYear(TableYear(entries), of: year) }
        }
    ]
}

extension JSONWriter {
    fileprivate mutating func tableYear(_ tables: TableYear, of year: Int) {
        object {
            $0.member("year", year)
            $0.member("state", tables.standing.rawValue)
            $0.member("physical", array: { for one in tables.quarters { $0.quarter(one) } })
            $0.member(
                "board",
                object: {
                    $0.member("state", tables.boardStanding.rawValue)
                    $0.member("minimum", TableYear.minimumBoardTables)
                    $0.member("held", tables.boardTablesHeld)
                    $0.member("planned", tables.boardTablesPlanned)
                }
            )
            $0.member("grounds", [.init("ZHZ", "3.3"), .init("ZHZ", "3.4")])
        }
    }

    private mutating func quarter(_ quarter: TableYear.Quarter) {
        object {
            $0.member("quarter", quarter.number)
            let monitoring = DevelopmentTable.monitoring(inQuarter: quarter.number)
            $0.member("monitoring", monitoring?.rawValue)
            $0.member("state", quarter.standing.rawValue)
            $0.member("tableId", quarter.tableId)
        }
    }
}
