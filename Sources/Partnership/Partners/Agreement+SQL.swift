internal import Postgres

enum AgreementStatement {
    static let list = Statement(
        "agreements.list",
        """
        select id, partner_id, kind, signed_on, starts_on, ends_on, document_reference,
            created_at, version, agreed_ends_on, state, today()
        from agreement_state
        where ($1::uuid is null or partner_id = $1)
            and ($2::uuid is null or partner_id = $2)
            and ($3::uuid is null or id > $3)
        order by id
        limit $4::integer
        """
    )
    static let count = Statement(
        "agreements.count",
        """
        select count(*)
        from agreement
        where ($1::uuid is null or partner_id = $1)
            and ($2::uuid is null or partner_id = $2)
        """
    )
    static let read = Statement(
        "agreements.read",
        """
        select id, partner_id, kind, signed_on, starts_on, ends_on, document_reference,
            created_at, version, agreed_ends_on, state, today()
        from agreement_state
        where id = $1::uuid
            and ($2::uuid is null or partner_id = $2)
        """
    )
    /// Agreements are made and ended one after the other: else one could start for a party while
    /// another of it is being dissolved, and notice to all could leave one out.
    static let lockAll = Statement(
        "agreements.lock-all",
        "select pg_advisory_xact_lock(hashtextextended('agreements', 0))"
    )
    /// The last day on which the party was excluded.
    static let exclusions = Statement(
        "agreements.exclusions",
        """
        select dissolved_on
        from exclusion
        join partner on partner.kvk_number = exclusion.kvk_number
        where partner.id = $1::uuid
        order by dissolved_on desc
        limit 1
        """
    )
    static let insert = Statement(
        "agreements.insert",
        """
        insert into agreement (id, partner_id, kind, signed_on, starts_on, ends_on,
            document_reference)
        values ($1::uuid, $2::uuid, $3, $4::date, $5::date, $6::date, $7)
        """
    )
    static let all = [list, count, read, lockAll, exclusions, insert]
}

extension Agreement {
    /// - Returns: the row of `AgreementStatement.read`.
    /// - Throws: `AgreementRefusal`, or `DatabaseFailure`.
    func insert(id: Identifier, in transaction: Transaction) async throws -> Row {
        let insert = Call(AgreementStatement.insert) {
            $0.add(id)
            $0.add(partnerId)
            $0.add(kind.rawValue)
            $0.add(signedOn)
            $0.add(term.from)
            $0.add(term.until)
            $0.add(documentReference)
        }
        let read = Call(AgreementStatement.read) {
            $0.add(id)
            $0.addNull()
        }
        let rows: [Rows]
        do throws(DatabaseFailure) {
            rows = try await transaction.run([
                Call(AgreementStatement.lockAll),
                Call(AgreementStatement.exclusions) { $0.add(partnerId) },
                insert,
                read,
            ])
        } catch {
            throw AgreementRefusal(error, of: self).map { $0 as any Error } ?? error
        }
        if kind == .process, let last = rows[1].first {
            let exclusion = Exclusion(dissolvedOn: last.day(0))
            if exclusion.bars(startOn: term.from) {
                throw AgreementRefusal.partnerExcluded(exclusion)
            }
        }
        return rows[3][0]
    }
}

extension Agreement.State {
    /// - Parameter row: of `AgreementStatement.read`.
    init(_ row: Row) {
        guard let state = Self(rawValue: row.text(10)) else {
            preconditionFailure("a state that the view does not have")
        }
        self = state
    }
}

extension AgreementRefusal {
    /// The refusal that a constraint stands for; nil when the failure is another.
    fileprivate init?(_ failure: DatabaseFailure, of agreement: Agreement) {
        switch failure.constraint {
        case "agreement_partner_known": self = .partnerUnknown
        case "agreement_one_at_a_time": self = .overlaps(agreement.kind)
        case "agreement_process_from_2026": self = .processBefore2026(agreement.term.from)
        case "agreement_ends_with_the_model": self = .endsAfterModel(agreement.term.until)
        default: return nil
        }
    }
}
