internal import Postgres

/// Statements that read declarations.
enum DeclarationStatement {
    static let read = Statement(
        "declarations.read",
        """
        select id, kind, message_id, agb_code, partner_id, dated_on,
            to_char(received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            channel, accepted, message, answer
        from declaration
        where id = $1::uuid
            and ($2::uuid is null or partner_id = $2)
        """
    )
    /// A page is two hundred rows at most, so what is longer than 256 KiB is left to be read alone.
    static let list = Statement(
        "declarations.list",
        """
        select id, kind, message_id, agb_code, partner_id, dated_on,
            to_char(received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            channel, accepted,
            case when octet_length(message::text) <= 262144 then message end,
            case when octet_length(answer::text) <= 262144 then answer end
        from declaration
        where ($1::uuid is null or partner_id = $1)
            and ($2::uuid is null or partner_id = $2)
            and ($3::text is null or kind = $3)
            and ($4::boolean is null or accepted = $4)
            and ($5::uuid is null or id > $5)
        order by id
        limit $6::integer
        """
    )
    static let count = Statement(
        "declarations.count",
        """
        select count(*)
        from declaration
        where ($1::uuid is null or partner_id = $1)
            and ($2::uuid is null or partner_id = $2)
            and ($3::text is null or kind = $3)
            and ($4::boolean is null or accepted = $4)
        """
    )
    static let all = [read, list, count]
}
