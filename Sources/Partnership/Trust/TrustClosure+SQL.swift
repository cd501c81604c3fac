internal import Postgres

enum TrustClosureStatement {
    static let read = Statement(
        "trust-closures.read",
        """
        select
            id,
            to_char(closed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            (
                select json_agg(
                    json_build_object('clusterId', cluster_id, 'enough', is_enough)
                    order by place
                )
                from trust_measurement_cluster
                where measurement_id = trust_measurement.id
            )
        from trust_measurement
        where id = $1::uuid
            and closed_at is not null
        """
    )
    /// Waits for ballots on their way: whoever comes after it finds its box closed.
    static let lockBoxes = Statement(
        "trust-closures.lock-boxes",
        """
        select cluster_id
        from ballot_box
        where measurement_id = $1::uuid
        order by cluster_id
        for update
        """
    )
    static let close = Statement(
        "trust-closures.close",
        """
        update trust_measurement
        set closed_at = moment(),
            version = version + 1
        where id = $1::uuid
        """
    )
    /// Tells of each cluster whether enough answered, and frees it for another round.
    static let closeClusters = Statement(
        "trust-closures.close-clusters",
        """
        update trust_measurement_cluster as part
        set is_enough = exists (
                select
                from ballot_box as box
                where box.measurement_id = part.measurement_id
                    and box.cluster_id = part.cluster_id
                    and cardinality(box.sealed) >= round.minimum_respondents
            ),
            during = tstzrange(
                lower(during),
                greatest(lower(during), least(upper(during), round.closed_at))
            )
        from trust_measurement as round
        where round.id = $1::uuid
            and part.measurement_id = round.id
        """
    )
    static let closeBoxes = Statement(
        "trust-closures.close-boxes",
        """
        update ballot_box
        set is_open = false,
            spent = '{}'
        where measurement_id = $1::uuid
        """
    )
    static let deleteTickets = Statement(
        "trust-closures.delete-tickets",
        """
        delete from trust_ticket
        where measurement_id = $1::uuid
        """
    )
    static let all = [read, lockBoxes, close, closeClusters, closeBoxes, deleteTickets]

    /// What closes a round whose row is locked.
    static func calls(closing round: Identifier) -> [Call] {
        [lockBoxes, close, closeClusters, closeBoxes, deleteTickets].map {
            Call($0) { $0.add(round) }
        }
    }
}
