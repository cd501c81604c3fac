internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let terminationRoutes = [
        Route(.readTermination, .get, "/agreements/{agreementId}/termination") { exchange in
            let agreement = try await exchange.agreementRow().identifier(0)
            let rows = try await exchange.session.rows(TerminationStatement.read) {
                $0.add(agreement)
            }
            guard let row = rows.first else { throw Problem.notFound }
            return exchange.json { $0.termination(row) }
        },
        Route(.terminateAgreement, .put, "/agreements/{agreementId}/termination") {
            try await $0.terminateAgreement()
        },
    ]
}

extension Exchange {
    fileprivate func terminateAgreement() async throws -> Response {
        let id = try identifier("agreementId")
        let asked = try decode(Termination.init(reading:))
        return try await session.transaction { transaction in
            do {
                return try await self.terminate(id, asked, in: transaction)
            } catch let refusal as TerminationRefusal {
                throw Problem(refusal)
            }
        }
    }

    private func terminate(
        _ id: Identifier,
        _ asked: Termination,
        in transaction: Transaction
    ) async throws -> Response {
        let found = try await transaction.run([
            Call(AgreementStatement.lockAll),
            Call(AgreementStatement.read) {
                $0.add(id)
                $0.addNull()
            },
            Call(TerminationStatement.read) { $0.add(id) },
            AdviceStatement.reading(asked.adviceId),
            Call(CollegeDecisionStatement.read) {
                $0.add(asked.decisionId)
                $0.addNull()
            },
        ])
        guard let agreement = found[1].first else { throw Problem.notFound }
        if let current = found[2].first {
            // The same end once more is no other end: 200.
            let recorded = Termination(current)
            if (try? asked.ending(current.term(10, 11))) == recorded {
                return changed { $0.termination(current) }
            }
            guard asked.mayReplace(recorded) else { throw TerminationRefusal.recorded }
            try requireMatch(of: json { $0.termination(current) }.body)
        } else {
            try requireNoneMatch()
        }
        let termination = try asked.termination(of: agreement)
        try termination.check(
            advice: found[3].first.map { Advice($0) },
            decision: found[4].first.map { CollegeDecision($0) },
            of: agreement.identifier(1),
            on: id
        )
        let isFirst = found[2].first == nil
        let row = try await termination.record(
            on: id,
            of: agreement.kind(2),
            place: isFirst ? 1 : 2,
            in: transaction
        )
        guard isFirst else { return changed { $0.termination(row) } }
        return created("/agreements/\(id)/termination") { $0.termination(row) }
    }
}

extension Termination {
    /// The termination of an agreement whose state permits it.
    ///
    /// - Parameter agreement: a row of `AgreementStatement.read`.
    fileprivate func termination(of agreement: Row) throws(TerminationRefusal) -> Termination {
        let state = Agreement.State(agreement)
        if state == .ended { throw .agreementEnded(agreement.day(5)) }
        let today = agreement.day(11)
        if let receivedOn, receivedOn > today { throw .datedAhead(today: today) }
        let termination = try ending(agreement.term(4, 5))
        guard state.after(termination.command(on: today)) != nil else {
            preconditionFailure("an agreement that has not started does not end in the past")
        }
        return termination
    }

    fileprivate init?(reading object: inout JSONObject) {
        let kind = object.choice("kind", of: Kind.self)
        scope = object.optionalChoice("scope", of: Scope.self)
        ground = object.optionalChoice("ground", of: Ground.self)
        receivedOn = object.optionalDay("receivedOn")
        endsOn = object.optionalDay("endsOn")
        let documentReference = object.string("documentReference", length: 1...100)
        adviceId = object.optionalIdentifier("adviceId")
        decisionId = object.optionalIdentifier("decisionId")
        guard let kind else { return nil }
        object.need("scope", kind == .municipalNotice, of: "a notice by the municipality")
        object.need("ground", kind == .dissolution, of: "a dissolution")
        if kind.isNotice {
            object.need("receivedOn", true, of: "a notice")
        } else {
            object.need("endsOn", true, of: "what is no notice")
        }
        if kind != .dissolution {
            object.need("adviceId", false, of: "a dissolution")
            object.need("decisionId", false, of: "a dissolution")
        }
        guard let documentReference else { return nil }
        self.kind = kind
        self.documentReference = documentReference
    }
}

extension JSONObject {
    /// Refuses a member that is missing where it is needed, or there where it is not.
    fileprivate mutating func need(_ name: StaticString, _ isNeeded: Bool, of what: String) {
        let isGiven = raw(name).map { !$0.isNull } ?? false
        if isNeeded, !isGiven { refuse(name, "required", "is required of \(what)") }
        if !isNeeded, isGiven { refuse(name, "format", "is only for \(what)") }
    }
}

extension Row {
    /// A column with the kind of an agreement.
    func kind(_ column: Int) -> Agreement.Kind {
        guard let kind = Agreement.Kind(rawValue: text(column)) else {
            preconditionFailure("a kind that the table does not take")
        }
        return kind
    }
}

extension JSONWriter {
    /// A row of `TerminationStatement.read`; its id is that of its agreement.
    fileprivate mutating func termination(_ row: Row) {
        let termination = Termination(row)
        let kind = row.kind(9)
        object {
            $0.member("id", text: row, 0)
            $0.member("kind", text: row, 1)
            $0.member("scope", text: row, 2)
            $0.member("ground", text: row, 3)
            $0.member("receivedOn", text: row, 4)
            $0.member("endsOn", text: row, 5)
            $0.member("agreedEndsOn", text: row, 11)
            $0.member("documentReference", text: row, 6)
            $0.member("adviceId", text: row, 7)
            $0.member("decisionId", text: row, 8)
            $0.member("excludedUntil", termination.exclusion(from: kind)?.eligibleFrom)
            let articles = Termination.articles(termination.kind, termination.ground, for: kind)
            $0.member("grounds", array: { $0.articles(articles) })
            let other = termination.otherEnd(of: row.term(10, 11))
            $0.member("otherReadings", array: { if let other { $0.otherReading(other) } })
            $0.member("createdAt", text: row, 12)
            $0.member("version", raw: row, 13)
        }
    }

    /// Articles of the process agreement.
    mutating func articles(_ articles: [String]) {
        for article in articles {
            object {
                $0.member("source", "PO")
                $0.member("article", article)
            }
        }
    }

    private mutating func otherReading(_ endsOn: Day) {
        object {
            $0.member("policy", NoticeTerm.otherPolicy)
            $0.member("endsOn", endsOn)
        }
    }
}
