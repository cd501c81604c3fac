internal import Postgres

enum CollegeDecisionStatement {
    static let list = Statement(
        "college-decisions.list",
        """
        select id, partner_id, agreement_id, advice_id, ground, outcome, decided_on,
            document_reference, reasons_for_deviating,
            to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            coalesce(finding_history(partner_id, decided_on), '')
        from college_decision
        where ($1::uuid is null or partner_id = $1)
            and ($2::uuid is null or partner_id = $2)
            and ($3::uuid is null or id > $3)
        order by id
        limit $4::integer
        """
    )
    static let count = Statement(
        "college-decisions.count",
        """
        select count(*)
        from college_decision
        where ($1::uuid is null or partner_id = $1)
            and ($2::uuid is null or partner_id = $2)
        """
    )
    static let read = Statement(
        "college-decisions.read",
        """
        select id, partner_id, agreement_id, advice_id, ground, outcome, decided_on,
            document_reference, reasons_for_deviating,
            to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            coalesce(finding_history(partner_id, decided_on), '')
        from college_decision
        where id = $1::uuid
            and ($2::uuid is null or partner_id = $2)
        """
    )
    /// Adds a decision, unless its day is still to come.
    static let insert = Statement(
        "college-decisions.insert",
        """
        insert into college_decision (id, partner_id, agreement_id, advice_id, ground, outcome,
            decided_on, document_reference, reasons_for_deviating, individual_test_id)
        select $1::uuid, $2::uuid, $3::uuid, $4::uuid, $5, $6, $7::date, $8, $9, $10::uuid
        where $7 <= today()
        """
    )
    static let all = [list, count, read, insert]
}

extension CollegeDecision {
    /// - Parameter row: of `CollegeDecisionStatement.read`.
    init(_ row: Row) {
        guard let ground = Termination.Ground(rawValue: row.text(4)),
            let outcome = Outcome(rawValue: row.text(5))
        else { preconditionFailure("a word that the table does not take") }
        partnerId = row.identifier(1)
        agreementId = row.optionalIdentifier(2)
        adviceId = row.optionalIdentifier(3)
        self.ground = ground
        self.outcome = outcome
        decidedOn = row.day(6)
        documentReference = row.text(7)
        reasonsForDeviating = row.optionalText(8)
    }

    /// Records the decision, if the advice and the agreement it names are of its partner.
    ///
    /// Neither ever changes its partner, and no advice changes at all, so that neither is locked;
    /// the individual test that an advice rests on is.
    ///
    /// - Returns: the row of `CollegeDecisionStatement.read`.
    /// - Throws: `CollegeDecisionRefusal`, or `DatabaseFailure`.
    func insert(id: Identifier, in transaction: Transaction) async throws -> Row {
        let found = try await transaction.run([
            Call(PartnerStatement.read) { $0.add(partnerId) },
            Call(AgreementStatement.read) {
                $0.add(agreementId)
                $0.add(partnerId)
            },
            AdviceStatement.reading(adviceId, of: partnerId),
        ])
        if found[0].count == 0 { throw CollegeDecisionRefusal.partnerUnknown }
        if agreementId != nil, found[1].count == 0 {
            throw CollegeDecisionRefusal.agreementUnknown
        }
        let advice = found[2].first.map { Advice($0) }
        let test = ground == .trust ? advice?.individualTestId : nil
        try await check(advice, on: test, in: transaction)
        let rows = try await transaction.run([
            Call(CollegeDecisionStatement.insert) {
                $0.add(id)
                $0.add(partnerId)
                $0.add(agreementId)
                $0.add(adviceId)
                $0.add(ground.rawValue)
                $0.add(outcome.rawValue)
                $0.add(decidedOn)
                $0.add(documentReference)
                $0.add(reasonsForDeviating)
                $0.add(test)
            },
            Call(CollegeDecisionStatement.read) {
                $0.add(id)
                $0.addNull()
            },
        ])[1]
        guard let row = rows.first else { throw CollegeDecisionRefusal.datedAhead }
        return row
    }
    /// - Parameter test: the one that the advice rests on; held until the transaction ends.
    private func check(
        _ advice: Advice?,
        on test: Identifier?,
        in transaction: Transaction
    ) async throws {
        guard let test else { return try check(advice: advice) }
        let state = try await TestFinding.State.locked(
            of: partnerId,
            in: test,
            for: .trustBody,
            in: transaction
        )
        if state?.after(.decide) == nil { throw CollegeDecisionRefusal.findingDecided }
        let assembly = try await transaction.rows(AdviceStatement.ofAssembly) {
            $0.add(test)
            $0.add(partnerId)
        }
        try check(advice: advice, isAdvisedByAssembly: assembly.count > 0)
    }
}
