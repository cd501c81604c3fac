internal import Postgres

enum MeasureStatement {
    /// The caller's own partner, if it is limited to one, sees its own and those of its clusters.
    static let list = Statement(
        "measures.list",
        """
        select id, decision_id, partner_id, measurement_id, cluster_id, description, starts_on,
            document_reference, state, ended_on, created_at, version
        from measure_state
        where measure_is_told(partner_id, measurement_id, cluster_id, $1::uuid)
            and ($2::uuid is null or id > $2)
        order by id
        limit $3::integer
        """
    )
    static let count = Statement(
        "measures.count",
        """
        select count(*)
        from measure
        where measure_is_told(partner_id, measurement_id, cluster_id, $1::uuid)
        """
    )
    static let read = Statement(
        "measures.read",
        """
        select id, decision_id, partner_id, measurement_id, cluster_id, description, starts_on,
            document_reference, state, ended_on, created_at, version
        from measure_state
        where id = $1::uuid
            and measure_is_told(partner_id, measurement_id, cluster_id, $2::uuid)
        """
    )
    /// From which day on a decision about a partner carries measures; null when it does not.
    static let decision = Statement(
        "measures.decision",
        """
        select case when outcome = 'stricter-conditions' then decided_on end
        from college_decision
        where id = $1::uuid
            and partner_id = $2::uuid
        """
    )
    /// The same of the outcomes of a cluster, as others rated each other (A25).
    static let outcome = Statement(
        "measures.outcome",
        """
        select
            case
                when exists (
                    select
                    from trust_outcome
                    where measurement_id = part.measurement_id
                        and cluster_id = part.cluster_id
                        and whose = 'others'
                        and band = 'insufficient'
                ) then (published_at at time zone 'Europe/Amsterdam')::date
            end
        from trust_measurement_cluster as part
        join trust_measurement on trust_measurement.id = measurement_id
        join trust_presentation using (measurement_id)
        where measurement_id = $1::uuid
            and cluster_id = $2::uuid
        """
    )
    static let insert = Statement(
        "measures.insert",
        """
        insert into measure (id, decision_id, partner_id, measurement_id, cluster_id, description,
            starts_on, document_reference)
        values ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::uuid, $6, $7::date, $8)
        """
    )
    /// Holds a measure until the transaction ends, and tells the day it is.
    static let lock = Statement(
        "measures.lock",
        """
        select today()
        from measure
        where id = $1::uuid
        for update
        """
    )
    static let change = Statement(
        "measures.change",
        """
        update measure
        set version = version + 1
        where id = $1::uuid
        """
    )
    static let readEnd = Statement(
        "measures.read-end",
        """
        select measure_id, ended_on, document_reference,
            to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        from measure_end
        where measure_id = $1::uuid
        """
    )
    static let insertEnd = Statement(
        "measures.insert-end",
        """
        insert into measure_end (measure_id, ended_on, document_reference)
        values ($1::uuid, $2::date, $3)
        """
    )
    static let all = [
        list, count, read, decision, outcome, insert, lock, change, readEnd, insertEnd,
    ]
}

extension Measure {
    /// - Returns: the row of `MeasureStatement.read`.
    /// - Throws: `MeasureRefusal`, or `DatabaseFailure`.
    func insert(id: Identifier, in transaction: Transaction) async throws -> Row {
        let found =
            switch basis {
            case .decision(let decision, let partner):
                try await transaction.rows(MeasureStatement.decision) {
                    $0.add(decision)
                    $0.add(partner)
                }
            case .outcome(let measurement, let cluster):
                try await transaction.rows(MeasureStatement.outcome) {
                    $0.add(measurement)
                    $0.add(cluster)
                }
            }
        let carrier = found.first.map { $0.optionalDay(0).map(Carrier.carries) ?? .other }
        try check(on: carrier ?? .none)
        do throws(DatabaseFailure) {
            return try await transaction.run([
                Call(MeasureStatement.insert) {
                    $0.add(id)
                    add(basis, to: &$0)
                    $0.add(description)
                    $0.add(startsOn)
                    $0.add(documentReference)
                },
                Call(MeasureStatement.read) {
                    $0.add(id)
                    $0.addNull()
                },
            ])[1][0]
        } catch {
            guard error.constraint == "measure_once_per_decision" else { throw error }
            throw MeasureRefusal.exists
        }
    }

    private func add(_ basis: Basis, to parameters: inout Parameters) {
        switch basis {
        case .decision(let decision, let partner):
            parameters.add(decision)
            parameters.add(partner)
            parameters.addNull()
            parameters.addNull()
        case .outcome(let measurement, let cluster):
            parameters.addNull()
            parameters.addNull()
            parameters.add(measurement)
            parameters.add(cluster)
        }
    }
}

extension Measure.State {
    /// - Parameter row: of `MeasureStatement.read`.
    init(_ row: Row) {
        guard let state = Self(rawValue: row.text(8)) else {
            preconditionFailure("a state that the view does not have")
        }
        self = state
    }
}

extension MeasureEnd {
    /// - Parameter row: of `MeasureStatement.readEnd`.
    init(_ row: Row) {
        endedOn = row.day(1)
        documentReference = row.text(2)
    }

    /// - Returns: the row of `MeasureStatement.readEnd`.
    func insert(of measure: Identifier, in transaction: Transaction) async throws -> Row {
        try await transaction.run([
            Call(MeasureStatement.insertEnd) {
                $0.add(measure)
                $0.add(endedOn)
                $0.add(documentReference)
            },
            Call(MeasureStatement.change) { $0.add(measure) },
            Call(MeasureStatement.readEnd) { $0.add(measure) },
        ])[2][0]
    }
}
