internal import Postgres

enum AuditFileStatement {
    static let entries = Statement(
        "audit-files.entries",
        """
        select sequence, id, year, month, pillar, partner_id, partner_name_at(partner_id, $4),
            product_code, cents, declaration_id, reference, source, rounded_to_euros,
            reversed_id, recorded_at, postings
        from ledger_entry_posted
        where year = $1::smallint
            and ($2::uuid is null or partner_id = $2)
            and ($4::timestamptz is null or sequence <= (select ledger_size_at($4)))
            and ($5::date is null or coalesce(month, make_date($1, 12, 31)) <= $5)
        order by sequence
        limit $3::integer
        """
    )
    /// The accounts, and the day it is, or that of the moment asked for.
    static let accounts = Statement(
        "audit-files.accounts",
        """
        select code, name, rgs,
            coalesce(($1::timestamptz at time zone 'Europe/Amsterdam')::date, today())
        from ledger_account
        order by code
        """
    )
    /// One partner, or all that have entries in a year.
    static let parties = Statement(
        "audit-files.parties",
        """
        select id, kvk_number, partner_name_at(id, $3)
        from partner
        where id = $2::uuid
            or ($2 is null
                and id in (
                    select partner_id
                    from ledger_entry
                    where year = $1::smallint
                        and ($3::timestamptz is null or sequence <= (select ledger_size_at($3)))
                        and ($4::date is null
                            or coalesce(month, make_date($1, 12, 31)) <= $4)
                ))
        order by kvk_number
        """
    )
    static let all = [entries, accounts, parties]
}

extension AuditFile.Account {
    /// - Parameter row: of `AuditFileStatement.accounts`.
    init(_ row: Row) {
        self.init(code: row.text(0), name: row.text(1), rgs: row.text(2))
    }
}

extension AuditFile.Party {
    /// - Parameter row: of `AuditFileStatement.parties`.
    init(_ row: Row) {
        self.init(id: row.identifier(0), kvkNumber: row.text(1), name: row.text(2))
    }
}
