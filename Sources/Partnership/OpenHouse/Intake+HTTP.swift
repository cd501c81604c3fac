internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let intakeRoutes = [
        Route(.readIntake, .get, "/applications/{applicationId}/intake") { exchange in
            let id = try await exchange.applicationRow().identifier(0)
            let row = try await exchange.row(IntakeStatement.read) { $0.add(id) }
            return exchange.json { $0.intake(row) }
        },
        Route(.replaceIntake, .put, "/applications/{applicationId}/intake") {
            try await $0.replaceIntake()
        },
    ]
}

extension Exchange {
    fileprivate func replaceIntake() async throws -> Response {
        let id = try identifier("applicationId")
        let intake = try decode(Intake.init(reading:))
        return try await session.transaction { transaction in
            let found = try await transaction.run([
                Call(ApplicationStatement.lock) { $0.add(id) },
                Call(ApplicationStatement.read) {
                    $0.add(id)
                    $0.addNull()
                },
                Call(IntakeStatement.read) { $0.add(id) },
            ])
            guard let application = found[1].first else { throw Problem.notFound }
            let today = found[0][0].day(0)
            let current = found[2].first
            if let current {
                // Whoever expects nothing there expects something else than there is.
                if self.request.hasHeader("if-none-match") { throw Problem.preconditionFailed }
                try self.requireMatch(of: self.json { $0.intake(current) }.body)
            } else {
                try self.requireNoneMatch()
            }
            do throws(ApplicationRefusal) {
                try Application.State(application).check(.recordIntake)
                guard intake.heldOn <= today else { throw .intakeAhead }
            } catch {
                throw Problem(error)
            }
            let row = try await intake.record(of: id, isNew: current == nil, in: transaction)
            return current == nil
                ? self.created("/applications/\(id)/intake") { $0.intake(row) }
                : self.changed { $0.intake(row) }
        }
    }
}

extension Intake {
    fileprivate init?(reading object: inout JSONObject) {
        let heldOn = object.day("heldOn")
        let count = 1...Participant.allCases.count
        let participants = object.choices("participants", count: count, of: Participant.self)
        guard let heldOn, let participants else { return nil }
        self.heldOn = heldOn
        self.participants = participants
    }
}

extension JSONWriter {
    /// A row of `IntakeStatement.read`; its id is that of its application.
    fileprivate mutating func intake(_ row: Row) {
        object {
            $0.member("id", text: row, 0)
            $0.member("heldOn", text: row, 1)
            $0.member("participants", raw: row, 2)
            $0.member("createdAt", text: row, 3)
            $0.member("version", raw: row, 4)
        }
    }
}
