internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let tariffRoutes = [
        Route(.listTariffs, .get, "/products/{code}/tariffs", query: Route.listQuery) {
            try await $0.listTariffs()
        },
        Route(.createTariff, .post, "/products/{code}/tariffs") { try await $0.createTariff() },
    ]
}

/// A tariff as it was asked for; a time basis that is left out stays as it is.
private struct TariffRequest {
    let maxTariffCents: Int
    let isTimeBasisGiven: Bool
    let timeBasis: Tariff.TimeBasis?
    let validFrom: Day
    let decisionReference: String

    init?(reading object: inout JSONObject) {
        let maxTariffCents = object.integer("maxTariffCents", in: Tariff.centsRange)
        let validFrom = object.day("validFrom")
        let decisionReference = object.string("decisionReference", length: 1...100)
        isTimeBasisGiven = object.contains("timeBasis")
        timeBasis = object.optionalChoice("timeBasis", of: Tariff.TimeBasis.self)
        guard let maxTariffCents, let validFrom, let decisionReference else { return nil }
        self.maxTariffCents = maxTariffCents
        self.validFrom = validFrom
        self.decisionReference = decisionReference
    }

    func tariff(after current: Row?) -> Tariff {
        let currentBasis = current?.optionalText(2).flatMap(Tariff.TimeBasis.init)
        return Tariff(
            maxTariffCents: maxTariffCents,
            timeBasis: isTimeBasisGiven ? timeBasis : currentBasis,
            validFrom: validFrom,
            decisionReference: decisionReference
        )
    }
}

extension Exchange {
    fileprivate func listTariffs() async throws -> Response {
        let code = try productCode()
        return try await list(
            page(),
            TariffStatement.list,
            TariffStatement.count,
            of: Call(ProductStatement.read) { $0.add(code) },
            by: .firstDay
        ) {
            $0.add(code)
        } item: {
            $0.tariff($1)
        }
    }

    fileprivate func createTariff() async throws -> Response {
        let code = try productCode()
        let request = try decode(TariffRequest.init(reading:))
        return try await write { transaction in
            do {
                return try await self.createTariff(of: code, request, in: transaction)
            } catch let refusal as TariffRefusal {
                throw Problem(refusal)
            }
        }
    }

    private func createTariff(
        of code: String,
        _ request: TariffRequest,
        in transaction: Transaction
    ) async throws -> Response {
        let found = try await transaction.run([
            Call(ProductStatement.lock) { $0.add(code) },
            Call(TariffStatement.current) { $0.add(code) },
        ])
        guard found[0].count == 1 else { throw Problem.notFound }
        let current = found[1].first
        let tariff = request.tariff(after: current)
        try tariff.checkFollows(currentFrom: current?.optionalDay(3))
        let row = try await tariff.replaceCurrent(of: code, in: transaction)
        return created("/products/\(code)/tariffs") { $0.tariff(row) }
    }
}

extension ListKey {
    /// The day a tariff of a product starts, or `-` when not known.
    fileprivate static let firstDay = ListKey {
        $0 == "-" ? "-infinity" : Day($0)?.description
    } text: {
        $0.optionalText(3) ?? "-"
    }
}

extension JSONWriter {
    /// A row of `TariffStatement.list` or `.current`.
    fileprivate mutating func tariff(_ row: Row) {
        object {
            $0.member("productCode", text: row, 0)
            $0.member("maxTariffCents", row.optionalInteger(1))
            $0.member("timeBasis", text: row, 2)
            $0.member("validFrom", text: row, 3)
            $0.member("validUntil", text: row, 4)
            $0.member("decisionReference", text: row, 5)
            $0.member("recordedAt", text: row, 6)
        }
    }
}

extension Problem {
    init(_ refusal: TariffRefusal) {
        switch refusal {
        case .notFirstOfMonth(let day):
            self.init(
                409,
                "tariff.not-first-of-month",
                "A tariff starts on the first of a month, not on \(day)."
            )
            self = resting(on: "IJW", "OP367")
        case .notAfterCurrent(let asked, let current):
            self.init(
                409,
                "tariff.not-after-current",
                "A tariff from \(asked) does not start after the current one, from \(current)."
            )
            self = resting(on: "KA", "2.2.2")
        }
    }
}
