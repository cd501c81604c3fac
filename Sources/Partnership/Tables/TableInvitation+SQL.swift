internal import Postgres

enum TableInvitationStatement {
    static let list = Statement(
        "table-invitations.list",
        """
        select id, review_id, kvk_number, name, kind, reason,
            to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        from table_invitation
        where review_id = $1::uuid
            and ($2::uuid is null or id > $2)
        order by id
        limit $3::integer
        """
    )
    static let count = Statement(
        "table-invitations.count",
        """
        select count(*)
        from table_invitation
        where review_id = $1::uuid
        """
    )
    static let read = Statement(
        "table-invitations.read",
        """
        select id, review_id, kvk_number, name, kind, reason,
            to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        from table_invitation
        where id = $1::uuid
        """
    )
    static let insert = Statement(
        "table-invitations.insert",
        """
        insert into table_invitation (id, review_id, kvk_number, name, kind, reason)
        values ($1::uuid, $2::uuid, $3, $4, $5, $6)
        """
    )
    static let all = [list, count, read, insert]
}

extension TableInvitation {
    /// - Returns: the row of `TableInvitationStatement.read`; nil when there is no such review.
    /// - Throws: `TableReviewRefusal`, or `DatabaseFailure`.
    func insert(
        id: Identifier,
        beside review: Identifier,
        in transaction: Transaction
    ) async throws -> Row? {
        let figures = try await transaction.rows(TableReviewStatement.providers) {
            $0.add(review)
            $0.add(provider.kvkNumber)
        }
        if let row = figures.first, TableParticipation(row).tables.contains(table) {
            throw TableReviewRefusal.sitsThere(table)
        }
        let insert = Call(TableInvitationStatement.insert) {
            $0.add(id)
            $0.add(review)
            $0.add(provider.kvkNumber)
            $0.add(provider.name)
            $0.add(table.rawValue)
            $0.add(reason)
        }
        do throws(DatabaseFailure) {
            return try await transaction.run([
                insert, Call(TableInvitationStatement.read) { $0.add(id) },
            ])[1][0]
        } catch {
            switch error.constraint {
            case "table_invitation_review_known": return nil
            case "table_invitation_once": throw TableReviewRefusal.invited(table)
            default: throw error
            }
        }
    }
}
