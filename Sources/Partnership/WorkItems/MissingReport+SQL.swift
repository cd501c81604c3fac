internal import Postgres

enum MissingReportStatement {
    static let today = Statement("missing-reports.today", "select today()")
    static let list = Statement(
        "missing-reports.list",
        """
        select number, kind, match_id, partner_id, since
        from awaited_report
        where ($1::uuid is null or partner_id = $1)
            and ($2::uuid is null or partner_id = $2)
            and ($3::text is null or kind = $3)
            and since <= case kind when 'start' then $4::date else $5::date end
            and ($6::integer is null or number > $6)
        order by number
        limit $7::integer
        """
    )
    static let count = Statement(
        "missing-reports.count",
        """
        select count(*)
        from awaited_report
        where ($1::uuid is null or partner_id = $1)
            and ($2::uuid is null or partner_id = $2)
            and ($3::text is null or kind = $3)
            and since <= case kind when 'start' then $4::date else $5::date end
        """
    )
    static let all = [today, list, count]
}
