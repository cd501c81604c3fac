internal import Postgres

enum TrustTallyStatement {
    /// Every cluster of a round.
    static let readRound = Statement(
        "trust-tallies.read-round",
        """
        select part.cluster_id, coalesce(box.members, 0),
            coalesce(box.respondents, cardinality(box.sealed), 0), round.minimum_respondents,
            round.closed_at is not null
        from trust_measurement as round
        join trust_measurement_cluster as part on part.measurement_id = round.id
        left join ballot_box as box
            on box.measurement_id = part.measurement_id
                and box.cluster_id = part.cluster_id
        where round.id = $1::uuid
        order by part.place
        """
    )
    static let read = Statement(
        "trust-tallies.read",
        """
        select round.id,
            json_agg(
                json_build_object(
                    'clusterId', part.cluster_id,
                    'respondents', coalesce(box.respondents, 0),
                    'published', exists (
                        select
                        from trust_outcome
                        where measurement_id = part.measurement_id
                            and cluster_id = part.cluster_id
                    )
                )
                order by part.place
            ),
            to_char(published_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        from trust_measurement as round
        join trust_measurement_cluster as part on part.measurement_id = round.id
        left join ballot_box as box
            on box.measurement_id = part.measurement_id
                and box.cluster_id = part.cluster_id
        where round.id = $1::uuid and published_at is not null
        group by round.id
        """
    )
    /// Whether these outcomes are those that were published.
    static let isSame = Statement(
        "trust-tallies.is-same",
        """
        with told as (
            select "clusterId", dimension, whose, shown, band, "permitsIndividualTest",
                "needsInterpretation", "otherReadings"::text
            from json_to_recordset($2::json) as outcome (
                "clusterId" uuid, dimension text, whose text, shown text, band text,
                "permitsIndividualTest" boolean, "needsInterpretation" boolean,
                "otherReadings" json
            )
        ), kept as (
            select cluster_id, dimension, whose, shown, band, permits_individual_test,
                needs_interpretation, other_readings::text
            from trust_outcome
            where measurement_id = $1::uuid
        )
        select not exists (table told except table kept)
            and not exists (table kept except table told)
        """
    )
    static let insertOutcomes = Statement(
        "trust-tallies.insert-outcomes",
        """
        insert into trust_outcome (measurement_id, cluster_id, dimension, whose, shown, band,
            permits_individual_test, needs_interpretation, other_readings)
        select $1::uuid, "clusterId", dimension, whose, shown, band, "permitsIndividualTest",
            "needsInterpretation", "otherReadings"
        from json_to_recordset($2::json) as outcome (
            "clusterId" uuid, dimension text, whose text, shown text, band text,
            "permitsIndividualTest" boolean, "needsInterpretation" boolean,
            "otherReadings" json
        )
        """
    )
    static let insertTracks = Statement(
        "trust-tallies.insert-tracks",
        """
        insert into improvement_track (id, measurement_id, cluster_id, dimension)
        select id, $1::uuid, cluster_id, dimension
        from unnest($2::uuid[], $3::uuid[], $4::text[]) as track (id, cluster_id, dimension)
        """
    )
    static let publish = Statement(
        "trust-tallies.publish",
        """
        update trust_measurement
        set published_at = moment(),
            version = version + 1
        where id = $1::uuid
        """
    )
    /// Destroys the ballots, and keeps how many there were.
    static let emptyBoxes = Statement(
        "trust-tallies.empty-boxes",
        """
        update ballot_box
        set respondents = cardinality(sealed),
            sealed = '{}'
        where measurement_id = $1::uuid
        """
    )
    static let all = [
        readRound, read, isSame, insertOutcomes, insertTracks, publish, emptyBoxes,
    ]
}

extension TrustTally.Round {
    /// - Parameter rows: of `TrustTallyStatement.readRound`.
    /// - Returns: nil when there is no such round.
    init?(_ rows: Rows) {
        guard let first = rows.first else { return nil }
        self.init(
            isClosed: first.boolean(4),
            minimumRespondents: first.integer(3),
            boxes: rows.map {
                Box(clusterId: $0.identifier(0), members: $0.integer(1), ballots: $0.integer(2))
            }
        )
    }
}

extension TrustTally {
    /// Publishes the outcomes of a round, whose row is locked, and destroys its ballots.
    ///
    /// - Parameters:
    ///   - outcomes: as JSON.
    ///   - tracks: the improvement tracks that start.
    /// - Returns: the row of `TrustTallyStatement.read`.
    static func publish(
        _ outcomes: [UInt8],
        _ tracks: [ImprovementTrack],
        of measurement: Identifier,
        in transaction: Transaction
    ) async throws(DatabaseFailure) -> Row {
        try await transaction.run([
            Call(TrustTallyStatement.insertOutcomes) {
                $0.add(measurement)
                $0.add(utf8: outcomes)
            },
            Call(TrustTallyStatement.insertTracks) {
                $0.add(measurement)
                $0.add(ArrayText(tracks.map(\.id.description)))
                $0.add(ArrayText(tracks.map(\.clusterId.description)))
                $0.add(ArrayText(tracks.map(\.dimension)))
            },
            Call(TrustTallyStatement.publish) { $0.add(measurement) },
            Call(TrustTallyStatement.emptyBoxes) { $0.add(measurement) },
            Call(TrustTallyStatement.read) { $0.add(measurement) },
        ])[4][0]
    }
}
