internal import Postgres

enum IndividualTestStatement {
    /// The caller's own partner, if it is limited to one, sees the tests that cover it.
    static let list = Statement(
        "individual-tests.list",
        """
        select id, measurement_id, scope, cluster_id, decided_on, document_reference, state,
            created_at, version
        from individual_test_state
        where measurement_id = $1::uuid
            and ($2::uuid is null
                or id in (select test_id from individual_test_party where partner_id = $2))
            and ($3::uuid is null or id > $3)
        order by id
        limit $4::integer
        """
    )
    static let count = Statement(
        "individual-tests.count",
        """
        select count(*)
        from individual_test
        where measurement_id = $1::uuid
            and ($2::uuid is null
                or id in (select test_id from individual_test_party where partner_id = $2))
        """
    )
    static let read = Statement(
        "individual-tests.read",
        """
        select id, measurement_id, scope, cluster_id, decided_on, document_reference, state,
            created_at, version
        from individual_test_state
        where id = $1::uuid
            and ($2::uuid is null
                or id in (select test_id from individual_test_party where partner_id = $2))
        """
    )
    /// What there is of a round, and of one of its clusters or of all for null.
    static let round = Statement(
        "individual-tests.round",
        """
        select
            presented_on,
            $2::uuid is null
                or $2 in (
                    select cluster_id
                    from trust_measurement_cluster
                    where measurement_id = trust_measurement.id
                ),
            permits_individual_test(trust_measurement.id, $2),
            today()
        from trust_measurement
        left join trust_presentation on measurement_id = trust_measurement.id
        where trust_measurement.id = $1::uuid
        """
    )
    static let insert = Statement(
        "individual-tests.insert",
        """
        insert into individual_test (id, measurement_id, cluster_id, decided_on,
            document_reference)
        values ($1::uuid, $2::uuid, $3::uuid, $4::date, $5)
        """
    )
    /// Holds a test until the transaction ends, and tells the day it is.
    static let lock = Statement(
        "individual-tests.lock",
        """
        select today()
        from individual_test
        where id = $1::uuid
        for update
        """
    )
    static let change = Statement(
        "individual-tests.change",
        """
        update individual_test
        set version = version + 1
        where id = $1::uuid
        """
    )
    static let parties = Statement(
        "individual-tests.parties",
        """
        select partner_id, cluster_id
        from individual_test_party
        where test_id = $1::uuid
        """
    )
    static let all =
        [list, count, read, round, insert, lock, change, parties]
        + TestFormStatement.all + IndividualTestCompletionStatement.all
}

extension IndividualTest {
    /// - Returns: the row of `IndividualTestStatement.read`; nil when there is no such round.
    /// - Throws: `IndividualTestRefusal`, or `DatabaseFailure`.
    func insert(id: Identifier, in transaction: Transaction) async throws -> Row? {
        let found = try await transaction.rows(IndividualTestStatement.round) {
            $0.add(measurementId)
            $0.add(clusterId)
        }
        guard let row = found.first else { return nil }
        let round = Round(
            presentedOn: row.optionalDay(0),
            hasCluster: row.boolean(1),
            permitsTest: row.boolean(2)
        )
        try check(on: round, today: row.day(3))
        do throws(DatabaseFailure) {
            return try await transaction.run([
                Call(IndividualTestStatement.insert) {
                    $0.add(id)
                    $0.add(measurementId)
                    $0.add(clusterId)
                    $0.add(decidedOn)
                    $0.add(documentReference)
                },
                Call(IndividualTestStatement.read) {
                    $0.add(id)
                    $0.addNull()
                },
            ])[1][0]
        } catch {
            guard error.constraint == "individual_test_once" else { throw error }
            throw IndividualTestRefusal.exists
        }
    }
}

extension IndividualTest.State {
    /// - Parameter row: of `IndividualTestStatement.read`.
    init(_ row: Row) {
        guard let state = Self(rawValue: row.text(6)) else {
            preconditionFailure("a state that the view does not have")
        }
        self = state
    }
}

/// A test whose row is locked, with what decides on what may be added to it.
struct LockedTest {
    let id: Identifier
    let state: IndividualTest.State
    let decidedOn: Day
    let today: Day
    /// The cluster in the round of each party that it covers.
    let parties: [Identifier: Identifier]

    /// - Returns: nil when there is no such test.
    init?(_ id: Identifier, in transaction: Transaction) async throws {
        let found = try await transaction.run([
            Call(IndividualTestStatement.lock) { $0.add(id) },
            Call(IndividualTestStatement.read) {
                $0.add(id)
                $0.addNull()
            },
            Call(IndividualTestStatement.parties) { $0.add(id) },
        ])
        guard let row = found[1].first else { return nil }
        self.id = id
        state = IndividualTest.State(row)
        decidedOn = row.day(4)
        today = found[0][0].day(0)
        // In one round a partner is in one cluster.
        parties = Dictionary(
            found[2].map { ($0.identifier(0), $0.identifier(1)) },
            uniquingKeysWith: { first, _ in first }
        )
    }
}
