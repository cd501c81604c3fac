internal import Postgres

enum TravelInstalmentStatement {
    static let read = Statement(
        "travel-instalments.read",
        """
        select unnest(due_on),
            to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            version
        from travel_instalment_plan
        where year = $1::smallint
        """
    )
    /// Makes the plan, or changes it.
    static let write = Statement(
        "travel-instalments.write",
        """
        insert into travel_instalment_plan as plan (year, due_on)
        values ($1::smallint, $2::date[])
        on conflict on constraint travel_instalment_plan_once do update
        set due_on = excluded.due_on,
            version = plan.version + 1
        """
    )
    static let all = [read, write]
}

extension TravelInstalments {
    /// - Parameter rows: those of `TravelInstalmentStatement.read`, at least one.
    init(_ rows: Rows) {
        dueOn = rows.map { $0.day(0) }
    }

    /// Records the days of a year, whose budget is locked.
    ///
    /// - Returns: the rows of `TravelInstalmentStatement.read`.
    func record(of year: Int, in transaction: Transaction) async throws(DatabaseFailure) -> Rows {
        var days = ArrayText()
        for day in dueOn { days.add(day) }
        return try await transaction.run([
            Call(TravelInstalmentStatement.write) {
                $0.add(year)
                $0.add(days)
            },
            Call(TravelInstalmentStatement.read) { $0.add(year) },
        ])[1]
    }
}
