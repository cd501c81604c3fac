internal import Postgres
internal import Scoring

enum IndividualTestCompletionStatement {
    static let read = Statement(
        "individual-test-completions.read",
        """
        select test_id, completed_on, report_sha256, document_reference,
            array_to_string(reader_ids, ','), array_to_string(reader_roles, ','),
            (
                select string_agg(partner_id || ' ' || intentional || ' ' || competential, ','
                    order by partner_id)
                from test_finding
                where test_finding.test_id = completion.test_id
            ),
            to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        from individual_test_completion as completion
        where test_id = $1::uuid
            and ($2::uuid is null
                or test_id in (select test_id from individual_test_party where partner_id = $2))
        """
    )
    static let results = Statement(
        "individual-test-completions.results",
        """
        select rtrim(unseal(sealed_results, $2))
        from individual_test_completion
        where test_id = $1::uuid
        """
    )
    /// Which readers keep out of findings about which clusters.
    static let recusals = Statement(
        "individual-test-completions.recusals",
        """
        select reader_id, cluster_id
        from unnest($2::uuid[]) as reader_id
        cross join (
            select distinct cluster_id
            from individual_test_party
            where test_id = $1::uuid
        ) as covered
        where recuses_from(reader_id, $1::uuid, cluster_id)
        """
    )
    static let knownReaders = Statement(
        "individual-test-completions.known-readers",
        """
        select count(*)
        from partner
        where id = any ($1::uuid[])
        """
    )
    static let insert = Statement(
        "individual-test-completions.insert",
        """
        insert into individual_test_completion (test_id, completed_on, report_sha256,
            document_reference, reader_ids, reader_roles, sealed_results)
        values ($1::uuid, $2::date, $3, $4, $5::uuid[], $6::text[], seal($7, $8))
        """
    )
    static let insertFindings = Statement(
        "individual-test-completions.insert-findings",
        """
        insert into test_finding (test_id, partner_id, cluster_id, intentional, competential)
        select test_id, partner_id, cluster_id, intentional, competential
        from unnest($2::uuid[], $3::text[], $4::text[])
            as finding (partner_id, intentional, competential)
        join individual_test_party using (partner_id)
        where test_id = $1::uuid
        """
    )
    static let all = [read, results, recusals, knownReaders, insert, insertFindings]
}

extension IndividualTestCompletion {
    /// - Parameter row: of `IndividualTestCompletionStatement.read`.
    init(_ row: Row) {
        completedOn = row.day(1)
        reportSHA256 = row.text(2)
        documentReference = row.text(3)
        readers = Readers(
            partnerIds: row.text(4).split(separator: ",").compactMap { Identifier($0) },
            roles: row.text(5).split(separator: ",").compactMap { ReaderRole(rawValue: "\($0)") }
        )
        findings = row.text(6).split(separator: ",").map { finding in
            let words = finding.split(separator: " ").map(String.init)
            guard words.count == 3, let partnerId = Identifier(words[0]),
                let intentional = Band(rawValue: words[1]),
                let competential = Band(rawValue: words[2])
            else { preconditionFailure("a finding that the table does not take") }
            return TestFinding(
                partnerId: partnerId,
                intentional: intentional,
                competential: competential
            )
        }
    }

    /// What it is held against in a test whose row is locked.
    func facts(
        of test: LockedTest,
        _ results: [TestResult],
        in transaction: Transaction
    ) async throws -> Facts {
        let found = try await transaction.run([
            Call(IndividualTestCompletionStatement.recusals) {
                $0.add(test.id)
                $0.add(ArrayText(readers.partnerIds.map(\.description)))
            },
            Call(IndividualTestCompletionStatement.knownReaders) {
                $0.add(ArrayText(readers.partnerIds.map(\.description)))
            },
        ])
        let recusals = found[0].map { ($0.identifier(0), Set([$0.identifier(1)])) }
        return Facts(
            decidedOn: test.decidedOn,
            today: test.today,
            parties: test.parties,
            results: results,
            recusals: Dictionary(recusals) { $0.union($1) },
            knowsReaders: found[1][0].integer(0) == readers.partnerIds.count
        )
    }

    /// - Parameter results: as JSON, to be sealed.
    /// - Returns: the row of `IndividualTestCompletionStatement.read`.
    func insert(
        of test: Identifier,
        _ results: [UInt8],
        _ phrase: String,
        in transaction: Transaction
    ) async throws -> Row {
        try await transaction.run([
            Call(IndividualTestCompletionStatement.insert) {
                $0.add(test)
                $0.add(completedOn)
                $0.add(reportSHA256)
                $0.add(documentReference)
                $0.add(ArrayText(readers.partnerIds.map(\.description)))
                $0.add(ArrayText(readers.roles.map(\.rawValue)))
                $0.add(utf8: results)
                $0.add(phrase)
            },
            Call(IndividualTestCompletionStatement.insertFindings) {
                $0.add(test)
                $0.add(ArrayText(findings.map(\.partnerId.description)))
                $0.add(ArrayText(findings.map(\.intentional.rawValue)))
                $0.add(ArrayText(findings.map(\.competential.rawValue)))
            },
            Call(IndividualTestStatement.change) { $0.add(test) },
            Call(IndividualTestCompletionStatement.read) {
                $0.add(test)
                $0.addNull()
            },
        ])[3][0]
    }
}
