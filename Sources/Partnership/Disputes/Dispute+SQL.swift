internal import Postgres

enum DisputeStatement {
    /// The caller's own partner, if it is limited to one, sees what it is party to.
    static let list = Statement(
        "disputes.list",
        """
        select id, subject, partner_ids, with_municipality, document_references, opened_on, state,
            created_at, version, last_on
        from dispute_state
        where ($1::uuid is null
                or id in (select dispute_id from dispute_party where partner_id = $1))
            and ($2::uuid is null or id > $2)
        order by id
        limit $3::integer
        """
    )
    static let count = Statement(
        "disputes.count",
        """
        select count(*)
        from dispute
        where $1::uuid is null
            or id in (select dispute_id from dispute_party where partner_id = $1)
        """
    )
    static let read = Statement(
        "disputes.read",
        """
        select id, subject, partner_ids, with_municipality, document_references, opened_on, state,
            created_at, version, last_on
        from dispute_state
        where id = $1::uuid
            and ($2::uuid is null
                or id in (select dispute_id from dispute_party where partner_id = $2))
        """
    )
    /// Holds the dispute until the transaction ends, and tells the day it is.
    static let lock = Statement(
        "disputes.lock",
        """
        select today()
        from dispute
        where id = $1::uuid
        for update
        """
    )
    /// Adds a dispute, unless its day is still to come.
    static let insert = Statement(
        "disputes.insert",
        """
        insert into dispute (id, subject, with_municipality, document_references, opened_on)
        select $1::uuid, $2, $3::boolean, $4::text[], coalesce($5::date, today())
        where $5::date is null or $5 <= today()
        """
    )
    static let insertParties = Statement(
        "disputes.insert-parties",
        """
        insert into dispute_party (dispute_id, partner_id)
        select dispute.id, partner_id
        from dispute
        cross join unnest($2::uuid[]) as partner_id
        where dispute.id = $1::uuid
        """
    )
    static let change = Statement(
        "disputes.change",
        """
        update dispute
        set version = version + 1
        where id = $1::uuid
        """
    )
    /// A step as it was written, and as it is answered: with what every resource has around it.
    static let readStep = Statement(
        "disputes.read-step",
        """
        select content,
            '{"id":"' || dispute_id || '",' || substr(content::text, 2, length(content::text) - 2)
                || ',"createdAt":"'
                || to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
                || '","version":1}'
        from dispute_step
        where dispute_id = $1::uuid and step = $2
        """
    )
    static let insertStep = Statement(
        "disputes.insert-step",
        """
        insert into dispute_step (dispute_id, step, outcome, taken_on, content)
        values ($1::uuid, $2, $3, $4::date, $5::json)
        """
    )
    static let all = [
        list, count, read, lock, insert, insertParties, change, readStep, insertStep,
    ]
}

extension Dispute {
    /// - Returns: the row of `DisputeStatement.read`.
    /// - Throws: `DisputeRefusal`, or `DatabaseFailure`.
    func insert(id: Identifier, in transaction: Transaction) async throws -> Row {
        let calls = [
            Call(DisputeStatement.insert) {
                $0.add(id)
                $0.add(subject)
                $0.add(isWithMunicipality)
                $0.add(ArrayText(documentReferences))
                $0.add(openedOn)
            },
            Call(DisputeStatement.insertParties) {
                $0.add(id)
                $0.add(ArrayText(partnerIds.map(\.description)))
            },
            Call(DisputeStatement.read) {
                $0.add(id)
                $0.addNull()
            },
        ]
        let rows: Rows
        do throws(DatabaseFailure) {
            rows = try await transaction.run(calls)[2]
        } catch {
            guard error.constraint == "dispute_party_known" else { throw error }
            throw DisputeRefusal.partnerUnknown
        }
        guard let row = rows.first else { throw DisputeRefusal.datedAhead }
        return row
    }
}

extension DisputeStep {
    static let statements = StepStatements(
        lock: DisputeStatement.lock,
        read: DisputeStatement.read,
        stateColumn: 6,
        lastOnColumn: 9,
        readStep: DisputeStatement.readStep,
        insertStep: DisputeStatement.insertStep,
        change: DisputeStatement.change
    )
}
