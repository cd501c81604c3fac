internal import Postgres

enum PartnerStatement {
    /// Who is under notice takes part until the end, and is among the active ones (PO 1.c).
    static let list = Statement(
        "partners.list",
        """
        select id, name, kvk_number, agb_code, size, array_to_json(pillars),
            array_to_json(expertise), standing.status, standing.since,
            to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            version, standing.excluded_until
        from partner
        join partner_standing_on(coalesce($2::date, today())) as standing
            on standing.partner_id = partner.id
        where ($1::text is null or standing.status = $1
                or ($1 = 'active' and standing.takes_part))
            and ($3::uuid is null or id > $3)
        order by id
        limit $4::integer
        """
    )
    static let count = Statement(
        "partners.count",
        """
        select count(*)
        from partner_standing_on(coalesce($2::date, today()))
        where $1::text is null or status = $1 or ($1 = 'active' and takes_part)
        """
    )
    static let read = Statement(
        "partners.read",
        """
        select id, name, kvk_number, agb_code, size, array_to_json(pillars),
            array_to_json(expertise), standing.status, standing.since,
            to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            version, standing.excluded_until
        from partner
        join partner_standing as standing on standing.partner_id = partner.id
        where id = $1::uuid
        """
    )
    static let lock = Statement(
        "partners.lock",
        """
        select id
        from partner
        where id = $1::uuid
        for no key update
        """
    )
    static let insert = Statement(
        "partners.insert",
        """
        insert into partner (id, name, kvk_number, agb_code, size, pillars, expertise)
        values ($1::uuid, $2, $3, $4, $5, $6::text[], $7::text[])
        """
    )
    static let change = Statement(
        "partners.change",
        """
        update partner
        set name = coalesce($2, name),
            agb_code = coalesce($3, agb_code),
            size = coalesce($4, size),
            pillars = coalesce($5::text[], pillars),
            expertise = coalesce($6::text[], expertise),
            version = version + 1
        where id = $1::uuid
        """
    )
    static let all = [list, count, read, lock, insert, change]
}

extension Partner {
    /// - Returns: the row of `PartnerStatement.read`.
    /// - Throws: `PartnerRefusal`, or `DatabaseFailure`.
    func insert(id: Identifier, in transaction: Transaction) async throws -> Row {
        let insert = Call(PartnerStatement.insert) {
            $0.add(id)
            $0.add(name)
            $0.add(kvkNumber)
            $0.add(agbCode)
            $0.add(size.rawValue)
            $0.add(ArrayText(pillars.map(\.rawValue)))
            $0.add(ArrayText(expertise))
        }
        let read = Call(PartnerStatement.read) { $0.add(id) }
        do {
            return try await transaction.run([insert, read])[1][0]
        } catch {
            throw PartnerRefusal(error) ?? error
        }
    }
}

extension PartnerChange {
    /// - Returns: the row of `PartnerStatement.read`.
    /// - Throws: `PartnerRefusal`, or `DatabaseFailure`.
    func carryOut(on id: Identifier, in transaction: Transaction) async throws -> Row {
        let change = Call(PartnerStatement.change) {
            $0.add(id)
            $0.add(name)
            $0.add(agbCode)
            $0.add(size?.rawValue)
            $0.add(pillars.map { ArrayText($0.map(\.rawValue)) })
            $0.add(expertise.map { ArrayText($0) })
        }
        let read = Call(PartnerStatement.read) { $0.add(id) }
        do {
            return try await transaction.run([change, read])[1][0]
        } catch {
            throw PartnerRefusal(error) ?? error
        }
    }
}

extension PartnerRefusal {
    /// The refusal that a constraint stands for; nil when the failure is another.
    init?(_ failure: DatabaseFailure) {
        switch failure.constraint {
        case "partner_kvk_number_once": self = .kvkNumberTaken
        case "partner_agb_code_once": self = .agbCodeTaken
        default: return nil
        }
    }
}

extension Parameters {
    fileprivate mutating func add(_ value: ArrayText?) {
        if let value { add(value) } else { addNull() }
    }
}
