internal import Postgres

enum CompositionOutcomeStatement {
    static let read = Statement(
        "composition-outcomes.read",
        """
        select composition_id, outcome, decision_reference, array_to_json(names),
            array_to_string(names, e'\\n'),
            (
                select json_agg(id order by composition_place)
                from cluster
                where cluster.composition_id = outcome.composition_id
            ),
            reason, to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        from cluster_composition_outcome as outcome
        where composition_id = $1::uuid
        """
    )
    static let insert = Statement(
        "composition-outcomes.insert",
        """
        insert into cluster_composition_outcome (composition_id, outcome, decision_reference,
            names, reason)
        values ($1::uuid, $2, $3, $4::text[], $5)
        """
    )
    /// The clusters of a composition, in their places.
    static let makeClusters = Statement(
        "composition-outcomes.make-clusters",
        """
        insert into cluster (id, name, starts_on, composition_id, composition_place)
        select id, name, $4::date, $1::uuid, place
        from unnest($2::uuid[], $3::text[]) with ordinality as made (id, name, place)
        """
    )
    static let join = Statement(
        "composition-outcomes.join",
        """
        insert into cluster_membership (cluster_id, partner_id, valid)
        select cluster.id, member.partner_id, daterange(cluster.starts_on, null)
        from cluster
        join cluster_composition_member as member
            on member.composition_id = cluster.composition_id
            and member.place = cluster.composition_place
        where cluster.composition_id = $1::uuid
        """
    )
    /// When some partners last were delegates before a day.
    static let turns = Statement(
        "composition-outcomes.turns",
        """
        select partner_id, last_delegated_on(partner_id, $2::date - 1)
        from unnest($1::uuid[]) as asked (partner_id)
        """
    )
    static let delegate = Statement(
        "composition-outcomes.delegate",
        """
        insert into cluster_delegation (cluster_id, partner_id, valid)
        select cluster_id, partner_id, daterange($3::date, null)
        from unnest($1::uuid[], $2::uuid[]) as delegate (cluster_id, partner_id)
        """
    )
    static let all = [read, insert, makeClusters, join, turns, delegate]
}

extension CompositionOutcome {
    /// - Parameter row: of `CompositionOutcomeStatement.read`.
    init(_ row: Row) {
        if let reason = row.optionalText(6) {
            self = .withdrawn(reason: reason)
        } else {
            self = .confirmed(
                decisionReference: row.text(2),
                names: row.text(4).split(separator: "\n").map(String.init)
            )
        }
    }

    /// What records it.
    fileprivate func call(on id: Identifier) -> Call {
        Call(CompositionOutcomeStatement.insert) {
            $0.add(id)
            $0.add(command == .confirm ? "confirmed" : "withdrawn")
            switch self {
            case .confirmed(let decisionReference, let names):
                $0.add(decisionReference)
                $0.add(ArrayText(names))
                $0.addNull()
            case .withdrawn(let reason):
                $0.addNull()
                $0.addNull()
                $0.add(reason)
            }
        }
    }

    /// Records the outcome of a composition, under the lock of all clusters.
    ///
    /// - Parameter newIdentifier: makes the ids of its clusters.
    /// - Returns: the row of `CompositionOutcomeStatement.read`.
    /// - Throws: `ClusterCompositionRefusal`, or `DatabaseFailure`.
    func record(
        on proposal: ProposedComposition,
        in transaction: Transaction,
        newIdentifier: () -> Identifier
    ) async throws -> Row {
        var calls = [call(on: proposal.id)]
        if case .confirmed(let decisionReference, let names) = self {
            let ids = names.map { _ in newIdentifier() }
            calls += try await proposal.replacing(by: decisionReference, in: transaction)
            calls += try await proposal.making(ids, names, in: transaction)
        }
        let read = Call(CompositionOutcomeStatement.read) { $0.add(proposal.id) }
        return try await transaction.run(calls + [read])[calls.count][0]
    }
}

extension ProposedComposition {
    /// What ends the clusters that its partners are in, after a look at what is there now.
    ///
    /// - Throws: `outdated`, `leavesBehind`, `rewritesHistory`, or `DatabaseFailure`.
    fileprivate func replacing(
        by decisionReference: String,
        in transaction: Transaction
    ) async throws -> [Call] {
        let ids = candidates.map(\.partnerId)
        let found = try await transaction.run([
            ClusterCompositionStatement.candidates(of: takesAll ? nil : ids, on: startsOn),
            ClusterCompositionStatement.ask(
                ClusterCompositionStatement.leftBehind,
                ids,
                on: startsOn
            ),
            ClusterCompositionStatement.ask(
                ClusterCompositionStatement.replaced,
                ids,
                on: startsOn
            ),
            Call(ClusterCompositionStatement.today),
        ])
        try check(against: found[0].map { ClusterComposition.Candidate($0) })
        if let row = found[1].first {
            throw ClusterCompositionRefusal.leavesBehind(ClusterRefusal.Membership(row))
        }
        let clusters = found[2].map { $0.identifier(0) }
        let today = found[3][0].day(0)
        guard clusters.isEmpty || startsOn >= today else {
            throw ClusterCompositionRefusal.rewritesHistory(today: today)
        }
        return ClusterDissolution(dissolvedOn: startsOn, documentReference: decisionReference)
            .calls(ending: clusters)
    }

    /// What makes its clusters, each with the delegate whose turn it is.
    fileprivate func making(
        _ ids: [Identifier],
        _ names: [String],
        in transaction: Transaction
    ) async throws -> [Call] {
        let partners = candidates.map(\.partnerId)
        let turns = try await transaction.run([
            ClusterCompositionStatement.ask(
                CompositionOutcomeStatement.turns,
                partners,
                on: startsOn
            )
        ])[0].map {
            DelegateTurn(partnerId: $0.identifier(0), lastDelegatedOn: $0.optionalDay(1))
        }
        let delegates = composition.clusters.compactMap { cluster in
            let members = cluster.map(\.partnerId)
            return turns.filter { members.contains($0.partnerId) }.suggested()
        }
        return [
            Call(CompositionOutcomeStatement.makeClusters) {
                $0.add(id)
                $0.add(ArrayText(ids))
                $0.add(ArrayText(names))
                $0.add(startsOn)
            },
            Call(CompositionOutcomeStatement.join) { $0.add(id) },
            Call(CompositionOutcomeStatement.delegate) {
                $0.add(ArrayText(ids))
                $0.add(ArrayText(delegates))
                $0.add(startsOn)
            },
        ]
    }
}
