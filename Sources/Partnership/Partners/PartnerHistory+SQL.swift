internal import Postgres

enum PartnerHistoryStatement {
    static let agreements = Statement(
        "partner-histories.agreements",
        """
        select agreement.id, agreement.kind, starts_on, agreement.ends_on, agreed_ends_on,
            end_known_on, state, termination.kind, ground, received_on,
            termination.document_reference
        from agreement_state as agreement
        left join termination_in_effect as termination on termination.agreement_id = agreement.id
        where agreement.partner_id = $1::uuid
        order by starts_on, agreement.id
        """
    )
    static let exclusions = Statement(
        "partner-histories.exclusions",
        """
        select dissolved_on
        from exclusion
        join partner on partner.kvk_number = exclusion.kvk_number
        where partner.id = $1::uuid
        order by dissolved_on
        """
    )
    static let partner = Statement(
        "partner-histories.partner",
        """
        select id
        from partner
        where id = $1::uuid
            and ($2::uuid is null or id = $2)
        """
    )
    static let all = [agreements, exclusions, partner]
}

extension PartnerHistory {
    /// - Parameters:
    ///   - agreements: the rows of `PartnerHistoryStatement.agreements`.
    ///   - exclusions: the rows of `PartnerHistoryStatement.exclusions`.
    init(agreements: Rows, exclusions: Rows) {
        terms = agreements.map {
            Term(
                agreement: AgreementTerm($0.kind(1), $0.term(2, 3)),
                endKnownOn: $0.optionalDay(5)
            )
        }
        self.exclusions = exclusions.map { Exclusion(dissolvedOn: $0.day(0)) }
    }
}
