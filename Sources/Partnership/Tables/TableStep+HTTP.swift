internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let tableStepRoutes = [
        Route(.readTableStep, .get, "/tables/{tableId}/steps/{step}") { exchange in
            let id = try exchange.identifier("tableId")
            let command = try exchange.tableCommand()
            let row = try await exchange.row(DevelopmentTableStatement.readStep) {
                $0.add(id)
                $0.add(command.rawValue)
            }
            return exchange.json { $0.step(row) }
        },
        Route(.takeTableStep, .put, "/tables/{tableId}/steps/{step}") {
            try await $0.takeTableStep()
        },
    ]
}

extension Exchange {
    /// The step of the path.
    fileprivate func tableCommand() throws(Problem) -> DevelopmentTable.Command {
        guard let command = DevelopmentTable.Command(rawValue: parameter("step")) else {
            throw .notFound
        }
        return command
    }

    fileprivate func takeTableStep() async throws -> Response {
        let id = try identifier("tableId")
        let command = try tableCommand()
        let step = try decode { TableStep(reading: &$0, command: command) }
        return try await session.transaction { transaction in
            let found = try await transaction.run([
                Call(DevelopmentTableStatement.lock) { $0.add(id) },
                Call(DevelopmentTableStatement.read) { $0.add(id) },
                Call(DevelopmentTableStatement.readStep) {
                    $0.add(id)
                    $0.add(command.rawValue)
                },
            ])
            guard let row = found[1].first else { throw Problem.notFound }
            return try await self.takeOnce(
                at: "/tables/\(id)/steps/\(command.rawValue)",
                current: found[2].first,
                isSame: { TableStep($0, of: command) == step },
                item: { $0.step($1) }
            ) {
                let state = DevelopmentTable.State(row)
                do throws(DevelopmentTableRefusal) {
                    try step.check(on: DevelopmentTable(row), in: state, today: row.day(7))
                } catch {
                    throw Problem(error)
                }
                let next = state.after(command) ?? state
                return try await step.record(on: id, to: next, in: transaction)
            }
        }
    }
}

extension TableStep {
    fileprivate init?(reading object: inout JSONObject, command: DevelopmentTable.Command) {
        let takenOn = object.day("takenOn")
        let documentReference = object.string("documentReference", length: 1...100)
        guard let takenOn, let documentReference else { return nil }
        self.command = command
        self.takenOn = takenOn
        self.documentReference = documentReference
    }
}

extension JSONWriter {
    /// A row of `DevelopmentTableStatement.readStep`; its id is that of its table.
    fileprivate mutating func step(_ row: Row) {
        object {
            $0.member("id", text: row, 0)
            $0.member("step", text: row, 1)
            $0.member("takenOn", text: row, 2)
            $0.member("documentReference", text: row, 3)
            $0.member("createdAt", text: row, 4)
            // A step is taken once.
            $0.member("version", 1)
        }
    }
}
