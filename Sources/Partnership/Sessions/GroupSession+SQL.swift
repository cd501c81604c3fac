internal import Postgres

enum SessionStatement {
    static let list = Statement(
        "sessions.list",
        """
        select id, kind, held_on, cluster_id, topic, state,
            to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            version
        from session
        where ($1::text is null or kind = $1)
            and ($2::integer is null
                or held_on between make_date($2, 1, 1) and make_date($2, 12, 31))
            and ($3::uuid is null or cluster_id = $3)
            and ($4::uuid is null or id > $4)
        order by id
        limit $5::integer
        """
    )
    static let count = Statement(
        "sessions.count",
        """
        select count(*)
        from session
        where ($1::text is null or kind = $1)
            and ($2::integer is null
                or held_on between make_date($2, 1, 1) and make_date($2, 12, 31))
            and ($3::uuid is null or cluster_id = $3)
        """
    )
    static let read = Statement(
        "sessions.read",
        """
        select id, kind, held_on, cluster_id, topic, state,
            to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            version
        from session
        where id = $1::uuid
        """
    )
    /// Holds the session until the transaction ends, and tells the day it is.
    static let lock = Statement(
        "sessions.lock",
        """
        select today()
        from session
        where id = $1::uuid
        for update
        """
    )
    static let insert = Statement(
        "sessions.insert",
        """
        insert into session (id, kind, held_on, cluster_id, topic)
        values ($1::uuid, $2, $3::date, $4::uuid, $5)
        """
    )
    static let change = Statement(
        "sessions.change",
        """
        update session
        set held_on = $2::date,
            topic = $3,
            version = version + 1
        where id = $1::uuid
        """
    )
    static let enter = Statement(
        "sessions.enter",
        """
        update session
        set state = $2,
            version = version + 1
        where id = $1::uuid
            and state <> $2
        """
    )
    static let readCancellation = Statement(
        "sessions.read-cancellation",
        """
        select session_id, reason,
            to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        from session_cancellation
        where session_id = $1::uuid
        """
    )
    static let insertCancellation = Statement(
        "sessions.insert-cancellation",
        """
        insert into session_cancellation (session_id, reason)
        values ($1::uuid, $2)
        """
    )
    static let all =
        [
            list, count, read, lock, insert, change, enter, readCancellation, insertCancellation,
            SessionYear.statement,
        ] + AttendanceStatement.all
}

extension GroupSession {
    /// - Parameter row: of `SessionStatement.read`.
    init(_ row: Row) {
        guard let kind = Kind(rawValue: row.text(1)) else {
            preconditionFailure("a kind that the table does not have")
        }
        self.init(
            kind: kind,
            heldOn: row.day(2),
            clusterId: row.optionalIdentifier(3),
            topic: row.optionalText(4)
        )
    }

    /// - Returns: the row of `SessionStatement.read`.
    /// - Throws: `SessionRefusal`, or `DatabaseFailure`.
    func insert(id: Identifier, in transaction: Transaction) async throws -> Row {
        try await write(
            id,
            in: transaction,
            Call(SessionStatement.insert) {
                $0.add(id)
                $0.add(kind.rawValue)
                $0.add(heldOn)
                $0.add(clusterId)
                $0.add(topic)
            }
        )
    }

    /// - Returns: the row of `SessionStatement.read`.
    /// - Throws: `SessionRefusal`, or `DatabaseFailure`.
    func replace(id: Identifier, in transaction: Transaction) async throws -> Row {
        try await write(
            id,
            in: transaction,
            Call(SessionStatement.change) {
                $0.add(id)
                $0.add(heldOn)
                $0.add(topic)
            }
        )
    }

    private func write(
        _ id: Identifier,
        in transaction: Transaction,
        _ call: Call
    ) async throws -> Row {
        do throws(DatabaseFailure) {
            return try await transaction.run([
                call, Call(SessionStatement.read) { $0.add(id) },
            ])[1][0]
        } catch {
            throw SessionRefusal(error).map { $0 as any Error } ?? error
        }
    }
}

extension GroupSession.State {
    /// - Parameter row: of `SessionStatement.read`.
    init(_ row: Row) {
        guard let state = Self(rawValue: row.text(5)) else {
            preconditionFailure("a state that the table does not have")
        }
        self = state
    }
}

extension SessionRefusal {
    /// The refusal that a constraint stands for; nil when the failure is another.
    fileprivate init?(_ failure: DatabaseFailure) {
        switch failure.constraint {
        case "session_cluster_known": self = .clusterUnknown
        case "session_once_per_day": self = .sameDay
        default: return nil
        }
    }
}
