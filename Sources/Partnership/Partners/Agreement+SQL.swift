internal import Postgres

enum AgreementStatement {
    static let list = Statement(
        "agreements.list",
        """
        select id, partner_id, kind, signed_on, starts_on, ends_on, document_reference,
            to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            version
        from agreement
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
            to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            version
        from agreement
        where id = $1::uuid
            and ($2::uuid is null or partner_id = $2)
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
    static let all = [list, count, read, insert]
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
        do {
            return try await transaction.run([insert, read])[1][0]
        } catch {
            throw AgreementRefusal(error, of: self) ?? error
        }
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
