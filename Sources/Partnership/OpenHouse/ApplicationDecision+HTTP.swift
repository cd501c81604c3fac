internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let applicationDecisionRoutes = [
        Route(.readApplicationDecision, .get, "/applications/{applicationId}/decision") {
            exchange in
            let id = try await exchange.applicationRow().identifier(0)
            let row = try await exchange.row(ApplicationDecisionStatement.read) { $0.add(id) }
            return exchange.json { $0.decision(row) }
        },
        Route(.decideApplication, .put, "/applications/{applicationId}/decision") {
            try await $0.decideApplication()
        },
    ]
}

extension Exchange {
    fileprivate func decideApplication() async throws -> Response {
        let id = try identifier("applicationId")
        let asked = try decode(ApplicationDecision.init(reading:))
        return try await session.transaction { transaction in
            do {
                return try await self.decide(id, asked, in: transaction)
            } catch let refusal as ApplicationRefusal {
                throw Problem(refusal)
            } catch let refusal as PartnerRefusal {
                throw Problem(refusal)
            }
        }
    }

    private func decide(
        _ id: Identifier,
        _ asked: ApplicationDecision,
        in transaction: Transaction
    ) async throws -> Response {
        let locked = try await transaction.run([
            Call(ApplicationStatement.lock) { $0.add(id) },
            Call(ApplicationStatement.read) {
                $0.add(id)
                $0.addNull()
            },
        ])
        guard let application = locked[1].first else { throw Problem.notFound }
        let window = application.identifier(1)
        let found = try await transaction.run([
            Call(OpenHouseWindowStatement.criteria) { $0.add(window) },
            Call(IntakeStatement.read) { $0.add(id) },
            Call(ApplicationDecisionStatement.read) { $0.add(id) },
            Call(ApplicationDecisionStatement.measurements) { $0.add(id) },
        ])
        let codes = found[0].map { $0.text(0) }
        let fulfils = application.boolean(10) && application.boolean(11)
        return try await takeOnce(
            at: "/applications/\(id)/decision",
            current: found[2].first,
            isSame: {
                let made = ApplicationDecision($0, measurements: found[3])
                return (try? asked.measured(by: codes, fulfils: fulfils)) == made
            },
            item: { $0.decision($1) }
        ) {
            try Application.State(application).check(asked.outcome.command)
            let decision = try asked.measured(by: codes, fulfils: fulfils)
            try decision.check(heldOn: found[1].first?.day(1), today: locked[0][0].day(0))
            if decision.outcome == .admitted {
                try await self.requireEligible(application, in: transaction)
            }
            return try await decision.record(
                on: id,
                of: window,
                newPartner: newIdentifier(),
                in: transaction
            )
        }
    }
}

extension Exchange {
    /// Refuses to admit who was excluded since it applied.
    ///
    /// - Parameter application: a row of `ApplicationStatement.read`.
    /// - Source: PO 10.3.
    private func requireEligible(
        _ application: Row,
        in transaction: Transaction
    ) async throws {
        let found = try await transaction.rows(ApplicationStatement.exclusions) {
            $0.add(application.text(3))
            $0.add(application.optionalDay(13))
        }
        guard let last = found.first else { return }
        let exclusion = Exclusion(dissolvedOn: last.day(0))
        if exclusion.bars(startOn: last.day(1)) { throw ApplicationRefusal.excluded(exclusion) }
    }
}

extension ApplicationDecision {
    fileprivate init?(reading object: inout JSONObject) {
        let outcome = object.choice("outcome", of: Outcome.self)
        criterionCode = object.optionalParsed(
            "criterionCode",
            "1 to 40 letters, digits, dots and dashes, first a letter or a digit"
        ) { OpenHouseWindow.Criterion.code($0) }
        if outcome == .admitted, criterionCode != nil {
            object.refuse("criterionCode", "format", "must be null for an admission")
        }
        reasons = object.optionalString("reasons", length: 1...2_000, characters: .lines)
        let decidedOn = object.day("decidedOn")
        let decisionReference = object.string("decisionReference", length: 1...100)
        let count = 1...OpenHouseWindow.maximumCriteria
        let errors = object.errors
        var seen: Set<String> = []
        measurements = object.optionalArray("measurements", count: count)?.compactMap { value in
            var measurement = JSONObject(value, errors)
            defer { measurement.close() }
            let code = measurement.criterionCode("criterionCode")
            let isMet = measurement.boolean("isMet")
            guard let code, let isMet else { return nil }
            if !seen.insert(code).inserted {
                measurement.refuse("criterionCode", "format", "must not stand here twice")
            }
            return Measurement(criterionCode: code, isMet: isMet)
        }
        guard let outcome, let decidedOn, let decisionReference else { return nil }
        self.outcome = outcome
        self.decidedOn = decidedOn
        self.decisionReference = decisionReference
    }
}

extension JSONWriter {
    /// A row of `ApplicationDecisionStatement.read`; its id is that of its application.
    fileprivate mutating func decision(_ row: Row) {
        object {
            $0.member("id", text: row, 0)
            $0.member("outcome", text: row, 1)
            $0.member("criterionCode", text: row, 2)
            $0.member("reasons", text: row, 3)
            $0.member("decidedOn", text: row, 4)
            $0.member("decisionReference", text: row, 5)
            $0.member("partnerId", text: row, 6)
            $0.member("measurements", raw: row, 7)
            $0.member("createdAt", text: row, 8)
            // A decision is made once.
            $0.member("version", 1)
        }
    }
}
