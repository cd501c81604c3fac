internal import HTTP
internal import Postgres

extension API {
    static let auditFileRoutes = [
        Route(
            .readAuditFile,
            .get,
            "/ledger/{year}/auditfile",
            query: ["partnerId"] + Exchange.timesQuery,
            produces: [.xml]
        ) { try await $0.readAuditFile() }
    ]
}

extension Exchange {
    fileprivate func readAuditFile() async throws -> Response {
        let year = try year()
        let partner = try partnerOfEntries()
        let times = try await ledgerTimes(ofOwn: ownPartnerId != nil)
        let entries = try await session.report(AuditFileStatement.entries) {
            $0.add(year)
            $0.add(partner)
            $0.add(AuditFile.maximumEntries + 1)
            $0.add(times.knownAt?.description)
            $0.add(times.validOn)
        }
        guard entries.count <= AuditFile.maximumEntries else { throw Problem.tooManyEntries }
        // Later than the entries, so that everyone whose entries there are is among them.
        let parties = try await session.rows(AuditFileStatement.parties) {
            $0.add(year)
            $0.add(partner)
            $0.add(times.knownAt?.description)
            $0.add(times.validOn)
        }.map(AuditFile.Party.init)
        let accounts = try await session.rows(AuditFileStatement.accounts) {
            $0.add(times.knownAt?.description)
        }
        if partner != nil, parties.isEmpty { throw Problem.notFound }
        let file = AuditFile(
            year: year,
            createdOn: accounts[0].day(3),
            municipalityCode: api.settings.municipalityCode,
            accounts: accounts.map(AuditFile.Account.init),
            owner: partner == nil ? nil : parties.first,
            parties: parties,
            entries: entries.map { PostedEntry($0) }
        )
        return Response(200, headers: ["Content-Type": "application/xml"], body: file.xml)
    }
}

extension Problem {
    fileprivate static let tooManyEntries = Problem(
        409,
        "audit-file.too-many-entries",
        """
        The year has more than \(AuditFile.maximumEntries) entries: ask for one partner, or pull \
        /ledger/entries page by page.
        """
    )
}
