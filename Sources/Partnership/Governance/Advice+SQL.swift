internal import Postgres

enum AdviceStatement {
    static let list = Statement(
        "advices.list",
        """
        select id, partner_id, body, conclusion, document_reference,
            to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        from advice
        where ($1::uuid is null or partner_id = $1)
            and ($2::uuid is null or partner_id = $2)
            and ($3::uuid is null or id > $3)
        order by id
        limit $4::integer
        """
    )
    static let count = Statement(
        "advices.count",
        """
        select count(*)
        from advice
        where ($1::uuid is null or partner_id = $1)
            and ($2::uuid is null or partner_id = $2)
        """
    )
    static let read = Statement(
        "advices.read",
        """
        select id, partner_id, body, conclusion, document_reference,
            to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        from advice
        where id = $1::uuid
            and ($2::uuid is null or partner_id = $2)
        """
    )
    static let insert = Statement(
        "advices.insert",
        """
        insert into advice (id, partner_id, body, conclusion, document_reference)
        values ($1::uuid, $2::uuid, $3, $4, $5)
        """
    )
    static let all = [list, count, read, insert]
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
    }

    /// - Returns: the row of `AdviceStatement.read`; nil when there is no such partner.
    func insert(id: Identifier, in transaction: Transaction) async throws -> Row? {
        do throws(DatabaseFailure) {
            return try await transaction.run([
                Call(AdviceStatement.insert) {
                    $0.add(id)
                    $0.add(partnerId)
                    $0.add(body.rawValue)
                    $0.add(conclusion.rawValue)
                    $0.add(documentReference)
                },
                Call(AdviceStatement.read) {
                    $0.add(id)
                    $0.addNull()
                },
            ])[1][0]
        } catch {
            guard error.constraint == "advice_partner_known" else { throw error }
            return nil
        }
    }
}
