internal import Postgres

enum QuestionnaireStatement {
    static let list = Statement(
        "questionnaires.list",
        """
        select id, number, source, items, created_at
        from questionnaire_form
        where $1::uuid is null or id > $1
        order by id
        limit $2::integer
        """
    )
    static let count = Statement(
        "questionnaires.count",
        """
        select count(*)
        from questionnaire
        """
    )
    static let read = Statement(
        "questionnaires.read",
        """
        select id, number, source, items, created_at
        from questionnaire_form
        where id = $1::uuid
        """
    )
    /// Versions are added one after the other, so that each gets the next number.
    static let lockAll = Statement(
        "questionnaires.lock-all",
        "select pg_advisory_xact_lock(hashtextextended('questionnaires', 0))"
    )
    static let insert = Statement(
        "questionnaires.insert",
        """
        insert into questionnaire (id, number, source)
        select $1::uuid, coalesce(max(number), 0) + 1, $2
        from questionnaire
        """
    )
    static let insertItems = Statement(
        "questionnaires.insert-items",
        """
        insert into questionnaire_item (questionnaire_id, item, label_nl, label_en)
        select $1::uuid, item, label_nl, label_en
        from unnest($2::text[], $3::text[]) with ordinality as form (label_nl, label_en, item)
        """
    )
    static let all = [list, count, read, lockAll, insert, insertItems]
}

extension Questionnaire {
    /// - Returns: the row of `QuestionnaireStatement.read`.
    /// - Throws: `DatabaseFailure`.
    func insert(id: Identifier, in transaction: Transaction) async throws -> Row {
        try await transaction.run([
            Call(QuestionnaireStatement.lockAll),
            Call(QuestionnaireStatement.insert) {
                $0.add(id)
                $0.add(source)
            },
            Call(QuestionnaireStatement.insertItems) {
                $0.add(id)
                $0.add(ArrayText(items.map(\.labelNl)))
                $0.add(ArrayText(items.map(\.labelEn)))
            },
            Call(QuestionnaireStatement.read) { $0.add(id) },
        ])[3][0]
    }
}
