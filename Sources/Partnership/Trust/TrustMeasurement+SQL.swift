internal import Postgres

enum TrustMeasurementStatement {
    static let list = Statement(
        "trust-measurements.list",
        """
        select id, title, cluster_ids, opens_at, closes_at, state, minimum_respondents,
            questionnaire_id, trust_key_id, key_id, clusters, closed_at, published_at, signals,
            created_at, version, read_at
        from trust_measurement_now
        where $1::uuid is null or id > $1
        order by id
        limit $2::integer
        """
    )
    static let count = Statement(
        "trust-measurements.count",
        """
        select count(*)
        from trust_measurement
        """
    )
    static let read = Statement(
        "trust-measurements.read",
        """
        select id, title, cluster_ids, opens_at, closes_at, state, minimum_respondents,
            questionnaire_id, trust_key_id, key_id, clusters, closed_at, published_at, signals,
            created_at, version, read_at
        from trust_measurement_now
        where id = $1::uuid
        """
    )
    static let clusters = Statement(
        "trust-measurements.clusters",
        """
        select cluster_id
        from trust_measurement_cluster
        where measurement_id = $1::uuid
        order by place
        """
    )
    /// Rounds are made and moved one after the other: two with the same clusters would else wait
    /// for each other inside the exclusion constraint until PostgreSQL ends one of them.
    static let lockAll = Statement(
        "trust-measurements.lock-all",
        "select pg_advisory_xact_lock(hashtextextended('trust-measurements', 0))"
    )
    /// Holds a round until the transaction ends.
    static let lock = Statement(
        "trust-measurements.lock",
        """
        select id
        from trust_measurement
        where id = $1::uuid
        for update
        """
    )
    /// What time it is, the day on which a round opens, and the first of its clusters that is not
    /// there then.
    static let opening = Statement(
        "trust-measurements.opening",
        """
        select
            to_char(moment() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            day,
            (
                select cluster_id
                from unnest($2::uuid[]) with ordinality as part (cluster_id, place)
                where not exists (
                    select
                    from cluster_on(day)
                    where id = part.cluster_id
                        and starts_on <= day
                        and day < coalesce(dissolved_on, date 'infinity')
                )
                order by place
                limit 1
            )
        from (select ($1::timestamptz at time zone 'Europe/Amsterdam')::date) as opening (day)
        """
    )
    /// Adds a round, with the newest form.
    static let insert = Statement(
        "trust-measurements.insert",
        """
        insert into trust_measurement (id, title, opens_at, closes_at, minimum_respondents,
            questionnaire_id)
        select $1::uuid, $2, $3::timestamptz, $4::timestamptz, $5::smallint, id
        from questionnaire
        order by number desc
        limit 1
        """
    )
    static let insertClusters = Statement(
        "trust-measurements.insert-clusters",
        """
        insert into trust_measurement_cluster (measurement_id, cluster_id, place, during)
        select $1::uuid, cluster_id, place, tstzrange($3::timestamptz, $4::timestamptz)
        from unnest($2::uuid[]) with ordinality as part (cluster_id, place)
        """
    )
    static let deleteClusters = Statement(
        "trust-measurements.delete-clusters",
        """
        delete from trust_measurement_cluster
        where measurement_id = $1::uuid
        """
    )
    static let moveClusters = Statement(
        "trust-measurements.move-clusters",
        """
        update trust_measurement_cluster
        set during = tstzrange($2::timestamptz, $3::timestamptz)
        where measurement_id = $1::uuid
        """
    )
    static let change = Statement(
        "trust-measurements.change",
        """
        update trust_measurement
        set title = $2,
            opens_at = $3::timestamptz,
            closes_at = $4::timestamptz,
            minimum_respondents = $5::smallint,
            version = version + 1
        where id = $1::uuid
        """
    )
    /// The first of some clusters that is in another round in a time.
    static let elsewhere = Statement(
        "trust-measurements.elsewhere",
        """
        select
            cluster_id,
            measurement_id,
            to_char(lower(during) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            to_char(upper(during) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        from trust_measurement_cluster
        where cluster_id = any($1::uuid[])
            and during && tstzrange($2::timestamptz, $3::timestamptz)
            and measurement_id <> $4::uuid
        order by lower(during), cluster_id
        limit 1
        """
    )
    static let all =
        [
            list, count, read, clusters, lockAll, lock, opening, insert, insertClusters,
            deleteClusters, moveClusters, change, elsewhere,
        ] + TrustClosureStatement.all
}

extension TrustMeasurement {
    /// - Parameters:
    ///   - row: of `TrustMeasurementStatement.read`.
    ///   - clusters: of `TrustMeasurementStatement.clusters`.
    init(_ row: Row, clusters: Rows) {
        title = row.text(1)
        clusterIds = clusters.map { $0.identifier(0) }
        opensAt = row.instant(3)
        closesAt = row.instant(4)
        minimumRespondents = row.integer(6)
    }

    /// - Returns: the row of `TrustMeasurementStatement.read`.
    /// - Throws: `TrustMeasurementRefusal`, or `DatabaseFailure`.
    func insert(id: Identifier, in transaction: Transaction, of session: Session) async throws
        -> Row
    {
        let rows = try await transaction.run([
            Call(TrustMeasurementStatement.lockAll), openingCall(),
        ])
        try check(at: rows[1][0].instant(0))
        try checkClusters(rows[1][0])
        let insert = Call(TrustMeasurementStatement.insert) { addTerms(id, to: &$0) }
        return try await write(id, in: transaction, of: session, [insert, clustersCall(id)])
    }

    /// - Returns: the row of `TrustMeasurementStatement.read`.
    /// - Throws: `TrustMeasurementRefusal`, or `DatabaseFailure`.
    func replace(
        _ current: TrustMeasurement,
        id: Identifier,
        in transaction: Transaction,
        of session: Session
    ) async throws -> Row {
        if clusterIds != current.clusterIds || opensAt != current.opensAt {
            try checkClusters(try await transaction.run([openingCall()])[0][0])
        }
        var calls = [Call(TrustMeasurementStatement.change) { addTerms(id, to: &$0) }]
        if clusterIds != current.clusterIds {
            calls.append(Call(TrustMeasurementStatement.deleteClusters) { $0.add(id) })
            calls.append(clustersCall(id))
        } else {
            calls.append(
                Call(TrustMeasurementStatement.moveClusters) {
                    $0.add(id)
                    $0.add(opensAt.description)
                    $0.add(closesAt.description)
                }
            )
        }
        return try await write(id, in: transaction, of: session, calls)
    }

    private func openingCall() -> Call {
        Call(TrustMeasurementStatement.opening) {
            $0.add(opensAt.description)
            $0.add(ArrayText(clusterIds))
        }
    }

    /// - Parameter row: of `TrustMeasurementStatement.opening`.
    private func checkClusters(_ row: Row) throws(TrustMeasurementRefusal) {
        if let cluster = row.optionalIdentifier(2) {
            throw .clusterNotRunning(cluster, on: row.day(1))
        }
    }

    private func addTerms(_ id: Identifier, to parameters: inout Parameters) {
        parameters.add(id)
        parameters.add(title)
        parameters.add(opensAt.description)
        parameters.add(closesAt.description)
        parameters.add(minimumRespondents)
    }

    private func clustersCall(_ id: Identifier) -> Call {
        Call(TrustMeasurementStatement.insertClusters) {
            $0.add(id)
            $0.add(ArrayText(clusterIds))
            $0.add(opensAt.description)
            $0.add(closesAt.description)
        }
    }

    private func write(
        _ id: Identifier,
        in transaction: Transaction,
        of session: Session,
        _ calls: [Call]
    ) async throws -> Row {
        let read = Call(TrustMeasurementStatement.read) { $0.add(id) }
        do throws(DatabaseFailure) {
            return try await transaction.run(calls + [read])[calls.count][0]
        } catch {
            guard error.constraint == "trust_measurement_cluster_one_at_a_time" else {
                throw error
            }
        }
        // The transaction can no longer be asked, and the other round is there for everyone.
        let others = try await session.rows(TrustMeasurementStatement.elsewhere) {
            $0.add(ArrayText(clusterIds))
            $0.add(opensAt.description)
            $0.add(closesAt.description)
            $0.add(id)
        }
        throw TrustMeasurementRefusal.clusterMeasured(
            others.first.map {
                .init(
                    clusterId: $0.identifier(0),
                    measurementId: $0.identifier(1),
                    from: $0.instant(2),
                    until: $0.instant(3)
                )
            }
        )
    }
}

extension TrustMeasurement.State {
    /// - Parameter row: of `TrustMeasurementStatement.read`.
    init(_ row: Row) {
        guard let state = Self(rawValue: row.text(5)) else {
            preconditionFailure("a state that the function does not have")
        }
        self = state
    }
}
