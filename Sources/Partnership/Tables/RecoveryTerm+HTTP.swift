internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let recoveryTermRoutes =
        [
            Route(.listRecoveryTerms, .get, "/recovery-terms", query: Route.listQuery) {
                try await $0.listRecoveryTerms()
            },
            Route(.createRecoveryTerm, .post, "/recovery-terms") {
                try await $0.createRecoveryTerm()
            },
            Route(.readRecoveryTerm, .get, "/recovery-terms/{recoveryTermId}") {
                try await $0.read(RecoveryTermStatement.read, of: "recoveryTermId", inReach: true) {
                    $0.recoveryTerm($1)
                }
            },
        ] + recoveryOutcomeRoutes
}

extension Exchange {
    fileprivate func listRecoveryTerms() async throws -> Response {
        try await list(page(), RecoveryTermStatement.list, RecoveryTermStatement.count) {
            $0.add(ownPartnerId)
        } item: {
            $0.recoveryTerm($1)
        }
    }

    fileprivate func createRecoveryTerm() async throws -> Response {
        let term = try decode(RecoveryTerm.init(reading:))
        let id = newIdentifier()
        return try await write { transaction in
            do {
                let row = try await term.insert(id: id, in: transaction)
                return self.created("/recovery-terms/\(id)") { $0.recoveryTerm(row) }
            } catch let refusal as RecoveryTermRefusal {
                throw Problem(refusal)
            }
        }
    }

    /// The term of the path, if the caller may see it.
    func recoveryTermRow() async throws -> Row {
        try await row(RecoveryTermStatement.read, of: "recoveryTermId", inReach: true)
    }
}

extension RecoveryTerm {
    fileprivate init?(reading object: inout JSONObject) {
        let isPartner = object.raw("partnerId").map { !$0.isNull } ?? false
        let holder: Holder?
        if isPartner {
            holder = object.identifier("partnerId").map(Holder.partner)
            if let number = object.raw("kvkNumber"), !number.isNull {
                object.refuse("kvkNumber", "format", "must be null when there is a partnerId")
            }
        } else {
            holder = object.digits("kvkNumber", count: 8, "8 digits").map(Holder.kvkNumber)
        }
        let goal = object.string("goal", length: 1...200)
        let startsOn = object.day("startsOn")
        let endsOn = object.day("endsOn")
        let documentReference = object.string("documentReference", length: 1...100)
        if let startsOn, let endsOn, endsOn < startsOn {
            object.refuse("endsOn", "range", "must not lie before startsOn")
        }
        guard let holder, let goal, let startsOn, let endsOn, let documentReference,
            let period = Period(from: startsOn, until: endsOn)
        else { return nil }
        self.holder = holder
        self.goal = goal
        self.period = period
        self.documentReference = documentReference
    }
}

extension JSONWriter {
    /// A row of `RecoveryTermStatement.read` or `.list`.
    fileprivate mutating func recoveryTerm(_ row: Row) {
        object {
            $0.member("id", text: row, 0)
            $0.member("kvkNumber", text: row, 1)
            $0.member("partnerId", text: row, 2)
            $0.member("goal", text: row, 3)
            $0.member("startsOn", text: row, 4)
            $0.member("endsOn", text: row, 5)
            $0.member("documentReference", text: row, 6)
            $0.member("state", text: row, 7)
            $0.member(
                "signals",
                array: { if RecoveryTerm.State(row) == .missed { $0.missedSignal() } }
            )
            $0.member("createdAt", text: row, 8)
            $0.member("version", raw: row, 9)
        }
    }

    /// What may follow from a missed goal, and does not by itself.
    private mutating func missedSignal() {
        object {
            $0.member("code", "recovery-term.missed")
            $0.member("detail", "The agreement may be dissolved; that takes a decision.")
            $0.member("source", "ZHZ introduction")
        }
    }
}

extension Problem {
    init(_ refusal: RecoveryTermRefusal) {
        switch refusal {
        case .partnerUnknown:
            self.init(409, "recovery-term.partner-unknown", "There is no partner with this id.")
        case .running:
            self.init(
                409,
                "recovery-term.running",
                "A term for this goal is running already for this provider."
            )
        case .assessed(let state):
            self.init(
                409,
                "recovery-term.assessed",
                "The goal was \(state.rawValue); an outcome is recorded once."
            )
        case .toCome(let day):
            self.init(409, "recovery-term.dated-ahead", "The day \(day) has not come yet.")
        case .notStarted(let day):
            self.init(409, "recovery-term.not-started", "The term starts on \(day).")
        case .notEnded(let day):
            self.init(
                409,
                "recovery-term.not-ended",
                "The goal can still be met: the term ends on \(day)."
            )
        }
        self = resting(on: "ZHZ", "introduction")
    }
}
