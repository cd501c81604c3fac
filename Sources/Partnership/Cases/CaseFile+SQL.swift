internal import Postgres

enum CaseStatement {
    /// Takes the partner to whom the caller is limited, who reaches cases it has a match in.
    static let read = Statement(
        "cases.read",
        """
        select case_reference, state, has_client, outside_messaging, erased_at,
            erasure_decided_on, erasure_reference, created_at, version
        from case_state
        where case_reference = $1
            and ($2::uuid is null
                or exists (
                    select
                    from match
                    where match.case_reference = case_state.case_reference
                        and partner_id = $2
                ))
        """
    )
    /// Holds a case that is known until the transaction ends; it has a key then, if there is a
    /// vault key and it was not erased.
    static let hold = Statement(
        "cases.hold",
        """
        select hold_case_files(
            array(select case_reference from match where case_reference = $1 limit 1),
            checked_key($2)
        )
        """
    )
    /// The allocations of a case under the lock that messages about them wait for, in key order,
    /// and today.
    static let lockAllocations = Statement(
        "cases.lock-allocations",
        """
        select care_state in ('running', 'paused'), today()
        from allocation
        join match on match.id = match_id
        where case_reference = $1
        order by number
        for no key update of allocation
        """
    )
    static let today = Statement("cases.today", "select today()")
    static let readClient = Statement(
        "cases.read-client",
        """
        select pgp_sym_decrypt(sealed_client, case_key(case_reference, $2))
        from case_file
        where case_reference = $1
            and sealed_client is not null
        """
    )
    static let keepClient = Statement(
        "cases.keep-client",
        """
        update case_file
        set sealed_client = seal_with_key($2, case_key(case_reference, $4)),
            bsn_digest = bsn_digest($3, $4),
            version = version + 1
        where case_reference = $1
        """
    )
    static let keepMessaging = Statement(
        "cases.keep-messaging",
        """
        update case_file
        set outside_messaging = $2::boolean,
            sealed_client = case when not $2::boolean then sealed_client end,
            bsn_digest = case when not $2::boolean then bsn_digest end,
            version = version + 1
        where case_reference = $1
        """
    )
    static let erase = Statement("cases.erase", "select erase_case($1, $2::date, $3)")
    static let all = [
        read, hold, lockAllocations, today, readClient, keepClient, keepMessaging, erase,
    ]
}

extension CaseFile.State {
    /// The state in a row of `CaseStatement.read`.
    init(_ row: Row) {
        guard let state = CaseFile.State(rawValue: row.text(1)) else {
            preconditionFailure("a case in no state")
        }
        self = state
    }
}

extension CaseErasure {
    /// The erasure in a row of `CaseStatement.read`; nil unless the case was erased.
    init?(_ row: Row) {
        guard let decidedOn = row.optionalDay(5) else { return nil }
        self.init(decidedOn: decidedOn, documentReference: row.text(6))
    }
}
