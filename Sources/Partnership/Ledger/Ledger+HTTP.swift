internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let ledgerRoutes = [
        Route(
            .readLedger,
            .get,
            "/ledger/{year}",
            query: ["pillar"],
            produces: [.json, .csv]
        ) { try await $0.readLedger() },
        Route(.readShares, .get, "/ledger/{year}/shares", produces: [.json, .csv]) {
            try await $0.readShares()
        },
    ]
}

extension Exchange {
    /// The calendar year of the path.
    ///
    /// - Throws: 404 for anything but a year from 2015 to 2199.
    func year() throws(Problem) -> Int {
        let text = parameter("year")
        // Four digits and nothing else: Int would take a sign as well.
        guard text.utf8.count == 4, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
            let year = Int(text), (2015...2199).contains(year)
        else { throw .notFound }
        return year
    }

    fileprivate func readLedger() async throws -> Response {
        let year = try year()
        let pillar = try queryValue("pillar", "youth or adult") { Pillar(rawValue: $0) }
        let key = LedgerMemory.Key(kind: .year(pillar), year: year, type: answerType)
        let add: (inout Parameters) -> Void = {
            $0.add(year)
            $0.add(pillar?.rawValue)
        }
        if let known = try await remembered(key, LedgerStateStatement.year, add) { return known }
        let answer = LedgerAnswer(try await session.report(LedgerStatement.year, add))
        let response =
            answerType == .csv
            ? csv(answer.table(of: year))
            : Response(200, headers: API.jsonHeaders, body: answer.json(of: year))
        return remember(response, to: key, madeIn: answer.state)
    }

    fileprivate func readShares() async throws -> Response {
        let year = try year()
        let key = LedgerMemory.Key(kind: .shares, year: year, type: answerType)
        let add: (inout Parameters) -> Void = {
            $0.add(year)
            $0.add(LedgerShares.countedPillar.rawValue)
        }
        if let known = try await remembered(key, LedgerStateStatement.shares, add) { return known }
        let rows = try await session.report(LedgerStatement.shares, add)
        let shares = LedgerShares(year: year, rows)
        let response = answerType == .csv ? csv(shares.table) : json { $0.shares(shares) }
        // There is always a row: the one without a partner when nobody takes part.
        guard let state = rows.first?.optionalBytes(7) else { return response }
        return remember(response, to: key, madeIn: state)
    }

    /// The answer that was given before, when nothing changed since.
    private func remembered(
        _ key: LedgerMemory.Key,
        _ statement: Statement,
        _ add: (inout Parameters) -> Void
    ) async throws -> Response? {
        // Who asks for the first time need not wait for the state.
        guard api.ledgerMemory.contains(key) else { return nil }
        let rows = try await session.rows(statement, add)
        let known = rows.first?.withBytes(0) { api.ledgerMemory.response(to: key, in: $0) }
        return known ?? nil
    }

    /// Keeps an answer with its tag, and gives it back with that.
    private func remember(
        _ response: Response,
        to key: LedgerMemory.Key,
        madeIn state: [UInt8]
    ) -> Response {
        var response = response
        response.headers.append("ETag", EntityTag(of: response.body).description)
        api.ledgerMemory.keep(response, to: key, madeIn: state)
        return response
    }

    private func csv(_ table: CSV) -> Response {
        Response(200, headers: Self.csvHeaders, body: table.bytes)
    }

    private static let csvHeaders: Headers = [
        "Content-Type": "text/csv; charset=utf-8; header=present"
    ]
}

extension LedgerShares {
    fileprivate var table: CSV {
        var table = CSV(
            columns: [
                "partnerId", "partnerName", "revenueCents", "sharePpm", "contributionCents",
            ]
        )
        for share in shares {
            table.field(share.partnerId)
            table.field(share.partnerName)
            table.field(share.revenueCents)
            table.field(share.sharePpm)
            table.field(share.contributionCents)
            table.endLine()
        }
        return table
    }
}

extension JSONWriter {
    fileprivate mutating func shares(_ ledger: LedgerShares) {
        object {
            $0.member("year", ledger.year)
            $0.member("revenueYear", ledger.revenueYear)
            $0.member("knownAt", ledger.knownAt?.description)
            $0.member("totalRevenueCents", ledger.totalRevenueCents)
            $0.member("totalContributionCents", ledger.totalContributionCents)
            $0.member("shares", array: { for share in ledger.shares { $0.share(share) } })
        }
    }

    private mutating func share(_ share: LedgerShares.Share) {
        object {
            $0.member("partnerId", share.partnerId)
            $0.member("partnerName", share.partnerName)
            $0.member("revenueCents", share.revenueCents)
            $0.member("sharePpm", share.sharePpm)
            $0.member("contributionCents", share.contributionCents)
        }
    }
}
