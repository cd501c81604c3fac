internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let proposalRoutes =
        [
            Route(.listProposals, .get, "/proposals", query: Route.listQuery + ["state"]) {
                try await $0.listProposals()
            },
            Route(.createProposal, .post, "/proposals") { try await $0.createProposal() },
            // Everyone who reads proposals reads all.
            Route(.readProposal, .get, "/proposals/{proposalId}") {
                try await $0.read(ProposalStatement.read, of: "proposalId") { $0.proposal($1) }
            },
        ] + proposalStepRoutes
}

extension Exchange {
    fileprivate func listProposals() async throws -> Response {
        let states = Proposal.State.allCases.map(\.rawValue).joined(separator: ", ")
        let state = try queryValue("state", "one of \(states)") { Proposal.State(rawValue: $0) }
        return try await list(page(), ProposalStatement.list, ProposalStatement.count) {
            $0.add(state?.rawValue)
        } item: {
            $0.proposal($1)
        }
    }

    fileprivate func createProposal() async throws -> Response {
        let proposal = try decode(Proposal.init(reading:))
        let id = newIdentifier()
        // A partner proposes in its own name.
        let partner = ownPartnerId
        return try await write { transaction in
            do {
                let row = try await proposal.insert(id: id, partner: partner, in: transaction)
                return self.created("/proposals/\(id)") { $0.proposal(row) }
            } catch let refusal as ProposalRefusal {
                throw Problem(refusal, of: proposal.arrangement)
            }
        }
    }
}

extension Proposal {
    fileprivate init?(reading object: inout JSONObject) {
        let kind = object.choice("kind", of: Kind.self)
        tone = object.optionalChoice("tone", of: Tone.self)
        if kind == .signal, tone == nil, object.isAbsent("tone") {
            object.refuse("tone", "required", "is required for a signal")
        }
        if kind == .proposal, tone != nil {
            object.refuse("tone", "format", "must be null for a proposal")
        }
        segment = object.optionalString("segment", length: 1...100)
        arrangement = object.optionalChoice("arrangement", of: Arrangement.self) ?? .hendig
        let subject = object.choice("subject", of: Subject.self)
        let title = object.string("title", length: 1...200)
        let text = object.string("text", length: 1...4_000, characters: .lines)
        documentReference = object.optionalString("documentReference", length: 1...100)
        signalId = object.optionalIdentifier("signalId")
        if kind == .signal, signalId != nil {
            object.refuse("signalId", "format", "must be null for a signal")
        }
        proposedOn = object.optionalDay("proposedOn")
        guard let kind, let subject, let title, let text else { return nil }
        self.kind = kind
        self.subject = subject
        self.title = title
        self.text = text
    }
}

extension JSONObject {
    /// Whether a member is not there, or is null.
    fileprivate mutating func isAbsent(_ name: StaticString) -> Bool {
        raw(name).map(\.isNull) ?? true
    }
}

extension JSONWriter {
    /// A row of `ProposalStatement.read` or `.list`.
    fileprivate mutating func proposal(_ row: Row) {
        let progress = ProposalProgress(row)
        let competence = Proposal.competence(progress.arrangement, progress.subject)
        object {
            $0.member("id", text: row, 0)
            $0.member("kind", text: row, 1)
            $0.member("tone", text: row, 2)
            $0.member("segment", text: row, 3)
            $0.member("arrangement", text: row, 4)
            $0.member("subject", text: row, 5)
            $0.member("title", text: row, 6)
            $0.member("text", text: row, 7)
            $0.member("documentReference", text: row, 8)
            $0.member("signalId", text: row, 9)
            $0.member("partnerId", text: row, 10)
            $0.member("proposedOn", text: row, 11)
            $0.member("state", text: row, 12)
            $0.member("decidingBodies", competence.deciding.map(\.rawValue))
            $0.member("endorsingBodies", competence.endorsing.map(\.rawValue))
            $0.member("validFrom", text: row, 13)
            $0.member("createdAt", text: row, 14)
            $0.member("version", raw: row, 15)
        }
    }
}
