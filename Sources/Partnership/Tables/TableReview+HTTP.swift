internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let tableReviewRoutes =
        [
            Route(.listTableReviews, .get, "/table-reviews", query: Route.listQuery) {
                try await $0.listTableReviews()
            },
            Route(.createTableReview, .post, "/table-reviews") {
                try await $0.createTableReview()
            },
            Route(.readTableReview, .get, "/table-reviews/{reviewId}") { exchange in
                let id = try exchange.identifier("reviewId")
                let row = try await exchange.row(TableReviewStatement.read) { $0.add(id) }
                let providers = try await exchange.session.rows(TableReviewStatement.providers) {
                    $0.add(id)
                    $0.addNull()
                }
                return exchange.json { $0.review(row, providers) }
            },
        ] + tableInvitationRoutes + thresholdRoutes
}

extension Exchange {
    fileprivate func listTableReviews() async throws -> Response {
        try await list(page(), TableReviewStatement.list, TableReviewStatement.count) {
            $0.reviewSummary($1)
        }
    }

    fileprivate func createTableReview() async throws -> Response {
        let review = try decode(TableReview.init(reading:))
        let id = newIdentifier()
        return try await write { transaction in
            do {
                let (row, providers) = try await review.insert(id: id, in: transaction)
                return self.created("/table-reviews/\(id)") { $0.review(row, providers) }
            } catch let refusal as TableReviewRefusal {
                throw Problem(refusal)
            }
        }
    }
}

extension TableReview {
    fileprivate init?(reading object: inout JSONObject) {
        let reviewedOn = object.day("reviewedOn")
        let years = object.years("referenceYears")
        let decisionReference = object.string("decisionReference", length: 1...100)
        let errors = object.errors
        var numbers: Set<String> = []
        let figures = object.array("figures", count: 1...Self.maximumFigures)?.compactMap { value in
            var figures = JSONObject(value, errors)
            defer { figures.close() }
            let made = Figures(reading: &figures, years: years)
            if let made, !numbers.insert(made.provider.kvkNumber).inserted {
                figures.refuse("kvkNumber", "format", "must not stand here twice")
            }
            return made
        }
        guard let reviewedOn, let years, let decisionReference, let figures else { return nil }
        self.reviewedOn = reviewedOn
        referenceYears = years
        self.decisionReference = decisionReference
        self.figures = figures
    }
}

extension TableReview.Figures {
    fileprivate init?(reading object: inout JSONObject, years: [Int]?) {
        let provider = Provider(reading: &object)
        let errors = object.errors
        let count = ParticipationThreshold.yearCount
        let found = object.array("years", count: count...count)?.compactMap { value in
            var year = JSONObject(value, errors)
            defer { year.close() }
            return ProviderYear(reading: &year)
        }
        if let years, let found, found.count == count, found.map(\.year) != years {
            object.refuse("years", "format", "must be those of referenceYears, in their order")
        }
        guard let provider, let found, found.count == count else { return nil }
        self.provider = provider
        self.years = found
    }
}

extension ProviderYear {
    fileprivate init?(reading object: inout JSONObject) {
        let year = object.integer("year", in: 2015...2199)
        let revenueCents = object.integer("revenueCents", in: 0...999_999_999_999)
        let clients = object.integer("clients", in: 0...999_999)
        guard let year, let revenueCents, let clients else { return nil }
        self.init(year: year, revenueCents: revenueCents, clients: clients)
    }
}

extension JSONObject {
    /// Two years that must be there.
    fileprivate mutating func years(_ name: StaticString) -> [Int]? {
        let count = ParticipationThreshold.yearCount
        let years = array(name, count: count...count)?.compactMap { value -> Int? in
            if let year = value.integer, (2015...2199).contains(year) { return year }
            errors.add(value.location, "range", "must be a year from 2015 to 2199")
            return nil
        }
        return years?.count == count ? years : nil
    }
}

extension JSONWriter {
    /// A row of `TableReviewStatement.read` and the rows of `.providers`.
    fileprivate mutating func review(_ row: Row, _ providers: Rows) {
        object { writer in
            writer.reviewMembers(row)
            writer.member(
                "providers",
                array: { for place in 0..<providers.count { $0.participation(providers[place]) } }
            )
            writer.member("grounds", [.init("ZHZ", "3.3")])
            writer.reviewEnd(row)
        }
    }

    /// A row of `TableReviewStatement.list`.
    fileprivate mutating func reviewSummary(_ row: Row) {
        object {
            $0.reviewMembers(row)
            $0.reviewEnd(row)
        }
    }

    private mutating func reviewMembers(_ row: Row) {
        member("id", text: row, 0)
        member("reviewedOn", text: row, 1)
        member(
            "referenceYears",
            array: {
                $0.element(row.integer(2))
                $0.element(row.integer(3))
            }
        )
        member("decisionReference", text: row, 4)
        member("providerCount", raw: row, 5)
    }

    private mutating func reviewEnd(_ row: Row) {
        member("createdAt", text: row, 6)
        // A review is made once.
        member("version", 1)
    }

    /// A row of `TableReviewStatement.providers`.
    private mutating func participation(_ row: Row) {
        let participation = TableParticipation(row)
        object { writer in
            writer.member("kvkNumber", text: row, 0)
            writer.member("name", text: row, 1)
            writer.member("years", array: { for year in ProviderYear.all(row) { $0.year(year) } })
            writer.member("tables", participation.tables.map(\.rawValue))
            writer.member(
                "shortfalls",
                array: { for shortfall in participation.shortfalls { $0.shortfall(shortfall) } }
            )
            writer.member(
                "otherReadings",
                array: {
                    for other in participation.otherReadings {
                        $0.object {
                            $0.member("policy", other.reading.rawValue)
                            $0.member("tables", other.tables.map(\.rawValue))
                        }
                    }
                }
            )
        }
    }

    private mutating func year(_ year: ProviderYear) {
        object {
            $0.member("year", year.year)
            $0.member("revenueCents", year.revenueCents)
            $0.member("clients", year.shownClients)
            $0.member("suppressed", year.shownClients == nil)
        }
    }

    private mutating func shortfall(_ shortfall: TableParticipation.Shortfall) {
        object {
            $0.member("table", shortfall.table.rawValue)
            $0.member("year", shortfall.year)
            $0.member("figure", shortfall.figure.rawValue)
        }
    }
}
