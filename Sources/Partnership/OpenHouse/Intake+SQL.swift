internal import Postgres

enum IntakeStatement {
    static let read = Statement(
        "intakes.read",
        """
        select application_id, held_on, array_to_json(participants),
            to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            version
        from application_intake
        where application_id = $1::uuid
        """
    )
    static let insert = Statement(
        "intakes.insert",
        """
        insert into application_intake (application_id, held_on, participants)
        values ($1::uuid, $2::date, $3::text[])
        """
    )
    static let change = Statement(
        "intakes.change",
        """
        update application_intake
        set held_on = $2::date,
            participants = $3::text[],
            version = version + 1
        where application_id = $1::uuid
        """
    )
    static let all = [read, insert, change]
}

extension Intake {
    /// Records the intake of an application, whose row is locked.
    ///
    /// - Parameter isNew: whether there is none yet.
    /// - Returns: the row of `IntakeStatement.read`.
    func record(
        of application: Identifier,
        isNew: Bool,
        in transaction: Transaction
    ) async throws(DatabaseFailure) -> Row {
        let write = Call(isNew ? IntakeStatement.insert : IntakeStatement.change) {
            $0.add(application)
            $0.add(heldOn)
            $0.add(ArrayText(participants.map(\.rawValue)))
        }
        return try await transaction.run([
            write,
            Call(ApplicationStatement.change) { $0.add(application) },
            Call(IntakeStatement.read) { $0.add(application) },
        ])[2][0]
    }
}
