internal import Postgres

enum TentStatement {
    static let list = Statement(
        "tents.list",
        """
        select id, held_on, state, professionals, minutes, compensated_minutes, claimed_minutes,
            created_at, version
        from tent_state
        where ($1::integer is null
                or held_on >= make_date($1, 1, 1) and held_on < make_date($1 + 1, 1, 1))
            and ($2::uuid is null or id > $2)
        order by id
        limit $3::integer
        """
    )
    static let count = Statement(
        "tents.count",
        """
        select count(*)
        from tent
        where $1::integer is null
            or held_on >= make_date($1, 1, 1) and held_on < make_date($1 + 1, 1, 1)
        """
    )
    static let read = Statement(
        "tents.read",
        """
        select id, held_on, state, professionals, minutes, compensated_minutes, claimed_minutes,
            created_at, version
        from tent_state
        where id = $1::uuid
        """
    )
    /// Whatever changes a tent goes one after the other, and hears what day it is.
    static let lock = Statement(
        "tents.lock",
        """
        select today()
        from tent
        where id = $1::uuid
        for update
        """
    )
    static let insert = Statement(
        "tents.insert",
        """
        insert into tent (id, held_on)
        values ($1::uuid, $2::date)
        """
    )
    static let change = Statement(
        "tents.change",
        """
        update tent
        set version = version + 1
        where id = $1::uuid
        """
    )
    static let all =
        [list, count, read, lock, insert, change] + TentParticipantStatement.all
        + TentOutcomeStatement.all + TentCancellationStatement.all
}

extension Tent {
    /// - Returns: the row of `TentStatement.read`.
    func insert(id: Identifier, in transaction: Transaction) async throws(DatabaseFailure) -> Row {
        try await transaction.run([
            Call(TentStatement.insert) {
                $0.add(id)
                $0.add(heldOn)
            },
            Call(TentStatement.read) { $0.add(id) },
        ])[1][0]
    }
}

/// A tent whose row is locked, as far as its rules ask.
struct LockedTent {
    let state: Tent.State
    let heldOn: Day
    let today: Day

    /// - Returns: nil when there is no such tent.
    init?(_ id: Identifier, in transaction: Transaction) async throws(DatabaseFailure) {
        let rows = try await transaction.run([
            Call(TentStatement.lock) { $0.add(id) },
            Call(TentStatement.read) { $0.add(id) },
        ])
        guard let lock = rows[0].first, let row = rows[1].first else { return nil }
        guard let state = Tent.State(rawValue: row.text(2)) else {
            preconditionFailure("a state that the view does not have")
        }
        self.state = state
        heldOn = row.day(1)
        today = lock.day(0)
    }

    /// - Throws: `TentRefusal` when hours are not recorded now.
    func checkHours() throws(TentRefusal) {
        try state.check(.recordHours)
        if heldOn > today { throw .notYet(heldOn: heldOn) }
    }
}
