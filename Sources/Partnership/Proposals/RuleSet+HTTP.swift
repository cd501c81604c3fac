internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let ruleSetRoutes = [
        Route(.listRuleSets, .get, "/rule-sets", query: Route.listQuery + ["on"]) {
            try await $0.listRuleSets()
        },
        Route(.createRuleSet, .post, "/rule-sets") { try await $0.createRuleSet() },
        Route(.readRuleSet, .get, "/rule-sets/{ruleSetId}") {
            try await $0.read(RuleSetStatement.read, of: "ruleSetId") { $0.ruleSet($1) }
        },
    ]
}

extension Exchange {
    fileprivate func listRuleSets() async throws -> Response {
        let day = try queryValue("on", "a day, YYYY-MM-DD") { Day($0) }
        return try await list(page(), RuleSetStatement.list, RuleSetStatement.count) {
            $0.add(day)
        } item: {
            $0.ruleSet($1)
        }
    }

    fileprivate func createRuleSet() async throws -> Response {
        let ruleSet = try decode(RuleSet.init(reading:))
        let id = newIdentifier()
        return try await write { transaction in
            do {
                let row = try await ruleSet.insert(id: id, in: transaction)
                return self.created("/rule-sets/\(id)") { $0.ruleSet(row) }
            } catch let refusal as RuleSetRefusal {
                throw Problem(refusal)
            }
        }
    }
}

extension RuleSet {
    fileprivate init?(reading object: inout JSONObject) {
        let proposalId = object.identifier("proposalId")
        let validFrom = object.day("validFrom")
        let errors = object.errors
        var seen: Set<String> = []
        let choices = object.array("policies", count: 0...Self.maximumChoices)?
            .compactMap { value -> Choice? in
                var choice = JSONObject(value, errors)
                defer { choice.close() }
                let policy = choice.string("name", length: 1...60)
                let reading = choice.string("chosen", length: 1...60)
                guard let policy, let reading else { return nil }
                if !seen.insert(policy).inserted {
                    choice.refuse("name", "format", "must not stand here twice")
                }
                return Choice(policy: policy, reading: reading)
            }
        guard let proposalId, let validFrom, let choices else { return nil }
        self.proposalId = proposalId
        self.validFrom = validFrom
        self.choices = choices
    }
}

extension JSONWriter {
    /// A row of `RuleSetStatement.read` or `.list`.
    fileprivate mutating func ruleSet(_ row: Row) {
        object {
            $0.member("id", text: row, 0)
            $0.member("validFrom", text: row, 1)
            $0.member("proposalId", text: row, 2)
            $0.member("decisionReference", text: row, 3)
            $0.member("policies", raw: row, 4)
            $0.member("createdAt", text: row, 5)
            // What is in force does not change; another rule set comes after it.
            $0.member("version", 1)
        }
    }
}

extension Problem {
    fileprivate init(_ refusal: RuleSetRefusal) {
        switch refusal {
        case .policyUnknown(let index):
            self = .invalid([
                .init(.body, "/policies/\(index)/name", "enum", "must be the name of a policy")
            ])
        case .readingUnknown(let index):
            self = .invalid([
                .init(.body, "/policies/\(index)/chosen", "enum", "must be a reading of the policy")
            ])
        case .notBuilt(let choice, let source, let article):
            self.init(
                409,
                "rule-set.reading-not-built",
                "The service cannot go by the reading \(choice.reading) of \(choice.policy)."
            )
            self = resting(on: source, article)
        default:
            self.init(adoption: refusal)
            self = resting(on: "PO", "8").resting(on: "PO", "13")
        }
    }

    /// What is not right with the adoption that a rule set rests on.
    private init(adoption refusal: RuleSetRefusal) {
        switch refusal {
        case .proposalUnknown:
            self.init(409, "rule-set.proposal-unknown", "There is no proposal with this id.")
        case .otherArrangement:
            self.init(
                409,
                "rule-set.other-arrangement",
                "The proposal was not adopted under this agreement, by the college."
            )
        case .beforeFirst:
            self.init(
                409,
                "rule-set.before-first",
                "The first rule set came with the agreement, on \(Agreement.firstProcessDay)."
            )
        case .otherSubject(let subject):
            self.init(
                409,
                "rule-set.other-subject",
                "The proposal is on \(subject.rawValue), not on a rule set."
            )
        case .notAdopted(let state):
            self.init(
                409,
                "rule-set.not-adopted",
                "The proposal is \(state.rawValue); a rule set comes into force when adopted."
            )
        case .otherDay(let adopted):
            self.init(
                409,
                "rule-set.other-day",
                "It was adopted to be valid from \(adopted)."
            )
        case .dayTaken, .policyUnknown, .readingUnknown, .notBuilt:
            self.init(
                409,
                "rule-set.day-taken",
                "There is already a rule set that is valid from this day."
            )
        }
    }
}
