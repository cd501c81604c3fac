internal import Postgres

enum ProposalStatement {
    static let list = Statement(
        "proposals.list",
        """
        select id, kind, tone, segment, arrangement, subject, title, text, document_reference,
            signal_id, partner_id, proposed_on, state, valid_from, created_at, version, last_on
        from proposal_state
        where ($1::text is null or state = $1)
            and ($2::uuid is null or id > $2)
        order by id
        limit $3::integer
        """
    )
    static let count = Statement(
        "proposals.count",
        """
        select count(*)
        from proposal_state
        where $1::text is null or state = $1
        """
    )
    static let read = Statement(
        "proposals.read",
        """
        select id, kind, tone, segment, arrangement, subject, title, text, document_reference,
            signal_id, partner_id, proposed_on, state, valid_from, created_at, version, last_on
        from proposal_state
        where id = $1::uuid
        """
    )
    /// Holds the proposal until the transaction ends, and tells the day it is.
    static let lock = Statement(
        "proposals.lock",
        """
        select today()
        from proposal
        where id = $1::uuid
        for update
        """
    )
    /// Adds a proposal, unless its day is still to come.
    static let insert = Statement(
        "proposals.insert",
        """
        insert into proposal (id, kind, tone, segment, arrangement, subject, title, text,
            document_reference, signal_id, partner_id, proposed_on)
        select $1::uuid, $2, $3, $4, $5, $6, $7, $8, $9, $10::uuid, $11::uuid,
            coalesce($12::date, today())
        where $12::date is null or $12 <= today()
        """
    )
    static let change = Statement(
        "proposals.change",
        """
        update proposal
        set version = version + 1
        where id = $1::uuid
        """
    )
    /// A step as it was written, and as it is answered: with what every resource has around it.
    static let readStep = Statement(
        "proposals.read-step",
        """
        select content,
            '{"id":"' || proposal_id || '",' || substr(content::text, 2, length(content::text) - 2)
                || ',"createdAt":"'
                || to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
                || '","version":1}'
        from proposal_step
        where proposal_id = $1::uuid and step = $2
        """
    )
    static let insertStep = Statement(
        "proposals.insert-step",
        """
        insert into proposal_step (proposal_id, step, outcome, taken_on, valid_from, content)
        values ($1::uuid, $2, $3, $4::date, $5::date, $6::json)
        """
    )
    static let assign = Statement(
        "proposals.assign",
        """
        insert into proposal_assignee (proposal_id, partner_id)
        select $1::uuid, partner_id
        from unnest($2::uuid[]) as partner_id
        """
    )
    static let all = [
        list, count, read, lock, insert, change, readStep, insertStep, assign,
    ]
}

extension Proposal {
    /// - Parameter partner: who proposes it; nil for the municipality and for a front end.
    /// - Returns: the row of `ProposalStatement.read`.
    /// - Throws: `ProposalRefusal.signalUnknown`, `.datedAhead`, or `DatabaseFailure`.
    func insert(
        id: Identifier,
        partner: Identifier?,
        in transaction: Transaction
    ) async throws -> Row {
        let insert = Call(ProposalStatement.insert) {
            $0.add(id)
            $0.add(kind.rawValue)
            $0.add(tone?.rawValue)
            $0.add(segment)
            $0.add(arrangement.rawValue)
            $0.add(subject.rawValue)
            $0.add(title)
            $0.add(text)
            $0.add(documentReference)
            $0.add(signalId)
            $0.add(partner)
            $0.add(proposedOn)
        }
        let rows: Rows
        do throws(DatabaseFailure) {
            rows = try await transaction.run([
                insert, Call(ProposalStatement.read) { $0.add(id) },
            ])[1]
        } catch {
            guard error.constraint == "proposal_signal_known" else { throw error }
            throw ProposalRefusal.signalUnknown
        }
        guard let row = rows.first else { throw ProposalRefusal.datedAhead }
        return row
    }
}

extension ProposalProgress {
    /// - Parameter row: of `ProposalStatement.read`.
    init(_ row: Row) {
        guard let state = Proposal.State(rawValue: row.text(12)),
            let arrangement = Proposal.Arrangement(rawValue: row.text(4)),
            let subject = Proposal.Subject(rawValue: row.text(5))
        else { preconditionFailure("a proposal that the table does not take") }
        self.state = state
        self.arrangement = arrangement
        self.subject = subject
        lastOn = row.day(16)
    }
}

extension ProposalStep {
    /// Takes the step of a proposal, whose row is locked.
    ///
    /// - Parameters:
    ///   - today: of `ProposalStatement.lock`.
    ///   - content: the step as JSON.
    /// - Returns: the row of `ProposalStatement.readStep`.
    /// - Throws: `StepRefusal`, `ProposalRefusal`, or `DatabaseFailure`.
    func take(
        of proposal: Identifier,
        _ progress: ProposalProgress,
        today: Day,
        _ content: [UInt8],
        in transaction: Transaction
    ) async throws -> Row {
        try progress.state.check(command, on: takenOn, after: progress.lastOn, today: today)
        try check(for: progress)
        let calls = [
            Call(ProposalStatement.insertStep) {
                $0.add(proposal)
                $0.add(Self.step.rawValue)
                $0.add(progress.state.after(command)?.rawValue)
                $0.add(takenOn)
                $0.add(validFrom)
                $0.add(utf8: content)
            },
            Call(ProposalStatement.assign) {
                $0.add(proposal)
                $0.add(ArrayText(assigneeIds.map(\.description)))
            },
            Call(ProposalStatement.change) { $0.add(proposal) },
            Call(ProposalStatement.readStep) {
                $0.add(proposal)
                $0.add(Self.step.rawValue)
            },
        ]
        do throws(DatabaseFailure) {
            return try await transaction.run(calls)[3][0]
        } catch {
            guard error.constraint == "proposal_assignee_known" else { throw error }
            throw ProposalRefusal.assigneeUnknown
        }
    }
}
