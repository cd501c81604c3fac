internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let tableRoutes =
        [
            Route(.listTables, .get, "/tables", query: Route.listQuery + ["year"]) {
                try await $0.listTables()
            },
            Route(.createTable, .post, "/tables") { try await $0.createTable() },
            Route(.readTable, .get, "/tables/{tableId}") {
                try await $0.read(DevelopmentTableStatement.read, of: "tableId") { $0.table($1) }
            },
        ] + tableStepRoutes + tableYearRoutes
}

extension Exchange {
    fileprivate func listTables() async throws -> Response {
        let year = try queryValue("year", "a year from 2015 to 2199") { text in
            Int(text).flatMap { (2015...2199).contains($0) ? $0 : nil }
        }
        return try await list(
            page(),
            DevelopmentTableStatement.list,
            DevelopmentTableStatement.count
        ) {
            $0.add(year)
        } item: {
            $0.table($1)
        }
    }

    fileprivate func createTable() async throws -> Response {
        let table = try decode(DevelopmentTable.init(reading:))
        let id = newIdentifier()
        return try await write { transaction in
            do {
                let row = try await table.insert(id: id, in: transaction)
                return self.created("/tables/\(id)") { $0.table(row) }
            } catch let refusal as DevelopmentTableRefusal {
                throw Problem(refusal)
            }
        }
    }
}

extension DevelopmentTable {
    fileprivate init?(reading object: inout JSONObject) {
        let kind = object.choice("kind", of: Kind.self)
        let heldOn = object.day("heldOn")
        if let heldOn, heldOn.year < 2015 {
            object.refuse("heldOn", "range", "must lie in a year from 2015 to 2199")
        }
        let topic = object.string("topic", length: 1...200)
        guard let kind, let heldOn, let topic else { return nil }
        self.init(kind: kind, heldOn: heldOn, topic: topic)
    }
}

extension JSONWriter {
    /// A row of `DevelopmentTableStatement.read` or `.list`.
    fileprivate mutating func table(_ row: Row) {
        object {
            $0.member("id", text: row, 0)
            $0.member("kind", text: row, 1)
            $0.member("heldOn", text: row, 2)
            $0.member("topic", text: row, 3)
            $0.member("monitoring", DevelopmentTable(row).monitoring?.rawValue)
            $0.member("state", text: row, 4)
            $0.member("createdAt", text: row, 5)
            $0.member("version", raw: row, 6)
        }
    }
}

extension Problem {
    init(_ refusal: DevelopmentTableRefusal) {
        switch refusal {
        case .quarterTaken(let day):
            self.init(
                409,
                "table.quarter-taken",
                """
                There is a physical table in quarter \(day.quarter) of \(day.year) already, and a \
                year has one in each.
                """
            )
            self = resting(on: "ZHZ", "3.3")
        case .notPossible(let command, let state):
            self.init(
                409,
                "table.step-not-possible",
                "No \(command.rawValue) of a table that is \(state.rawValue)."
            )
            self = resting(on: "ZHZ", "3.2")
        case .toCome(let day):
            self.init(409, "table.dated-ahead", "The day \(day) has not come yet.")
            self = resting(on: "ZHZ", "3.2")
        case .outOfOrder(let command, let heldOn):
            let place = command == .announce ? "not after that day" : "not before that day"
            self.init(
                409,
                "table.step-out-of-order",
                "The table is held on \(heldOn), and its \(command.rawValue) comes \(place)."
            )
            self = resting(on: "ZHZ", "3.2")
        }
    }
}
