internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let ledgerRoutes = [
        Route(
            .readLedger,
            .get,
            "/ledger/{year}",
            query: ["pillar"] + Exchange.timesQuery,
            produces: [.json, .csv]
        ) { try await $0.readLedger() },
        Route(
            .readLedgerPeriods,
            .get,
            "/ledger/{year}/periods",
            query: ["by", "pillar"] + Exchange.timesQuery
        ) { try await $0.readLedgerPeriods() },
        Route(
            .readShares,
            .get,
            "/ledger/{year}/shares",
            query: Exchange.timesQuery,
            produces: [.json, .csv]
        ) { try await $0.readShares() },
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
        let times = try await ledgerTimes()
        if times.isAsked { return try await readLedger(of: year, pillar, times) }
        let key = LedgerMemory.Key(
            kind: .year(pillar),
            isFull: readsEveryEntry,
            year: year,
            type: answerType
        )
        if let answer = try await followed(key, pillar) { return answer }
        let rows = try await session.report(LedgerStatement.year) {
            $0.add(year)
            $0.add(pillar?.rawValue)
        }
        return remember(LedgerAnswer(rows), to: key)
    }

    /// The answer that was given before, with what was entered since.
    private func followed(_ key: LedgerMemory.Key, _ pillar: Pillar?) async throws -> Response? {
        guard let kept = api.ledgerMemory.kept(key), case .year(let answer) = kept.ground else {
            return nil
        }
        let rows = try await session.rows(LedgerStatement.yearSince) {
            $0.add(key.year)
            $0.add(pillar?.rawValue)
            $0.add(answer.size)
            $0.add(LedgerAnswer.maximumNewer)
        }
        guard let newer = answer.followed(by: rows) else { return nil }
        return rows.count == 1 ? kept.response : remember(newer, to: key)
    }

    private func remember(_ answer: LedgerAnswer, to key: LedgerMemory.Key) -> Response {
        remember(response(answer, of: key.year), to: key, madeOf: .year(answer))
    }

    /// What was known at a moment is never remembered: it is asked for once in a while.
    private func readLedger(
        of year: Int,
        _ pillar: Pillar?,
        _ times: LedgerTimes
    ) async throws -> Response {
        let rows = try await session.report(LedgerTimesStatement.year) {
            $0.add(year)
            $0.add(pillar?.rawValue)
            $0.add(times.knownAt?.description)
            $0.add(times.validOn)
        }
        return response(LedgerAnswer(rows), of: year, validOn: times.validOn)
    }

    private func response(
        _ answer: LedgerAnswer,
        of year: Int,
        validOn: Day? = nil
    ) -> Response {
        guard answerType == .csv else {
            let body = answer.json(of: year, validOn: validOn, isFull: readsEveryEntry)
            return Response(200, headers: API.jsonHeaders, body: body)
        }
        return csv(answer.table(of: year))
    }

    fileprivate func readShares() async throws -> Response {
        let year = try year()
        let times = try await ledgerTimes()
        if times.isAsked { return try await readShares(of: year, times) }
        let key = LedgerMemory.Key(kind: .shares, year: year, type: answerType)
        if let answer = try await unchanged(key) { return answer }
        let rows = try await session.report(LedgerStatement.shares) {
            $0.add(year)
            $0.add(LedgerShares.countedPillar.rawValue)
        }
        let response = response(LedgerShares(year: year, rows))
        // There is always a row: the one without a partner when nobody takes part.
        guard let state = rows.first?.optionalBytes(8) else { return response }
        return remember(response, to: key, madeOf: .state(state))
    }

    private func readShares(of year: Int, _ times: LedgerTimes) async throws -> Response {
        let rows = try await session.report(LedgerTimesStatement.shares) {
            $0.add(year)
            $0.add(LedgerShares.countedPillar.rawValue)
            $0.add(times.knownAt?.description)
            $0.add(times.validOn)
        }
        return response(LedgerShares(year: year, rows, times: times))
    }

    private func response(_ shares: LedgerShares) -> Response {
        answerType == .csv ? csv(shares.table) : json { $0.shares(shares) }
    }

    /// The shares that were given before, when nothing changed since.
    private func unchanged(_ key: LedgerMemory.Key) async throws -> Response? {
        guard let kept = api.ledgerMemory.kept(key), case .state(let state) = kept.ground else {
            return nil
        }
        let rows = try await session.rows(LedgerStateStatement.shares) { $0.add(key.year) }
        return rows.first?.optionalBytes(0) == state ? kept.response : nil
    }

    /// Keeps an answer with its tag, and gives it back with that.
    private func remember(
        _ response: Response,
        to key: LedgerMemory.Key,
        madeOf ground: LedgerMemory.Ground
    ) -> Response {
        var response = response
        response.headers.append("ETag", EntityTag(of: response.body).description)
        api.ledgerMemory.keep(response, to: key, madeOf: ground)
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
            if let validOn = ledger.validOn { $0.member("validOn", validOn) }
            $0.member("totalRevenueCents", ledger.totalRevenueCents)
            $0.member("totalContributionCents", ledger.totalContributionCents)
            $0.member("shares", array: { for share in ledger.shares { $0.share(share) } })
            $0.member("grounds", ledger.grounds)
            $0.member("otherReadings", ledger.otherReadings)
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
