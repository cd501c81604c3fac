internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let proposalStepRoutes =
        Proposal.Agenda.routes(of: .agenda, .readProposalAgenda, .decideProposalAgenda)
        + Proposal.Elaboration.routes(of: .elaboration, .readElaboration, .assignElaboration)
        + Proposal.Elaborated.routes(of: .elaboratedProposal, .readElaborated, .submitElaborated)
        + Proposal.Decision.routes(of: .decision, .readProposalDecision, .decideProposal)
        + Proposal.Withdrawal.routes(of: .withdrawal, .readWithdrawal, .withdrawProposal)
}

extension WrittenStep where Self: ProposalStep {
    static var collection: String { "proposals" }
    static var parameter: String { "proposalId" }

    /// A partner brings on what it proposed itself.
    static func permit(_ exchange: Exchange, on row: Row) throws(Problem) {
        if let own = exchange.ownPartnerId, row.optionalIdentifier(10) != own {
            throw Problem.notYours
        }
    }

    static func problem(_ refusal: any Error, of row: Row) -> Problem? {
        let arrangement = ProposalProgress(row).arrangement
        return switch refusal {
        case let refusal as StepRefusal<Proposal.State>: Problem(refusal, of: arrangement)
        case let refusal as ProposalRefusal: Problem(refusal, of: arrangement)
        default: nil
        }
    }
}

extension Proposal.Agenda: WrittenStep {
    init?(reading object: inout JSONObject, _ step: Proposal.Step) {
        let outcome = object.choice("outcome", of: Outcome.self)
        var tests = object.object("tests")
        let collective = tests?.test("collective")
        let coreValue = tests?.test("coreValue")
        let changedContext = tests?.test("changedContext")
        tests?.close()
        let takenOn = object.day("decidedOn")
        guard let outcome, let collective, let coreValue, let changedContext, let takenOn
        else { return nil }
        self.outcome = outcome
        self.collective = collective
        self.coreValue = coreValue
        self.changedContext = changedContext
        self.takenOn = takenOn
    }

    func write(to writer: inout JSONWriter) {
        writer.member("outcome", outcome.rawValue)
        writer.member(
            "tests",
            object: {
                $0.member("collective", collective)
                $0.member("coreValue", coreValue)
                $0.member("changedContext", changedContext)
            }
        )
        writer.member("decidedOn", takenOn)
    }
}

extension JSONObject {
    fileprivate mutating func test(_ name: StaticString) -> Proposal.Agenda.Test? {
        guard var test = object(name) else { return nil }
        defer { test.close() }
        let isMet = test.boolean("isMet")
        let motive = test.string("motive", length: 1...1_000, characters: .lines)
        guard let isMet, let motive else { return nil }
        return Proposal.Agenda.Test(isMet: isMet, motive: motive)
    }
}

extension JSONWriter {
    fileprivate mutating func member(_ name: StaticString, _ test: Proposal.Agenda.Test) {
        member(
            name,
            object: {
                $0.member("isMet", test.isMet)
                $0.member("motive", test.motive)
            }
        )
    }
}

extension Proposal.Elaboration: WrittenStep {
    /// A table of more providers than these works nothing out.
    private static let maximumAssignees = 20

    init?(reading object: inout JSONObject, _ step: Proposal.Step) {
        let ids = object.distinctIdentifiers("assigneeIds", count: 0...Self.maximumAssignees)
        let resultAsked = object.string("resultAsked", length: 1...2_000, characters: .lines)
        facilities = object.optionalString("facilities", length: 1...1_000, characters: .lines)
        let takenOn = object.day("assignedOn")
        let dueOn = object.day("dueOn")
        if let takenOn, let dueOn, dueOn < takenOn {
            object.refuse("dueOn", "range", "must not lie before assignedOn")
        }
        guard let ids, let resultAsked, let takenOn, let dueOn else { return nil }
        assigneeIds = ids
        self.resultAsked = resultAsked
        self.takenOn = takenOn
        self.dueOn = dueOn
    }

    func write(to writer: inout JSONWriter) {
        writer.member("assigneeIds", assigneeIds.map(\.description))
        writer.member("resultAsked", resultAsked)
        writer.member("facilities", facilities)
        writer.member("assignedOn", takenOn)
        writer.member("dueOn", dueOn)
    }
}

extension JSONObject {
    /// A list of different ids that must be there.
    mutating func distinctIdentifiers(
        _ name: StaticString,
        count: ClosedRange<Int>
    ) -> [Identifier]? {
        guard let values = array(name, count: count) else { return nil }
        var ids: [Identifier] = []
        for value in values {
            guard let id = value.string.flatMap({ Identifier($0) }) else {
                errors.add(value.location, "format", "must be a UUID")
                continue
            }
            if ids.contains(id) {
                errors.add(value.location, "format", "must not stand here twice")
            }
            ids.append(id)
        }
        return ids
    }
}

extension Proposal.Elaborated: WrittenStep {
    init?(reading object: inout JSONObject, _ step: Proposal.Step) {
        let documentReference = object.string("documentReference", length: 1...100)
        let takenOn = object.day("elaboratedOn")
        guard let documentReference, let takenOn else { return nil }
        self.documentReference = documentReference
        self.takenOn = takenOn
    }

    func write(to writer: inout JSONWriter) {
        writer.member("documentReference", documentReference)
        writer.member("elaboratedOn", takenOn)
    }
}

extension Proposal.Decision: WrittenStep {
    init?(reading object: inout JSONObject, _ step: Proposal.Step) {
        let outcome = object.choice("outcome", of: Outcome.self)
        let decidingBody = object.choice("decidingBody", of: DecidingBody.self)
        let takenOn = object.day("decidedOn")
        let endorsements = object.endorsements(until: takenOn)
        reasons = object.optionalString("reasons", length: 1...2_000, characters: .lines)
        let decisionReference = object.string("decisionReference", length: 1...100)
        if outcome == .adopted {
            validFrom = object.day("validFrom")
        } else {
            validFrom = object.optionalDay("validFrom")
        }
        if outcome == .rejected, validFrom != nil {
            object.refuse("validFrom", "format", "must be null for a rejection")
        }
        if let takenOn, let validFrom, validFrom < takenOn {
            object.refuse("validFrom", "range", "must not lie before decidedOn")
        }
        guard let outcome, let decidingBody, let endorsements, let takenOn,
            let decisionReference
        else { return nil }
        self.outcome = outcome
        self.decidingBody = decidingBody
        self.endorsements = endorsements
        self.takenOn = takenOn
        self.decisionReference = decisionReference
    }

    func write(to writer: inout JSONWriter) {
        writer.member("outcome", outcome.rawValue)
        writer.member("decidingBody", decidingBody.rawValue)
        writer.member(
            "endorsements",
            array: {
                for endorsement in endorsements {
                    $0.object {
                        $0.member("body", endorsement.body.rawValue)
                        $0.member("endorsedOn", endorsement.endorsedOn)
                        $0.member("reference", endorsement.reference)
                    }
                }
            }
        )
        writer.member("reasons", reasons)
        writer.member("decidedOn", takenOn)
        writer.member("decisionReference", decisionReference)
        writer.member("validFrom", validFrom)
    }
}

extension JSONObject {
    /// Endorsements that may be absent, none of them after the decision.
    fileprivate mutating func endorsements(
        until decidedOn: Day?
    ) -> [Proposal.Decision.Endorsement]? {
        let errors = errors
        let values = optionalArray("endorsements", count: 0...DecidingBody.allCases.count) ?? []
        var bodies: Set<DecidingBody> = []
        return values.compactMap { value in
            var endorsement = JSONObject(value, errors)
            defer { endorsement.close() }
            let body = endorsement.choice("body", of: DecidingBody.self)
            let endorsedOn = endorsement.day("endorsedOn")
            let reference = endorsement.string("reference", length: 1...100)
            guard let body, let endorsedOn, let reference else { return nil }
            if !bodies.insert(body).inserted {
                endorsement.refuse("body", "format", "must not stand here twice")
            }
            if let decidedOn, endorsedOn > decidedOn {
                endorsement.refuse("endorsedOn", "range", "must not lie after decidedOn")
            }
            return .init(body: body, endorsedOn: endorsedOn, reference: reference)
        }
    }
}

extension Proposal.Withdrawal: WrittenStep {
    init?(reading object: inout JSONObject, _ step: Proposal.Step) {
        let reasons = object.string("reasons", length: 1...2_000, characters: .lines)
        let takenOn = object.day("withdrawnOn")
        guard let reasons, let takenOn else { return nil }
        self.reasons = reasons
        self.takenOn = takenOn
    }

    func write(to writer: inout JSONWriter) {
        writer.member("reasons", reasons)
        writer.member("withdrawnOn", takenOn)
    }
}
