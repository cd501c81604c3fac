internal import Postgres

enum RuleSetStatement {
    static let list = Statement(
        "rule-sets.list",
        """
        select id, valid_from, proposal_id, decision_reference, policies, created_at
        from rule_set_answer
        where ($1::date is null
                or valid_from = (select max(valid_from) from rule_set where valid_from <= $1))
            and ($2::uuid is null or id > $2)
        order by id
        limit $3::integer
        """
    )
    static let count = Statement(
        "rule-sets.count",
        """
        select count(*)
        from rule_set
        where $1::date is null
            or valid_from = (select max(valid_from) from rule_set where valid_from <= $1)
        """
    )
    static let read = Statement(
        "rule-sets.read",
        """
        select id, valid_from, proposal_id, decision_reference, policies, created_at
        from rule_set_answer
        where id = $1::uuid
        """
    )
    /// Every choice in its order: is the question known, is the reading, and can we go by it.
    static let judge = Statement(
        "rule-sets.judge",
        """
        select policy.name is not null, policy_reading.reading is not null, is_built,
            source, article
        from unnest($1::text[], $2::text[]) with ordinality as choice (policy, reading, place)
        left join policy on policy.name = choice.policy
        left join policy_reading
            on policy_reading.policy = choice.policy
            and policy_reading.reading = choice.reading
        order by place
        """
    )
    /// The reference is that of the decision that adopted it.
    static let insert = Statement(
        "rule-sets.insert",
        """
        insert into rule_set (id, valid_from, proposal_id, decision_reference)
        select $1::uuid, $2::date, proposal_id, content ->> 'decisionReference'
        from proposal_step
        where proposal_id = $3::uuid and step = 'decision'
        """
    )
    static let choose = Statement(
        "rule-sets.choose",
        """
        insert into rule_set_policy (rule_set_id, policy, reading)
        select $1::uuid, before.policy, coalesce(choice.reading, before.reading)
        from rule_set_policy as before
        left join unnest($3::text[], $4::text[]) as choice (policy, reading)
            on choice.policy = before.policy
        where before.rule_set_id = (
            select id
            from rule_set
            where valid_from < $2::date
            order by valid_from desc
            limit 1
        )
        """
    )
    /// What is not chosen anew comes from the set before, which must not come meanwhile.
    static let lockAll = Statement(
        "rule-sets.lock-all",
        "select pg_advisory_xact_lock(hashtextextended('rule-sets', 0))"
    )
    static let all = [list, count, read, judge, insert, choose, lockAll]
}

extension RuleSet {
    /// Puts the rule set into force.
    ///
    /// - Returns: the row of `RuleSetStatement.read`.
    /// - Throws: `RuleSetRefusal`, or `DatabaseFailure`.
    func insert(id: Identifier, in transaction: Transaction) async throws -> Row {
        let policies = ArrayText(choices.map(\.policy))
        let readings = ArrayText(choices.map(\.reading))
        let found = try await transaction.run([
            Call(RuleSetStatement.lockAll),
            Call(ProposalStatement.read) { $0.add(proposalId) },
            Call(RuleSetStatement.judge) {
                $0.add(policies)
                $0.add(readings)
            },
        ])
        try check(found[1].first.map(Adoption.init))
        try check(found[2].map(Standing.init))
        do throws(DatabaseFailure) {
            return try await transaction.run([
                Call(RuleSetStatement.insert) {
                    $0.add(id)
                    $0.add(validFrom)
                    $0.add(proposalId)
                },
                Call(RuleSetStatement.choose) {
                    $0.add(id)
                    $0.add(validFrom)
                    $0.add(policies)
                    $0.add(readings)
                },
                Call(RuleSetStatement.read) { $0.add(id) },
            ])[2][0]
        } catch {
            guard error.constraint == "rule_set_one_a_day" else { throw error }
            throw RuleSetRefusal.dayTaken(validFrom)
        }
    }
}

extension RuleSet.Adoption {
    /// - Parameter row: of `ProposalStatement.read`.
    fileprivate init(_ row: Row) {
        let progress = ProposalProgress(row)
        state = progress.state
        arrangement = progress.arrangement
        subject = progress.subject
        validFrom = row.optionalDay(13)
    }
}

extension RuleSet.Standing {
    /// - Parameter row: of `RuleSetStatement.judge`.
    fileprivate init(_ row: Row) {
        guard row.boolean(0) else {
            self = .policyUnknown
            return
        }
        guard row.boolean(1) else {
            self = .readingUnknown
            return
        }
        self = row.boolean(2) ? .built : .notBuilt(source: row.text(3), article: row.text(4))
    }
}
