internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let travelInstalmentRoutes = [
        Route(.readTravelInstalments, .get, "/travel-budgets/{year}/instalments") {
            try await $0.readInstalments()
        },
        Route(.replaceTravelInstalments, .put, "/travel-budgets/{year}/instalments") {
            try await $0.replaceInstalments()
        },
    ]
}

extension Exchange {
    fileprivate func readInstalments() async throws -> Response {
        let year = try year()
        let rows = try await session.rows(TravelInstalmentStatement.read) { $0.add(year) }
        // Contributions never change, so both need not be read at one moment.
        guard rows.count > 0,
            let contributions = TravelContributions(
                try await session.rows(TravelContributionStatement.read) { $0.add(year) }
            )
        else { throw Problem.notFound }
        return json { $0.instalments(rows, of: contributions) }
    }

    fileprivate func replaceInstalments() async throws -> Response {
        let year = try year()
        let asked = try decode { TravelInstalments(reading: &$0, year: year) }
        guard request.hasHeader("if-match") || request.hasHeader("if-none-match") else {
            throw Problem.preconditionRequired
        }
        return try await session.transaction { transaction in
            let found = try await transaction.run([
                Call(TravelBudgetStatement.lock) { $0.add(year) },
                Call(TravelContributionStatement.read) { $0.add(year) },
                Call(TravelInstalmentStatement.read) { $0.add(year) },
            ])
            let isNew = found[2].count == 0
            guard let contributions = TravelContributions(found[1]) else {
                try self.requireNoneMatch()
                throw Problem.contributionsMissing
            }
            if isNew {
                try self.requireNoneMatch()
            } else {
                // Whoever expects nothing there expects something else than there is.
                guard self.request.hasHeader("if-match") else { throw Problem.preconditionFailed }
                try self.requireMatch(
                    of: self.json { $0.instalments(found[2], of: contributions) }.body
                )
            }
            let rows = try await asked.record(of: year, in: transaction)
            return isNew
                ? self.created("/travel-budgets/\(year)/instalments") {
                    $0.instalments(rows, of: contributions)
                } : self.changed { $0.instalments(rows, of: contributions) }
        }
    }
}

extension TravelInstalments {
    fileprivate init?(reading object: inout JSONObject, year: Int) {
        let errors = object.errors
        var days: [Day] = []
        let values = object.array("dueOn", count: Self.count)
        for value in values ?? [] {
            guard let day = value.string.flatMap({ Day($0) }) else {
                errors.add(value.location, "format", "must be a day, YYYY-MM-DD")
                continue
            }
            if day.year != year {
                errors.add(value.location, "range", "must be a day of \(year)")
            } else if let last = days.last, day <= last {
                errors.add(value.location, "range", "must be later than the one before")
            }
            days.append(day)
        }
        guard values != nil, errors.isEmpty else { return nil }
        dueOn = days
    }
}

extension JSONWriter {
    /// Rows of `TravelInstalmentStatement.read`, at least one.
    fileprivate mutating func instalments(_ rows: Rows, of contributions: TravelContributions) {
        let instalments = TravelInstalments(rows)
        let municipality = instalments.parts(of: contributions.budget.municipalityCents)
        let shares = contributions.shares.map { instalments.parts(of: $0.contributionCents) }
        object {
            $0.member("year", contributions.budget.year)
            $0.member("dueOn", array: { for day in instalments.dueOn { $0.element("\(day)") } })
            $0.member(
                "instalments",
                array: {
                    for (place, day) in instalments.dueOn.enumerated() {
                        $0.object {
                            let cents = shares.map { $0[place] }
                            $0.member("dueOn", day)
                            $0.member("municipalityCents", municipality[place])
                            $0.member("partnersCents", cents.reduce(0, +))
                            $0.member(
                                "contributions",
                                array: { $0.parts(cents, of: contributions) }
                            )
                        }
                    }
                }
            )
            $0.member("grounds", instalments.grounds(of: contributions))
            $0.member("createdAt", text: rows[0], 1)
            $0.member("version", raw: rows[0], 2)
        }
    }

    private mutating func parts(_ cents: [Int], of contributions: TravelContributions) {
        for (share, cents) in zip(contributions.shares, cents) {
            object {
                $0.member("partnerId", share.partnerId)
                $0.member("partnerName", share.partnerName)
                $0.member("cents", cents)
            }
        }
    }
}

extension Problem {
    fileprivate static let contributionsMissing = Problem(
        409,
        "travel-instalments.contributions-missing",
        "First the contributions of the year are established."
    ).resting(on: "KA", "2.4")
}
