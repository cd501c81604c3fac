internal import Postgres

enum TestFormStatement {
    /// The word null in the place of a form that does not open.
    static let list = Statement(
        "test-forms.list",
        """
        select id, coalesce(rtrim(unseal(sealed, $2)), 'null')
        from test_form
        where test_id = $1::uuid
            and ($3::uuid is null or id > $3)
        order by id
        limit $4::integer
        """
    )
    static let count = Statement(
        "test-forms.count",
        """
        select count(*)
        from test_form
        where test_id = $1::uuid
            and $2::text is not null
        """
    )
    /// Whether what is sealed of a test opens with a phrase; no row when nothing is.
    static let check = Statement(
        "test-forms.check",
        """
        select unseal(sealed, $2) is not null
        from (
            select sealed_results as sealed
            from individual_test_completion
            where test_id = $1::uuid
            union all
            (
                select sealed
                from test_form
                where test_id = $1::uuid
                limit 1
            )
        ) as kept
        limit 1
        """
    )
    static let open = Statement(
        "test-forms.open",
        """
        select unseal(sealed, $2)
        from test_form
        where test_id = $1::uuid
        """
    )
    static let insert = Statement(
        "test-forms.insert",
        """
        insert into test_form (test_id, sealed)
        values ($1::uuid, seal($2, $3))
        returning id
        """
    )
    static let all = [list, count, check, open, insert]
}
