internal import Postgres

enum SealedBallotsStatement {
    /// The ballots as they are answered, and how far the round is.
    static let read = Statement(
        "sealed-ballots.read",
        """
        select sealed_ballots(id), trust_measurement_state(trust_measurement, moment())
        from trust_measurement
        where id = $1::uuid
        """
    )
    static let all = [read]
}
