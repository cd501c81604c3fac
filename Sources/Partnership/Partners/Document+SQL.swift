internal import Postgres

enum DocumentStatement {
    static let list = Statement(
        "documents.list",
        """
        select id, reference, title, kind, dated_on, document_version, sha256,
            coalesce(signals, '[]'), created_at
        from document_seen
        where $1::uuid is null or id > $1
        order by id
        limit $2::integer
        """
    )
    static let count = Statement(
        "documents.count",
        """
        select count(*)
        from document
        """
    )
    static let read = Statement(
        "documents.read",
        """
        select id, reference, title, kind, dated_on, document_version, sha256,
            coalesce(signals, '[]'), created_at
        from document_seen
        where id = $1::uuid
        """
    )
    static let insert = Statement(
        "documents.insert",
        """
        insert into document (id, reference, title, kind, dated_on, document_version, sha256)
        values ($1::uuid, $2, $3, $4, $5::date, $6, $7)
        """
    )
    static let all = [list, count, read, insert]
}

extension Document {
    /// - Returns: the row of `DocumentStatement.read`; nil when the reference is taken.
    func insert(id: Identifier, in transaction: Transaction) async throws -> Row? {
        do throws(DatabaseFailure) {
            return try await transaction.run([
                Call(DocumentStatement.insert) {
                    $0.add(id)
                    $0.add(reference)
                    $0.add(title)
                    $0.add(kind.rawValue)
                    $0.add(datedOn)
                    $0.add(documentVersion)
                    $0.add(sha256)
                },
                Call(DocumentStatement.read) { $0.add(id) },
            ])[1][0]
        } catch {
            guard error.constraint == "document_reference_once" else { throw error }
            return nil
        }
    }
}
