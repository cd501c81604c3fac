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
        insert into proposal_step (proposal_id, step, outcome, taken_on, content, valid_from)
        values ($1::uuid, $2, $3, $4::date, $5::json, $6::date)
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

extension WrittenStep where Self: ProposalStep {
    static var statements: StepStatements {
        StepStatements(
            lock: ProposalStatement.lock,
            read: ProposalStatement.read,
            stateColumn: 12,
            lastOnColumn: 16,
            readStep: ProposalStatement.readStep,
            insertStep: ProposalStatement.insertStep,
            change: ProposalStatement.change
        )
    }

    /// - Throws: `ProposalRefusal`, or `DatabaseFailure`.
    func prepare(
        _ proposal: Identifier,
        _ row: Row,
        in transaction: Transaction
    ) async throws {
        try check(for: ProposalProgress(row))
        if assigneeIds.isEmpty { return }
        do throws(DatabaseFailure) {
            _ = try await transaction.rows(ProposalStatement.assign) {
                $0.add(proposal)
                $0.add(ArrayText(assigneeIds.map(\.description)))
            }
        } catch {
            guard error.constraint == "proposal_assignee_known" else { throw error }
            throw ProposalRefusal.assigneeUnknown
        }
    }

    func addMore(to parameters: inout Parameters) {
        parameters.add(validFrom)
    }
}
