internal import Postgres

/// Statements about the partner that manages a travel budget (beheerder van het reisbudget).
///
/// - Source: KA 2.4, managed by a partner.
enum TravelTreasurerStatement {
    static let read = Statement(
        "travel-treasurers.read",
        """
        select treasurer.year, partner_id, name,
            to_char(treasurer.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            treasurer.version
        from travel_treasurer as treasurer
        join partner on partner.id = partner_id
        where treasurer.year = $1::smallint
        """
    )
    /// Writes nothing for a partner without an agreement in force.
    static let write = Statement(
        "travel-treasurers.write",
        """
        insert into travel_treasurer as treasurer (year, partner_id)
        select $1::smallint, partner_id
        from agreement
        where partner_id = $2::uuid
            and today() between starts_on and ends_on
        limit 1
        on conflict on constraint travel_treasurer_once do update
        set partner_id = excluded.partner_id,
            version = treasurer.version + 1
        """
    )
    static let all = [read, write]
}
