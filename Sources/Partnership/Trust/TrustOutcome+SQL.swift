internal import Postgres

enum TrustOutcomeStatement {
    /// What is told of each cluster of a round, in their order, and of all together, with one row
    /// for one of which nothing is published.
    ///
    /// Whoever does not see all at once sees what is told to its partner, or to anybody.
    static let list = Statement(
        "trust-outcomes.list",
        """
        select part.cluster_id, case when outcome.dimension is not null then box.respondents end,
            outcome.dimension, outcome.whose, outcome.shown, outcome.band,
            outcome.permits_individual_test, outcome.needs_interpretation, outcome.other_readings,
            round.id,
            to_char(round.published_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        from trust_measurement as round
        cross join lateral (
            select cluster_id, place
            from trust_measurement_cluster
            where measurement_id = round.id
            union all
            select null, null
        ) as part
        left join ballot_box as box
            on box.measurement_id = round.id
                and box.cluster_id = part.cluster_id
        left join trust_outcome as outcome
            on outcome.measurement_id = round.id
                and outcome.cluster_id is not distinct from part.cluster_id
        where round.id = $1::uuid
            and round.published_at is not null
            and ($2::boolean or trust_outcome_is_told(round.id, part.cluster_id, $3::uuid))
        order by part.place nulls last, outcome.dimension desc
        """
    )
    static let all = [list]
}
