internal import Postgres

enum ImprovementTrackStatement {
    /// Of one round, or of all; whoever does not see all at once sees what is told to its partner,
    /// or to anybody.
    static let list = Statement(
        "improvement-tracks.list",
        """
        select id, measurement_id, cluster_id, dimension, started_on, state, plan_due_on,
            planned_on, evaluation_due_on, evaluated_on, created_at, version, last_on, today()
        from improvement_track_state
        where ($1::uuid is null or measurement_id = $1)
            and ($2::boolean or trust_outcome_is_told(measurement_id, cluster_id, $3::uuid))
            and ($4::uuid is null or id > $4)
        order by id
        limit $5::integer
        """
    )
    static let count = Statement(
        "improvement-tracks.count",
        """
        select count(*)
        from improvement_track
        where ($1::uuid is null or measurement_id = $1)
            and ($2::boolean or trust_outcome_is_told(measurement_id, cluster_id, $3::uuid))
        """
    )
    static let read = Statement(
        "improvement-tracks.read",
        """
        select id, measurement_id, cluster_id, dimension, started_on, state, plan_due_on,
            planned_on, evaluation_due_on, evaluated_on, created_at, version, last_on, today()
        from improvement_track_state
        where id = $1::uuid
            and ($2::boolean or trust_outcome_is_told(measurement_id, cluster_id, $3::uuid))
        """
    )
    /// Holds the track until the transaction ends, and tells the day it is.
    static let lock = Statement(
        "improvement-tracks.lock",
        """
        select today()
        from improvement_track
        where id = $1::uuid
        for update
        """
    )
    static let change = Statement(
        "improvement-tracks.change",
        """
        update improvement_track
        set version = version + 1
        where id = $1::uuid
        """
    )
    /// A step as it was written, and as it is answered: with what every resource has around it.
    static let readStep = Statement(
        "improvement-tracks.read-step",
        """
        select content,
            '{"id":"' || track_id || '",' || substr(content::text, 2, length(content::text) - 2)
                || ',"createdAt":"'
                || to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
                || '","version":1}'
        from improvement_track_step
        where track_id = $1::uuid and step = $2
        """
    )
    static let insertStep = Statement(
        "improvement-tracks.insert-step",
        """
        insert into improvement_track_step (track_id, step, outcome, taken_on, content)
        values ($1::uuid, $2, $3, $4::date, $5::json)
        """
    )
    static let all = [list, count, read, lock, change, readStep, insertStep]
}

extension ImprovementStep {
    static let statements = StepStatements(
        lock: ImprovementTrackStatement.lock,
        read: ImprovementTrackStatement.read,
        stateColumn: 5,
        lastOnColumn: 12,
        readStep: ImprovementTrackStatement.readStep,
        insertStep: ImprovementTrackStatement.insertStep,
        change: ImprovementTrackStatement.change
    )
}
