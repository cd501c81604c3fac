internal import Postgres

enum AttestationStatement {
    static let list = Statement(
        "attestations.list",
        """
        select id, partner_id, attested_on, new_employees, new_employees_done,
            to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        from attestation
        where partner_id = $1::uuid
            and ($2::uuid is null or id > $2)
        order by id
        limit $3::integer
        """
    )
    static let count = Statement(
        "attestations.count",
        """
        select count(*)
        from attestation
        where partner_id = $1::uuid
        """
    )
    /// Adds an attestation of a partner, unless its day is still to come.
    static let insert = Statement(
        "attestations.insert",
        """
        insert into attestation (id, partner_id, attested_on, new_employees, new_employees_done)
        select $1::uuid, partner.id, $3::date, $4::integer, $5::integer
        from partner
        where partner.id = $2::uuid
            and $3::date <= today()
        """
    )
    static let read = Statement(
        "attestations.read",
        """
        select id, partner_id, attested_on, new_employees, new_employees_done,
            to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        from attestation
        where id = $1::uuid
        """
    )
    static let all = [list, count, insert, read]
}

extension Attestation {
    /// - Returns: the row of `AttestationStatement.read`; nil when there is no such partner.
    /// - Throws: `AttestationRefusal.datedAhead`, or `DatabaseFailure`.
    func insert(
        id: Identifier,
        of partner: Identifier,
        in transaction: Transaction
    ) async throws -> Row? {
        let rows = try await transaction.run([
            Call(PartnerStatement.read) { $0.add(partner) },
            Call(AttestationStatement.insert) {
                $0.add(id)
                $0.add(partner)
                $0.add(attestedOn)
                $0.add(newEmployees)
                $0.add(newEmployeesDone)
            },
            Call(AttestationStatement.read) { $0.add(id) },
        ])
        if rows[0].count == 0 { return nil }
        guard let row = rows[2].first else { throw AttestationRefusal.datedAhead(attestedOn) }
        return row
    }
}
