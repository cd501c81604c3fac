internal import Postgres

enum TrustPresentationStatement {
    /// The day of publication, today, and in each row a cluster with an outcome.
    static let readRound = Statement(
        "trust-presentations.read-round",
        """
        select (round.published_at at time zone 'Europe/Amsterdam')::date, today(), cluster_id
        from trust_measurement as round
        left join (
            select distinct cluster_id
            from trust_outcome
            where measurement_id = $1::uuid and cluster_id is not null
        ) as published on true
        where round.id = $1
        """
    )
    /// A row for each discussion; one without when there was none.
    static let read = Statement(
        "trust-presentations.read",
        """
        select presentation.measurement_id, presented_on, document_reference,
            to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            discussion.cluster_id, discussion.discussed_on
        from trust_presentation as presentation
        left join trust_cluster_discussion as discussion
            on discussion.measurement_id = presentation.measurement_id
        where presentation.measurement_id = $1::uuid
        order by discussion.cluster_id
        """
    )
    static let insert = Statement(
        "trust-presentations.insert",
        """
        insert into trust_presentation (measurement_id, presented_on, document_reference)
        values ($1::uuid, $2::date, $3)
        """
    )
    static let insertDiscussions = Statement(
        "trust-presentations.insert-discussions",
        """
        insert into trust_cluster_discussion (measurement_id, cluster_id, discussed_on)
        select $1::uuid, cluster_id, discussed_on
        from unnest($2::uuid[], $3::date[]) as discussion (cluster_id, discussed_on)
        """
    )
    static let all = [readRound, read, insert, insertDiscussions]
}

extension TrustPresentation {
    /// - Parameter rows: of `TrustPresentationStatement.read`.
    /// - Returns: nil when there is none.
    init?(_ rows: Rows) {
        guard let first = rows.first else { return nil }
        self.init(
            presentedOn: first.day(1),
            documentReference: first.text(2),
            discussions: rows.map(\.self).compactMap { row in
                row.optionalIdentifier(4).map {
                    Discussion(clusterId: $0, discussedOn: row.day(5))
                }
            }
        )
    }

    /// Records the presentation of a round, whose row is locked.
    ///
    /// - Parameter round: the rows of `TrustPresentationStatement.readRound`.
    /// - Returns: the rows of `TrustPresentationStatement.read`.
    /// - Throws: `TrustPresentationRefusal`, or `DatabaseFailure`.
    func record(
        of measurement: Identifier,
        _ round: Rows,
        in transaction: Transaction
    ) async throws -> Rows {
        try check(
            of: round.map(\.self).compactMap { $0.optionalIdentifier(2) },
            publishedOn: round[0].optionalDay(0),
            today: round[0].day(1)
        )
        return try await transaction.run([
            Call(TrustPresentationStatement.insert) {
                $0.add(measurement)
                $0.add(presentedOn)
                $0.add(documentReference)
            },
            Call(TrustPresentationStatement.insertDiscussions) {
                $0.add(measurement)
                $0.add(ArrayText(discussions.map(\.clusterId.description)))
                $0.add(ArrayText(discussions.map(\.discussedOn.description)))
            },
            Call(TrustPresentationStatement.read) { $0.add(measurement) },
        ])[2]
    }
}
