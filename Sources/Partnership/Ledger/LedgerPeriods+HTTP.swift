internal import HTTP
internal import JSON
internal import Postgres

extension Role {
    /// Whether the role reads every entry of the ledger; the others read what A18 leaves open.
    ///
    /// - Source: A18. That finance and the auditor are among them we decided: they pay, and check.
    var readsEveryEntry: Bool {
        switch self {
        case .municipality, .finance, .auditor: true
        case .caseSystem, .partner, .frontend, .trustBody, .college, .operator: false
        }
    }
}

extension Exchange {
    /// Whether the caller may be told what few clients stand behind.
    var readsEveryEntry: Bool { caller?.role.readsEveryEntry ?? false }

    /// The ledger of a year by quarter or by month.
    func readLedgerPeriods() async throws -> Response {
        let year = try year()
        let pillar = try queryValue("pillar", "youth or adult") { Pillar(rawValue: $0) }
        let level: LedgerPeriods.Level =
            try queryValue("by", "quarter or month") { text in
                [.quarter, .month].first { $0.rawValue == text }
            } ?? .quarter
        let times = try await ledgerTimes()
        let rows = try await session.report(LedgerPeriodsStatement.read) {
            $0.add(year)
            $0.add(pillar?.rawValue)
            $0.add(times.knownAt?.description)
            $0.add(times.validOn)
        }
        let answer = LedgerPeriodsAnswer(rows)
        return json { writer in
            writer.object {
                $0.member("year", year)
                $0.member("by", level.rawValue)
                $0.member("knownAt", answer.knownAt)
                if let validOn = times.validOn { $0.member("validOn", validOn) }
                $0.member("rows", array: { self.write(answer, year, level, to: &$0) })
                $0.member("grounds", LedgerPeriods.grounds(of: year))
            }
        }
    }

    private func write(
        _ answer: LedgerPeriodsAnswer,
        _ year: Int,
        _ level: LedgerPeriods.Level,
        to writer: inout JSONWriter
    ) {
        let periods = answer.periods
        for (row, finest) in zip(periods.rows, periods.levels) {
            let isTold = readsEveryEntry || row.partnerId == caller?.partnerId || finest <= level
            writer.object {
                $0.member("pillar", row.pillar.rawValue)
                $0.member("partnerId", row.partnerId)
                $0.member("partnerName", answer.names[row.partnerId])
                $0.member("productCode", row.productCode)
                $0.member("isWithheld", !isTold)
                $0.member("periods", array: { if isTold { $0.periods(of: row, year, level) } })
            }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func periods(
        of row: LedgerPeriods.Row,
        _ year: Int,
        _ level: LedgerPeriods.Level
    ) {
        let cells = level == .month ? row.cents : row.quarters
        for (place, cents) in cells.enumerated() {
            guard let cents else { continue }
            let name =
                level == .month
                ? "\(year)-\(place < 9 ? "0" : "")\(place + 1)" : "\(year)-Q\(place + 1)"
            object {
                $0.member("period", name)
                $0.member("cents", cents)
            }
        }
    }
}
