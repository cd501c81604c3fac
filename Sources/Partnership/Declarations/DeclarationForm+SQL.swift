internal import Postgres

/// What is read of a declaration to give it, or its answer, as XML.
enum DeclarationFormStatement {
    static let read = Statement(
        "declaration-forms.read",
        """
        select pillar, message, answer, header,
            (received_at at time zone 'Europe/Amsterdam')::date
        from declaration
        where id = $1::uuid
            and ($2::uuid is null or partner_id = $2)
        """
    )
    static let all = [read]
}
