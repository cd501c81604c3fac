internal import Postgres

enum DevelopmentTableStatement {
    static let list = Statement(
        "tables.list",
        """
        select id, kind, held_on, topic, state,
            to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            version, today()
        from development_table
        where ($1::smallint is null or extract(year from held_on) = $1)
            and ($2::uuid is null or id > $2)
        order by id
        limit $3::integer
        """
    )
    static let count = Statement(
        "tables.count",
        """
        select count(*)
        from development_table
        where $1::smallint is null or extract(year from held_on) = $1
        """
    )
    /// Every table of a year, in the order of their days.
    static let ofYear = Statement(
        "tables.of-year",
        """
        select id, kind, held_on, topic, state
        from development_table
        where extract(year from held_on) = $1::smallint
        order by held_on, id
        """
    )
    static let read = Statement(
        "tables.read",
        """
        select id, kind, held_on, topic, state,
            to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            version, today()
        from development_table
        where id = $1::uuid
        """
    )
    static let lock = Statement(
        "tables.lock",
        """
        select id
        from development_table
        where id = $1::uuid
        for update
        """
    )
    static let insert = Statement(
        "tables.insert",
        """
        insert into development_table (id, kind, held_on, topic)
        values ($1::uuid, $2, $3::date, $4)
        """
    )
    static let change = Statement(
        "tables.change",
        """
        update development_table
        set state = $2,
            version = version + 1
        where id = $1::uuid
        """
    )
    static let readStep = Statement(
        "tables.read-step",
        """
        select table_id, step, taken_on, document_reference,
            to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        from development_table_step
        where table_id = $1::uuid and step = $2
        """
    )
    static let insertStep = Statement(
        "tables.insert-step",
        """
        insert into development_table_step (table_id, held_on, step, taken_on, document_reference)
        select id, held_on, $2, $3::date, $4
        from development_table
        where id = $1::uuid
        """
    )
    static let all = [
        list, count, ofYear, read, lock, insert, change, readStep, insertStep,
    ]
}

extension DevelopmentTable {
    /// - Parameter row: of `DevelopmentTableStatement.read`, `.list` or `.ofYear`.
    init(_ row: Row) {
        guard let kind = Kind(rawValue: row.text(1)) else {
            preconditionFailure("a kind that the table does not have")
        }
        self.kind = kind
        heldOn = row.day(2)
        topic = row.text(3)
    }

    /// - Returns: the row of `DevelopmentTableStatement.read`.
    /// - Throws: `DevelopmentTableRefusal.quarterTaken`, or `DatabaseFailure`.
    func insert(id: Identifier, in transaction: Transaction) async throws -> Row {
        let insert = Call(DevelopmentTableStatement.insert) {
            $0.add(id)
            $0.add(kind.rawValue)
            $0.add(heldOn)
            $0.add(topic)
        }
        do throws(DatabaseFailure) {
            return try await transaction.run([
                insert, Call(DevelopmentTableStatement.read) { $0.add(id) },
            ])[1][0]
        } catch {
            guard error.constraint == "development_table_one_physical_a_quarter" else {
                throw error
            }
            throw DevelopmentTableRefusal.quarterTaken(heldOn)
        }
    }
}

extension DevelopmentTable.State {
    /// - Parameter row: of `DevelopmentTableStatement.read`, `.list` or `.ofYear`.
    init(_ row: Row) {
        guard let state = Self(rawValue: row.text(4)) else {
            preconditionFailure("a state that the table does not have")
        }
        self = state
    }
}

extension TableStep {
    /// - Parameter row: of `DevelopmentTableStatement.readStep`.
    init(_ row: Row, of command: DevelopmentTable.Command) {
        self.command = command
        takenOn = row.day(2)
        documentReference = row.text(3)
    }

    /// Records the step of a table, whose row is locked.
    ///
    /// - Returns: the row of `DevelopmentTableStatement.readStep`.
    func record(
        on table: Identifier,
        to state: DevelopmentTable.State,
        in transaction: Transaction
    ) async throws(DatabaseFailure) -> Row {
        try await transaction.run([
            Call(DevelopmentTableStatement.insertStep) {
                $0.add(table)
                $0.add(command.rawValue)
                $0.add(takenOn)
                $0.add(documentReference)
            },
            Call(DevelopmentTableStatement.change) {
                $0.add(table)
                $0.add(state.rawValue)
            },
            Call(DevelopmentTableStatement.readStep) {
                $0.add(table)
                $0.add(command.rawValue)
            },
        ])[2][0]
    }
}
