internal import Postgres

enum ClusterStatement {
    /// Clusters as they stand on a day, a row for each member; of a day that is given only those
    /// that were there.
    static let list = Statement(
        "clusters.list",
        """
        select cluster.id, cluster.name, cluster.starts_on, cluster.dissolved_on, cluster.state,
            cluster.composition_id, cluster.created_at, cluster.version, today(),
            member.partner_id, member.size, member.pillars, member.expertise, member.may_belong,
            member.is_delegate, member.delegated_on
        from (
            select id, name, starts_on, dissolved_on, state, shown_on, composition_id, created_at,
                version
            from cluster_on(coalesce($1::date, today()))
            where ($1::date is null
                    or starts_on <= $1 and $1 < coalesce(dissolved_on, date 'infinity'))
                and ($2::uuid is null or id > $2)
            order by id
            limit $3::integer
        ) as cluster
        left join lateral cluster_member_on(cluster.id, cluster.shown_on) as member on true
        order by cluster.id, member.partner_id
        """
    )
    static let count = Statement(
        "clusters.count",
        """
        select count(*)
        from cluster_on(coalesce($1::date, today()))
        where $1::date is null
            or starts_on <= $1 and $1 < coalesce(dissolved_on, date 'infinity')
        """
    )
    static let read = Statement(
        "clusters.read",
        """
        select cluster.id, cluster.name, cluster.starts_on, cluster.dissolved_on, cluster.state,
            cluster.composition_id, cluster.created_at, cluster.version, today(),
            member.partner_id, member.size, member.pillars, member.expertise, member.may_belong,
            member.is_delegate, member.delegated_on
        from cluster_on(coalesce($2::date, today())) as cluster
        left join lateral cluster_member_on(cluster.id, cluster.shown_on) as member on true
        where cluster.id = $1::uuid
        order by member.partner_id
        """
    )
    /// Clusters are made and changed one after the other: two that ask for the same partners
    /// would else wait for each other inside the exclusion constraint until PostgreSQL ends one.
    static let lockAll = Statement(
        "clusters.lock-all",
        "select pg_advisory_xact_lock(hashtextextended('clusters', 0))"
    )
    static let insert = Statement(
        "clusters.insert",
        """
        insert into cluster (id, name, starts_on)
        values ($1::uuid, $2, coalesce($3::date, today()))
        """
    )
    static let rename = Statement(
        "clusters.rename",
        """
        update cluster
        set name = $2,
            version = version + 1
        where id = $1::uuid
        """
    )
    static let join = Statement(
        "clusters.join",
        """
        insert into cluster_membership (cluster_id, partner_id, valid)
        select $1::uuid, partner_id, daterange(coalesce($3::date, today()), $4::date)
        from unnest($2::uuid[]) as joining (partner_id)
        """
    )
    static let delegate = Statement(
        "clusters.delegate",
        """
        insert into cluster_delegation (cluster_id, partner_id, valid)
        values ($1::uuid, $2::uuid, daterange(coalesce($3::date, today()), $4::date))
        """
    )
    /// Ends memberships of clusters from a day on, of some partners or of all; those that have
    /// not begun by then never were.
    static let leave = Statement(
        "clusters.leave",
        """
        with taken_back as (
            delete from cluster_membership
            where cluster_id = any($1::uuid[])
                and ($2::uuid[] is null or partner_id = any($2))
                and lower(valid) >= $3::date
        )
        update cluster_membership
        set valid = daterange(lower(valid), $3::date)
        where cluster_id = any($1::uuid[])
            and ($2::uuid[] is null or partner_id = any($2))
            and lower(valid) < $3::date
            and valid && daterange($3::date, null)
        """
    )
    /// Ends delegations of clusters from a day on.
    static let recall = Statement(
        "clusters.recall",
        """
        with taken_back as (
            delete from cluster_delegation
            where cluster_id = any($1::uuid[])
                and lower(valid) >= $2::date
        )
        update cluster_delegation
        set valid = daterange(lower(valid), $2::date)
        where cluster_id = any($1::uuid[])
            and lower(valid) < $2::date
            and valid && daterange($2::date, null)
        """
    )
    /// The first of some partners that may not belong to a cluster on a day, and the day.
    static let withoutAgreement = Statement(
        "clusters.without-agreement",
        """
        select partner_id, coalesce($2::date, today())
        from unnest($1::uuid[]) as joining (partner_id)
        where not may_be_in_cluster(partner_id, coalesce($2::date, today()))
        order by partner_id
        limit 1
        """
    )
    /// The first of some partners that belongs to another cluster from a day until another.
    static let elsewhere = Statement(
        "clusters.elsewhere",
        """
        select partner_id, cluster_id
        from cluster_membership
        where partner_id = any($1::uuid[])
            and valid && daterange(coalesce($2::date, today()), $3::date)
            and cluster_id <> $4::uuid
        order by partner_id, lower(valid)
        limit 1
        """
    )
    static let all =
        [
            list, count, read, lockAll, insert, rename, join, delegate, leave, recall,
            withoutAgreement, elsewhere,
        ] + ClusterDissolutionStatement.all

    /// Asks for one cluster as it stands on a day, or today for nil.
    static func read(_ id: Identifier, on day: Day? = nil) -> Call {
        Call(read) {
            $0.add(id)
            $0.add(day)
        }
    }

    static func leave(_ clusters: [Identifier], _ partners: [Identifier]?, from day: Day) -> Call {
        Call(leave) {
            $0.add(ArrayText(clusters))
            if let partners { $0.add(ArrayText(partners)) } else { $0.addNull() }
            $0.add(day)
        }
    }

    static func recall(_ clusters: [Identifier], from day: Day) -> Call {
        Call(recall) {
            $0.add(ArrayText(clusters))
            $0.add(day)
        }
    }

    /// Asks for the first of some partners that may not join on a day, or today for nil.
    static func withoutAgreement(_ partners: [Identifier], on day: Day?) -> Call {
        Call(withoutAgreement) {
            $0.add(ArrayText(partners))
            $0.add(day)
        }
    }
}

/// Partners that come to belong to a cluster, from today for nil and with no end for nil.
private struct Joining {
    let clusterId: Identifier
    let partnerIds: [Identifier]
    let from: Day?
    let until: Day?

    func call() -> Call {
        Call(ClusterStatement.join) {
            $0.add(clusterId)
            $0.add(ArrayText(partnerIds))
            $0.add(from)
            $0.add(until)
        }
    }

    func delegateCall(_ delegate: Identifier) -> Call {
        Call(ClusterStatement.delegate) {
            $0.add(clusterId)
            $0.add(delegate)
            $0.add(from)
            $0.add(until)
        }
    }

    /// Runs calls after which they belong to the cluster.
    ///
    /// - Throws: `ClusterRefusal`, or `DatabaseFailure`.
    func write(
        _ calls: [Call],
        in transaction: Transaction,
        of session: Session
    ) async throws -> StandingCluster {
        let last = [
            ClusterStatement.withoutAgreement(partnerIds, on: from),
            ClusterStatement.read(clusterId),
        ]
        let rows: [Rows]
        do throws(DatabaseFailure) {
            rows = try await transaction.run(calls + last)
        } catch {
            switch error.constraint {
            case "cluster_membership_partner_known": throw ClusterRefusal.partnerUnknown
            case "cluster_membership_one_at_a_time": break
            default: throw error
            }
            // The transaction can no longer be asked, and the other cluster is there for everyone.
            let others = try await session.rows(ClusterStatement.elsewhere) {
                $0.add(ArrayText(partnerIds))
                $0.add(from)
                $0.add(until)
                $0.add(clusterId)
            }
            throw ClusterRefusal.partnerElsewhere(others.first.map(ClusterRefusal.Membership.init))
        }
        if let row = rows[calls.count].first {
            throw ClusterRefusal.noProcessAgreement(partnerId: row.identifier(0), on: row.day(1))
        }
        return StandingCluster.clusters(rows[calls.count + 1])[0]
    }
}

extension Cluster {
    /// - Parameter startsOn: the first day; nil for today.
    /// - Throws: `ClusterRefusal`, or `DatabaseFailure`.
    func insert(
        id: Identifier,
        startsOn: Day?,
        in transaction: Transaction,
        of session: Session
    ) async throws -> StandingCluster {
        let joining = Joining(clusterId: id, partnerIds: partnerIds, from: startsOn, until: nil)
        let insert = Call(ClusterStatement.insert) {
            $0.add(id)
            $0.add(name)
            $0.add(startsOn)
        }
        let calls = [
            Call(ClusterStatement.lockAll), insert, joining.call(),
            joining.delegateCall(delegateId),
        ]
        return try await joining.write(calls, in: transaction, of: session)
    }

    /// Makes a cluster what this is, from `current.changesOn` on.
    ///
    /// - Throws: `ClusterRefusal`, or `DatabaseFailure`.
    func replace(
        _ current: StandingCluster,
        in transaction: Transaction,
        of session: Session
    ) async throws -> StandingCluster {
        let id = current.id
        let day = current.changesOn
        let leaving = current.partnerIds.filter { !partnerIds.contains($0) }
        let joining = Joining(
            clusterId: id,
            partnerIds: partnerIds.filter { !current.partnerIds.contains($0) },
            from: day,
            until: current.dissolvedOn
        )
        let rename = Call(ClusterStatement.rename) {
            $0.add(id)
            $0.add(name)
        }
        var calls = [rename, ClusterStatement.leave([id], leaving, from: day), joining.call()]
        if delegateId != current.delegateId {
            calls.append(ClusterStatement.recall([id], from: day))
            calls.append(joining.delegateCall(delegateId))
        }
        return try await joining.write(calls, in: transaction, of: session)
    }
}

extension ClusterRefusal.Membership {
    /// - Parameter row: a partner and its cluster.
    init(_ row: Row) {
        self.init(partnerId: row.identifier(0), clusterId: row.identifier(1))
    }
}

extension StandingCluster {
    /// - Parameter rows: of `ClusterStatement.read` or `.list`.
    static func clusters(_ rows: Rows) -> [StandingCluster] {
        var clusters: [StandingCluster] = []
        for index in 0..<rows.count {
            let row = rows[index]
            if clusters.last?.id != row.identifier(0) { clusters.append(StandingCluster(row)) }
            // A cluster that never was has no members.
            if row.isNull(9) { continue }
            clusters[clusters.count - 1].members.append(Member(row))
        }
        return clusters
    }

    private init(_ row: Row) {
        guard let state = Cluster.State(rawValue: row.text(4)) else {
            preconditionFailure("a state that the function does not have")
        }
        id = row.identifier(0)
        name = row.text(1)
        startsOn = row.day(2)
        dissolvedOn = row.optionalDay(3)
        self.state = state
        compositionId = row.optionalIdentifier(5)
        createdAt = row.text(6)
        version = row.integer(7)
        today = row.day(8)
        members = []
    }
}

extension StandingCluster.Member {
    fileprivate init(_ row: Row) {
        partner = ClusterMember(row, from: 9)
        mayBelong = row.boolean(13)
        isDelegate = row.boolean(14)
        delegatedOn = row.optionalDay(15)
    }
}

extension ClusterMember {
    /// - Parameter column: of the partner's id; its size, pillars and expertise come after it.
    init(_ row: Row, from column: Int) {
        guard let size = Partner.Size(rawValue: row.text(column + 1)) else {
            preconditionFailure("a size that the table does not take")
        }
        partnerId = row.identifier(column)
        self.size = size
        pillars = row.lines(column + 2).compactMap { Pillar(rawValue: $0) }
        expertise = Set(row.lines(column + 3))
    }
}

extension Row {
    /// The lines of a text; none of an empty one.
    fileprivate func lines(_ column: Int) -> [String] {
        text(column).split(separator: "\n").map(String.init)
    }
}

extension ArrayText {
    init(_ ids: [Identifier]) {
        self.init()
        for id in ids { add(id) }
    }
}
