internal import Postgres

enum MatchStatement {
    /// A page is cut before the standings of its partners are asked for, and starts where the key
    /// is in the index, so that it costs the same however many matches there are.
    static let list = Statement(
        "matches.list",
        """
        select match.id, case_reference, match.partner_id, professional, match.product_code,
            family_agreed_on, coach_agreed_on, professional_agreed_on,
            case
                when care_state <> 'none' then care_state
                when standing.takes_part then 'agreed'
                else 'awaiting-accession'
            end,
            allocation.number,
            to_char(match.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            match.version, match.tent_id
        from (
            select *
            from match
            where ($1::uuid is null or partner_id = $1)
                and ($2::uuid is null or partner_id = $2)
                and ($3::text is null or case_reference = $3)
                and id > coalesce($4::uuid, '00000000-0000-0000-0000-000000000000')
            order by id
            limit $5::integer
        ) as match
        join partner_standing as standing on standing.partner_id = match.partner_id
        left join allocation on allocation.match_id = match.id
        order by match.id
        """
    )
    static let count = Statement(
        "matches.count",
        """
        select count(*)
        from match
        where ($1::uuid is null or partner_id = $1)
            and ($2::uuid is null or partner_id = $2)
            and ($3::text is null or case_reference = $3)
        """
    )
    static let read = Statement(
        "matches.read",
        """
        select match.id, case_reference, match.partner_id, professional, match.product_code,
            family_agreed_on, coach_agreed_on, professional_agreed_on,
            case
                when care_state <> 'none' then care_state
                when standing.takes_part then 'agreed'
                else 'awaiting-accession'
            end,
            allocation.number,
            to_char(match.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            match.version, match.tent_id
        from match
        join partner_standing as standing on standing.partner_id = match.partner_id
        left join allocation on allocation.match_id = match.id
        where match.id = $1::uuid
            and ($2::uuid is null or match.partner_id = $2)
        """
    )
    static let lock = Statement(
        "matches.lock",
        """
        select partner_id, product_code, unit, category, family_agreed_on, coach_agreed_on,
            professional_agreed_on
        from match
        join product on product.code = match.product_code
        where match.id = $1::uuid
        for update of match
        """
    )
    static let insert = Statement(
        "matches.insert",
        """
        insert into match (id, case_reference, partner_id, professional, product_code,
            family_agreed_on, coach_agreed_on, professional_agreed_on, tent_id)
        values ($1::uuid, $2, $3::uuid, $4, $5, $6::date, $7::date, $8::date, $9::uuid)
        """
    )
    static let agree = Statement(
        "matches.agree",
        """
        update match
        set family_agreed_on = $2::date,
            coach_agreed_on = $3::date,
            professional_agreed_on = $4::date,
            version = version + 1
        where id = $1::uuid
        """
    )
    static let all = [list, count, read, lock, insert, agree]
}

extension Match {
    /// Adds the match; the tent it names is locked, so that it is not cancelled meanwhile.
    ///
    /// - Throws: `MatchRefusal`, or `DatabaseFailure`.
    func insert(id: Identifier, in transaction: Transaction) async throws {
        if let tentId, try await LockedTent(tentId, in: transaction)?.state == .cancelled {
            throw MatchRefusal.tentCancelled
        }
        do throws(DatabaseFailure) {
            _ = try await transaction.rows(MatchStatement.insert) {
                $0.add(id)
                $0.add(caseReference)
                $0.add(partnerId)
                $0.add(professional)
                $0.add(productCode)
                $0.add(agreed.family)
                $0.add(agreed.coach)
                $0.add(agreed.professional)
                $0.add(tentId)
            }
        } catch {
            throw MatchRefusal(error).map { $0 as any Error } ?? error
        }
    }
}

extension Match.Agreed {
    /// The three days in columns that follow each other.
    init(_ row: Row, from column: Int) {
        self.init(
            family: row.day(column),
            coach: row.day(column + 1),
            professional: row.day(column + 2)
        )
    }

    func replace(of match: Identifier, in transaction: Transaction) async throws(DatabaseFailure) {
        _ = try await transaction.rows(MatchStatement.agree) {
            $0.add(match)
            $0.add(family)
            $0.add(coach)
            $0.add(professional)
        }
    }
}

extension MatchRefusal {
    /// What a constraint says of a match; nil when it says something else.
    fileprivate init?(_ failure: DatabaseFailure) {
        switch failure.constraint {
        case "match_partner_known": self = .partnerUnknown
        case "match_product_known": self = .productUnknown
        case "match_tent_known": self = .tentUnknown
        default: return nil
        }
    }
}
