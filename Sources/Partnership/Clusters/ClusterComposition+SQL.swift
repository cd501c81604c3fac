internal import Postgres

enum ClusterCompositionStatement {
    /// Compositions without their partners.
    static let list = Statement(
        "cluster-compositions.list",
        """
        select composition.id, seed, starts_on, takes_all, coalesce(outcome, 'proposed'),
            to_char(composition.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            case when outcome is null then 1 else 2 end, cluster_count, size_cost, mix_cost,
            overlap_cost
        from cluster_composition as composition
        left join cluster_composition_outcome as outcome
            on outcome.composition_id = composition.id
        where $1::uuid is null or composition.id > $1
        order by composition.id
        limit $2::integer
        """
    )
    static let count = Statement(
        "cluster-compositions.count",
        """
        select count(*)
        from cluster_composition
        """
    )
    static let read = Statement(
        "cluster-compositions.read",
        """
        select composition.id, seed, starts_on, takes_all, coalesce(outcome, 'proposed'),
            to_char(composition.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            case when outcome is null then 1 else 2 end, place, partner_id, size,
            array_to_string(pillars, e'\\n'), array_to_string(expertise, e'\\n'), last_cluster_id
        from cluster_composition as composition
        join cluster_composition_member as member on member.composition_id = composition.id
        left join cluster_composition_outcome as outcome
            on outcome.composition_id = composition.id
        where composition.id = $1::uuid
        order by place, partner_id
        """
    )
    /// Partners that may be in a cluster on a day, of those named or of all, each with the
    /// cluster it is in, will be in or was in last.
    static let candidates = Statement(
        "cluster-compositions.candidates",
        """
        select partner.id, size, array_to_string(pillars, e'\\n'),
            array_to_string(expertise, e'\\n'),
            (
                select cluster_id
                from cluster_membership
                where partner_id = partner.id
                order by lower(valid) desc
                limit 1
            )
        from partner
        where ($2::uuid[] is null or id = any($2))
            and may_be_in_cluster(id, $1::date)
        order by id
        """
    )
    /// The clusters that some partners are in on a day or later.
    static let replaced = Statement(
        "cluster-compositions.replaced",
        """
        select distinct cluster_id
        from cluster_membership
        where partner_id = any($1::uuid[])
            and valid && daterange($2::date, null)
        order by cluster_id
        """
    )
    /// The first partner that is not among some while it shares a cluster with one of them, on a
    /// day or later; one that may not be in a cluster then leaves it anyhow.
    static let leftBehind = Statement(
        "cluster-compositions.left-behind",
        """
        select partner_id, cluster_id
        from cluster_membership
        where cluster_id in (
                select cluster_id
                from cluster_membership
                where partner_id = any($1::uuid[])
                    and valid && daterange($2::date, null)
            )
            and valid && daterange($2::date, null)
            and partner_id <> all($1::uuid[])
            and may_be_in_cluster(partner_id, $2::date)
        order by partner_id
        limit 1
        """
    )
    static let today = Statement("cluster-compositions.today", "select today()")
    static let insert = Statement(
        "cluster-compositions.insert",
        """
        insert into cluster_composition (id, seed, starts_on, takes_all, cluster_count, size_cost,
            mix_cost, overlap_cost)
        values ($1::uuid, $2, $3::date, $4::boolean, $5::smallint, $6::integer, $7::integer,
            $8::integer)
        """
    )
    static let insertMembers = Statement(
        "cluster-compositions.insert-members",
        """
        insert into cluster_composition_member (composition_id, partner_id, place, size, pillars,
            expertise, last_cluster_id)
        select $1::uuid, partner_id, place, size, string_to_array(pillars, e'\\n'),
            string_to_array(expertise, e'\\n'), last_cluster_id
        from unnest($2::uuid[], $3::smallint[], $4::text[], $5::text[], $6::text[], $7::uuid[])
            as member (partner_id, place, size, pillars, expertise, last_cluster_id)
        """
    )
    static let all =
        [
            list, count, read, candidates, replaced, leftBehind, today, insert, insertMembers,
        ] + CompositionOutcomeStatement.all

    /// Asks for the candidates of a day, of some partners or of all.
    static func candidates(of partners: [Identifier]?, on day: Day) -> Call {
        Call(candidates) {
            $0.add(day)
            if let partners { $0.add(ArrayText(partners)) } else { $0.addNull() }
        }
    }

    /// Asks with a statement that takes partners and a day.
    static func ask(_ statement: Statement, _ partners: [Identifier], on day: Day) -> Call {
        Call(statement) {
            $0.add(ArrayText(partners))
            $0.add(day)
        }
    }
}

/// A composition that is asked for.
struct CompositionRequest: Sendable, Equatable {
    let seed: String
    let startsOn: Day
    /// nil for every partner with a process agreement in force on that day.
    let partnerIds: [Identifier]?

    /// Divides the partners and keeps the division.
    ///
    /// - Throws: `ClusterRefusal`, `ClusterCompositionRefusal`, or `DatabaseFailure`.
    func propose(id: Identifier, in transaction: Transaction) async throws -> ProposedComposition {
        let read = ClusterCompositionStatement.candidates(of: partnerIds, on: startsOn)
        var found = [read]
        if let partnerIds {
            found.append(ClusterStatement.withoutAgreement(partnerIds, on: startsOn))
        }
        let rows = try await transaction.run(found)
        if rows.count > 1, let row = rows[1].first {
            throw ClusterRefusal.noProcessAgreement(partnerId: row.identifier(0), on: startsOn)
        }
        let candidates = rows[0].map { ClusterComposition.Candidate($0) }
        let composition = try ClusterComposition(of: candidates, seed: seed)
        let written = try await transaction.run([
            ClusterCompositionStatement.ask(
                ClusterCompositionStatement.leftBehind,
                candidates.map(\.partnerId),
                on: startsOn
            ),
            Call(ClusterCompositionStatement.insert) {
                $0.add(id)
                $0.add(seed)
                $0.add(startsOn)
                $0.add(partnerIds == nil)
                $0.add(composition.clusters.count)
                let cost = composition.cost
                $0.add(cost.size)
                $0.add(cost.mix)
                $0.add(cost.overlap)
            },
            Call(ClusterCompositionStatement.insertMembers) {
                $0.add(id)
                composition.addMembers(to: &$0)
            },
            Call(ClusterCompositionStatement.read) { $0.add(id) },
        ])
        if let row = written[0].first {
            throw ClusterCompositionRefusal.leavesBehind(ClusterRefusal.Membership(row))
        }
        guard let proposal = ProposedComposition(written[3]) else {
            preconditionFailure("a composition that was written is gone")
        }
        return proposal
    }
}

extension ClusterComposition {
    fileprivate func addMembers(to parameters: inout Parameters) {
        var (ids, places, sizes) = (ArrayText(), ArrayText(), ArrayText())
        var (pillars, expertise, lastClusters) = (ArrayText(), ArrayText(), ArrayText())
        for (index, cluster) in clusters.enumerated() {
            for candidate in cluster {
                let member = candidate.member
                ids.add(candidate.partnerId)
                places.add(index + 1)
                sizes.add(member.size.rawValue)
                pillars.add(member.pillars.map(\.rawValue).joined(separator: "\n"))
                expertise.add(member.expertise.sorted().joined(separator: "\n"))
                lastClusters.add(candidate.lastClusterId)
            }
        }
        for array in [ids, places, sizes, pillars, expertise, lastClusters] {
            parameters.add(array)
        }
    }
}

extension ClusterComposition.Candidate {
    /// - Parameter row: of `ClusterCompositionStatement.candidates`.
    init(_ row: Row) {
        member = ClusterMember(row, from: 0)
        lastClusterId = row.optionalIdentifier(4)
    }
}

extension ProposedComposition {
    /// - Parameter rows: of `ClusterCompositionStatement.read`; nil when there are none.
    init?(_ rows: Rows) {
        guard let first = rows.first else { return nil }
        id = first.identifier(0)
        seed = first.text(1)
        startsOn = first.day(2)
        takesAll = first.boolean(3)
        state = State(first)
        createdAt = first.text(5)
        version = first.integer(6)
        var clusters: [[ClusterComposition.Candidate]] = []
        for index in 0..<rows.count {
            let row = rows[index]
            if clusters.count < row.integer(7) { clusters.append([]) }
            clusters[clusters.count - 1].append(
                .init(
                    member: ClusterMember(row, from: 8),
                    lastClusterId: row.optionalIdentifier(12)
                )
            )
        }
        composition = ClusterComposition(clusters: clusters)
    }
}

extension ProposedComposition.State {
    /// - Parameter row: of `ClusterCompositionStatement.read` or `.list`.
    init(_ row: Row) {
        guard let state = Self(rawValue: row.text(4)) else {
            preconditionFailure("an outcome that the table does not take")
        }
        self = state
    }
}

extension ClusterComposition.Cost {
    /// - Parameter row: of `ClusterCompositionStatement.list`.
    init(_ row: Row) {
        size = row.integer(8)
        mix = row.integer(9)
        overlap = row.integer(10)
    }
}
