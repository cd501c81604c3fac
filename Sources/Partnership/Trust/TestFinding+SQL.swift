internal import Postgres

enum TestFindingStatement {
    /// A partner that the caller is limited to, else its role, decides which findings it reads.
    static let list = Statement(
        "test-findings.list",
        """
        select partner_id, test_id, cluster_id, intentional, competential, state, completed_on,
            finding_history(partner_id, completed_on),
            to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        from test_finding_state as finding
        where test_id = $1::uuid
            and reads_finding(finding, $2::uuid, $3)
            and ($4::uuid is null or partner_id > $4)
        order by partner_id
        limit $5::integer
        """
    )
    static let count = Statement(
        "test-findings.count",
        """
        select count(*)
        from test_finding_state as finding
        where test_id = $1::uuid
            and reads_finding(finding, $2::uuid, $3)
        """
    )
    static let read = Statement(
        "test-findings.read",
        """
        select partner_id, test_id, cluster_id, intentional, competential, state, completed_on,
            finding_history(partner_id, completed_on),
            to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        from test_finding_state as finding
        where test_id = $1::uuid
            and partner_id = $2::uuid
            and reads_finding(finding, $3::uuid, $4)
        """
    )
    /// Whether a test was completed, so that there are findings.
    static let completed = Statement(
        "test-findings.completed",
        """
        select
        from individual_test_completion
        where test_id = $1::uuid
        """
    )
    static let readHearing = Statement(
        "test-findings.read-hearing",
        """
        select test_id, partner_id, held_on, document_reference,
            to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        from test_hearing
        where test_id = $1::uuid
            and partner_id = $2::uuid
        """
    )
    static let insertHearing = Statement(
        "test-findings.insert-hearing",
        """
        insert into test_hearing (test_id, partner_id, held_on, document_reference)
        values ($1::uuid, $2::uuid, $3::date, $4)
        """
    )
    static let all = [list, count, read, completed, readHearing, insertHearing]
}

extension TestFinding.State {
    /// - Parameter row: of `TestFindingStatement.read` or `.list`.
    init(_ row: Row) {
        guard let state = Self(rawValue: row.text(5)) else {
            preconditionFailure("a state that the view does not have")
        }
        self = state
    }

    /// The state of a finding, whose test is locked until the transaction ends.
    ///
    /// - Returns: nil when the role reads no such finding.
    static func locked(
        of partner: Identifier,
        in test: Identifier,
        for role: Role,
        in transaction: Transaction
    ) async throws -> TestFinding.State? {
        try await transaction.run([
            Call(IndividualTestStatement.lock) { $0.add(test) },
            Call(TestFindingStatement.read) {
                $0.add(test)
                $0.add(partner)
                $0.addNull()
                $0.add(role.rawValue)
            },
        ])[1].first.map { TestFinding.State($0) }
    }
}

extension TestHearing {
    /// - Parameter row: of `TestFindingStatement.readHearing`.
    init(_ row: Row) {
        heldOn = row.day(2)
        documentReference = row.text(3)
    }

    /// - Returns: the row of `TestFindingStatement.readHearing`.
    func insert(
        of partner: Identifier,
        in test: Identifier,
        in transaction: Transaction
    ) async throws -> Row {
        try await transaction.run([
            Call(TestFindingStatement.insertHearing) {
                $0.add(test)
                $0.add(partner)
                $0.add(heldOn)
                $0.add(documentReference)
            },
            Call(TestFindingStatement.readHearing) {
                $0.add(test)
                $0.add(partner)
            },
        ])[1][0]
    }
}
