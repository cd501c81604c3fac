internal import Postgres

enum RecoveryTermStatement {
    /// The caller's own partner, if it is limited to one, sees its own.
    static let list = Statement(
        "recovery-terms.list",
        """
        select term.id, term.kvk_number, partner.id, goal, starts_on, ends_on, document_reference,
            coalesce(outcome, 'running'),
            to_char(term.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            term.version, today()
        from recovery_term as term
        left join partner on partner.kvk_number = term.kvk_number
        where ($1::uuid is null or partner.id = $1)
            and ($2::uuid is null or term.id > $2)
        order by term.id
        limit $3::integer
        """
    )
    static let count = Statement(
        "recovery-terms.count",
        """
        select count(*)
        from recovery_term as term
        left join partner on partner.kvk_number = term.kvk_number
        where $1::uuid is null or partner.id = $1
        """
    )
    static let read = Statement(
        "recovery-terms.read",
        """
        select term.id, term.kvk_number, partner.id, goal, starts_on, ends_on, document_reference,
            coalesce(outcome, 'running'),
            to_char(term.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            term.version, today()
        from recovery_term as term
        left join partner on partner.kvk_number = term.kvk_number
        where term.id = $1::uuid
            and ($2::uuid is null or partner.id = $2)
        """
    )
    static let lock = Statement(
        "recovery-terms.lock",
        """
        select id
        from recovery_term
        where id = $1::uuid
        for update
        """
    )
    /// Makes nothing when there is no such partner.
    static let insert = Statement(
        "recovery-terms.insert",
        """
        insert into recovery_term (id, kvk_number, goal, starts_on, ends_on, document_reference)
        select $1::uuid, kvk_number, $4, $5::date, $6::date, $7
        from (
            select coalesce(
                $2::text, (select kvk_number from partner where id = $3::uuid)
            ) as kvk_number
        ) as provider
        where kvk_number is not null
        """
    )
    static let readOutcome = Statement(
        "recovery-terms.read-outcome",
        """
        select id, outcome, assessed_on, outcome_reference,
            to_char(outcome_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        from recovery_term
        where id = $1::uuid and outcome is not null
        """
    )
    static let decide = Statement(
        "recovery-terms.decide",
        """
        update recovery_term
        set outcome = $2,
            assessed_on = $3::date,
            outcome_reference = $4,
            outcome_at = now(),
            version = version + 1
        where id = $1::uuid
        """
    )
    static let all = [list, count, read, lock, insert, readOutcome, decide]
}

extension RecoveryTerm {
    /// - Returns: the row of `RecoveryTermStatement.read`.
    /// - Throws: `RecoveryTermRefusal`, or `DatabaseFailure`.
    func insert(id: Identifier, in transaction: Transaction) async throws -> Row {
        let insert = Call(RecoveryTermStatement.insert) {
            $0.add(id)
            switch holder {
            case .kvkNumber(let number):
                $0.add(number)
                $0.addNull()
            case .partner(let partner):
                $0.addNull()
                $0.add(partner)
            }
            $0.add(goal)
            $0.add(period.from)
            $0.add(period.until)
            $0.add(documentReference)
        }
        let rows: Rows
        do throws(DatabaseFailure) {
            rows = try await transaction.run([
                insert,
                Call(RecoveryTermStatement.read) {
                    $0.add(id)
                    $0.addNull()
                },
            ])[1]
        } catch {
            guard error.constraint == "recovery_term_one_running" else { throw error }
            throw RecoveryTermRefusal.running
        }
        guard let row = rows.first else { throw RecoveryTermRefusal.partnerUnknown }
        return row
    }
}

extension RecoveryTerm.State {
    /// - Parameter row: of `RecoveryTermStatement.read`.
    init(_ row: Row) {
        guard let state = Self(rawValue: row.text(7)) else {
            preconditionFailure("a state that the table does not have")
        }
        self = state
    }
}

extension RecoveryOutcome {
    /// - Parameter row: of `RecoveryTermStatement.readOutcome`.
    init(_ row: Row) {
        guard let kind = Kind(rawValue: row.text(1)) else {
            preconditionFailure("an outcome that the table does not have")
        }
        self.kind = kind
        assessedOn = row.day(2)
        documentReference = row.text(3)
    }

    /// Records the outcome of a term, whose row is locked.
    ///
    /// - Returns: the row of `RecoveryTermStatement.readOutcome`.
    func record(
        of term: Identifier,
        in transaction: Transaction
    ) async throws(DatabaseFailure) -> Row {
        try await transaction.run([
            Call(RecoveryTermStatement.decide) {
                $0.add(term)
                $0.add(kind.rawValue)
                $0.add(assessedOn)
                $0.add(documentReference)
            },
            Call(RecoveryTermStatement.readOutcome) { $0.add(term) },
        ])[1][0]
    }
}
