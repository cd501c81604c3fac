internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let tableInvitationRoutes = [
        Route(
            .listTableInvitations,
            .get,
            "/table-reviews/{reviewId}/invitations",
            query: Route.listQuery
        ) { try await $0.listTableInvitations() },
        Route(.createTableInvitation, .post, "/table-reviews/{reviewId}/invitations") {
            try await $0.createTableInvitation()
        },
    ]
}

extension Exchange {
    fileprivate func listTableInvitations() async throws -> Response {
        let review = try identifier("reviewId")
        return try await list(
            page(),
            TableInvitationStatement.list,
            TableInvitationStatement.count,
            of: Call(TableReviewStatement.read) { $0.add(review) }
        ) {
            $0.add(review)
        } item: {
            $0.invitation($1)
        }
    }

    fileprivate func createTableInvitation() async throws -> Response {
        let review = try identifier("reviewId")
        let invitation = try decode(TableInvitation.init(reading:))
        let id = newIdentifier()
        return try await write { transaction in
            do {
                let row = try await invitation.insert(id: id, beside: review, in: transaction)
                guard let row else { throw Problem.notFound }
                return self.created("/table-reviews/\(review)/invitations") {
                    $0.invitation(row)
                }
            } catch let refusal as TableReviewRefusal {
                throw Problem(refusal)
            }
        }
    }
}

extension TableInvitation {
    fileprivate init?(reading object: inout JSONObject) {
        let provider = Provider(reading: &object)
        let table = object.choice("table", of: DevelopmentTable.Kind.self)
        let reason = object.string("reason", length: 1...500)
        guard let provider, let table, let reason else { return nil }
        self.init(provider: provider, table: table, reason: reason)
    }
}

extension JSONWriter {
    /// A row of `TableInvitationStatement.read` or `.list`.
    fileprivate mutating func invitation(_ row: Row) {
        object {
            $0.member("id", text: row, 0)
            $0.member("reviewId", text: row, 1)
            $0.member("kvkNumber", text: row, 2)
            $0.member("name", text: row, 3)
            $0.member("table", text: row, 4)
            $0.member("reason", text: row, 5)
            $0.member("createdAt", text: row, 6)
            // An invitation is made once.
            $0.member("version", 1)
        }
    }
}

extension Problem {
    init(_ refusal: TableReviewRefusal) {
        switch refusal {
        case .exists(let year):
            self.init(
                409,
                "table-review.exists",
                "There is a review in \(year) already; the list is revised once a year."
            )
        case .toCome(let day):
            self.init(409, "table-review.dated-ahead", "The day \(day) has not come yet.")
        case .notInARow:
            self.init(
                409,
                "table-review.years-not-in-a-row",
                "A review looks at two years in a row, the earlier one first."
            )
        case .notClosed(let year):
            self.init(
                409,
                "table-review.year-not-closed",
                "The year \(year) was not over on the day of the review."
            )
        case .invited(let table):
            self.init(
                409,
                "table-invitation.exists",
                "This provider is invited to the \(table.rawValue) table already."
            )
        case .sitsThere(let table):
            self.init(
                409,
                "table-invitation.not-needed",
                "This provider sits at the \(table.rawValue) table by its own figures."
            )
        }
        self = resting(on: "ZHZ", "3.3")
    }
}
