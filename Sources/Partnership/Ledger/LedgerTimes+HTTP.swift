internal import HTTP
internal import Postgres

extension Exchange {
    /// The parameters of every report that may be asked for by its times.
    static let timesQuery = ["knownAt", "validOn"]

    /// The times that were asked for; nothing is recorded any more by the moment of them.
    ///
    /// Two such answers may differ by a single claim, so that only who reads every entry gets them.
    ///
    /// - Parameter ofOwn: whether the report has the caller's entries alone, which it reads anyway.
    /// - Throws: 400 for what is no instant or day, and for a moment that is still to come; 403.
    func ledgerTimes(ofOwn: Bool = false) async throws -> LedgerTimes {
        let times = LedgerTimes(
            knownAt: try queryValue("knownAt", "an instant such as 2026-04-07T06:40:03Z") {
                Instant(withOffset: Array($0.utf8).span)
            },
            validOn: try queryValue("validOn", "a day such as 2026-04-07") { Day($0) }
        )
        if times.isAsked, !ofOwn, !readsEveryEntry { throw Problem.entriesWithheld }
        guard let moment = times.knownAt?.description else { return times }
        let place = try await session.rows(LedgerTimesStatement.place) { $0.add(moment) }[0]
        if place.boolean(0) {
            throw Problem.invalid([.init(.query, "knownAt", "range", "must not be to come")])
        }
        if place.boolean(1) {
            try await session.transaction { transaction in
                _ = try await transaction.rows(LedgerTimesStatement.close) { $0.add(moment) }
            }
        }
        return times
    }
}

extension Problem {
    /// - Source: A18.
    fileprivate static let entriesWithheld = Problem(
        403,
        "ledger.entries-withheld",
        "Two moments or days may differ by one claim; this role reads the ledger as it is now."
    )
}
