internal import Postgres

enum AdviceStatement {
    static let list = Statement(
        "advices.list",
        """
        select id, partner_id, body, conclusion, document_reference,
            to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            individual_test_id
        from advice
        where ($1::uuid is null or partner_id = $1)
            and ($2::uuid is null or partner_id = $2)
            and advice_is_told(advice, $3)
            and ($4::uuid is null or id > $4)
        order by id
        limit $5::integer
        """
    )
    static let count = Statement(
        "advices.count",
        """
        select count(*)
        from advice
        where ($1::uuid is null or partner_id = $1)
            and ($2::uuid is null or partner_id = $2)
            and advice_is_told(advice, $3)
        """
    )
    static let read = Statement(
        "advices.read",
        """
        select id, partner_id, body, conclusion, document_reference,
            to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            individual_test_id
        from advice
        where id = $1::uuid
            and ($2::uuid is null or partner_id = $2)
            and advice_is_told(advice, $3)
        """
    )
    static let insert = Statement(
        "advices.insert",
        """
        insert into advice (id, partner_id, body, conclusion, document_reference,
            individual_test_id)
        values ($1::uuid, $2::uuid, $3, $4, $5, $6::uuid)
        """
    )
    /// What the MDG I-F advised about a partner on a test.
    static let ofAssembly = Statement(
        "advices.of-assembly",
        """
        select id
        from advice
        where individual_test_id = $1::uuid
            and partner_id = $2::uuid
            and body = 'mdg-if'
        limit 1
        """
    )
    static let all = [list, count, read, insert, ofAssembly]

    /// Reads an advice for whoever decides on it, of one partner or of any.
    static func reading(_ advice: Identifier?, of partner: Identifier? = nil) -> Call {
        Call(read) {
            $0.add(advice)
            $0.add(partner)
            $0.addNull()
        }
    }
}

extension Advice {
    /// - Parameter row: of `AdviceStatement.read`.
    init(_ row: Row) {
        guard let body = Body(rawValue: row.text(2)),
            let conclusion = CollegeDecision.Outcome(rawValue: row.text(3))
        else { preconditionFailure("a word that the table does not take") }
        partnerId = row.identifier(1)
        self.body = body
        self.conclusion = conclusion
        documentReference = row.text(4)
        individualTestId = row.optionalIdentifier(6)
    }

    /// - Returns: the row of `AdviceStatement.read`.
    /// - Throws: `AdviceRefusal`, or `DatabaseFailure`.
    func insert(id: Identifier, in transaction: Transaction) async throws -> Row {
        if let individualTestId {
            let state = try await TestFinding.State.locked(
                of: partnerId,
                in: individualTestId,
                for: body.role,
                in: transaction
            )
            if let refusal = AdviceRefusal(state) { throw refusal }
        }
        do throws(DatabaseFailure) {
            return try await transaction.run([
                Call(AdviceStatement.insert) {
                    $0.add(id)
                    $0.add(partnerId)
                    $0.add(body.rawValue)
                    $0.add(conclusion.rawValue)
                    $0.add(documentReference)
                    $0.add(individualTestId)
                },
                AdviceStatement.reading(id),
            ])[1][0]
        } catch {
            guard error.constraint == "advice_partner_known" else { throw error }
            throw AdviceRefusal.partnerUnknown
        }
    }
}
