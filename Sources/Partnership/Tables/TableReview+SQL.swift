internal import Postgres

enum TableReviewStatement {
    static let list = Statement(
        "table-reviews.list",
        """
        select id, reviewed_on, first_year, second_year, decision_reference,
            (select count(*) from table_review_provider as provider where review_id = review.id),
            to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        from table_review as review
        where $1::uuid is null or id > $1
        order by id
        limit $2::integer
        """
    )
    static let count = Statement(
        "table-reviews.count",
        """
        select count(*)
        from table_review
        """
    )
    static let read = Statement(
        "table-reviews.read",
        """
        select id, reviewed_on, first_year, second_year, decision_reference,
            (select count(*) from table_review_provider as provider where review_id = review.id),
            to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        from table_review as review
        where id = $1::uuid
        """
    )
    static let providers = Statement(
        "table-reviews.providers",
        """
        select kvk_number, name, first_year, first_revenue_cents, first_clients,
            second_year, second_revenue_cents, second_clients
        from table_review_provider as provider
        join table_review as review on review.id = provider.review_id
        where review_id = $1::uuid
            and ($2::text is null or kvk_number = $2)
        order by place
        """
    )
    static let today = Statement("table-reviews.today", "select today()")
    static let insert = Statement(
        "table-reviews.insert",
        """
        insert into table_review (id, reviewed_on, first_year, second_year, decision_reference)
        values ($1::uuid, $2::date, $3::smallint, $4::smallint, $5)
        """
    )
    static let insertProviders = Statement(
        "table-reviews.insert-providers",
        """
        insert into table_review_provider (review_id, kvk_number, name, first_revenue_cents,
            first_clients, second_revenue_cents, second_clients, place)
        select $1::uuid, provider.*
        from unnest($2::text[], $3::text[], $4::bigint[], $5::integer[], $6::bigint[],
            $7::integer[]) with ordinality as provider
        """
    )
    static let all =
        [list, count, read, providers, today, insert, insertProviders]
        + TableInvitationStatement.all
}

extension TableReview {
    /// - Returns: the row of `TableReviewStatement.read` and the rows of `.providers`.
    /// - Throws: `TableReviewRefusal`, or `DatabaseFailure`.
    func insert(id: Identifier, in transaction: Transaction) async throws -> (Row, Rows) {
        let today = try await transaction.rows(TableReviewStatement.today)[0].day(0)
        try check(today: today)
        let insert = Call(TableReviewStatement.insert) {
            $0.add(id)
            $0.add(reviewedOn)
            for year in referenceYears { $0.add(year) }
            $0.add(decisionReference)
        }
        let insertProviders = Call(TableReviewStatement.insertProviders) { parameters in
            parameters.add(id)
            parameters.add(ArrayText(figures.map(\.provider.kvkNumber)))
            parameters.add(ArrayText(figures.map(\.provider.name)))
            for place in referenceYears.indices {
                parameters.add(ArrayText(figures.map { $0.years[place].revenueCents }))
                parameters.add(ArrayText(figures.map { $0.years[place].clients }))
            }
        }
        do throws(DatabaseFailure) {
            let rows = try await transaction.run([
                insert, insertProviders, Call(TableReviewStatement.read) { $0.add(id) },
                Call(TableReviewStatement.providers) {
                    $0.add(id)
                    $0.addNull()
                },
            ])
            return (rows[2][0], rows[3])
        } catch {
            guard error.constraint == "table_review_once_a_year" else { throw error }
            throw TableReviewRefusal.exists(reviewedOn.year)
        }
    }
}

extension TableParticipation {
    /// - Parameter row: of `TableReviewStatement.providers`.
    init(_ row: Row) {
        self.init(ProviderYear.all(row))
    }
}

extension ProviderYear {
    /// Both reference years.
    ///
    /// - Parameter row: of `TableReviewStatement.providers`.
    static func all(_ row: Row) -> [ProviderYear] {
        [2, 5].map {
            ProviderYear(
                year: row.integer($0),
                revenueCents: row.integer($0 + 1),
                clients: row.integer($0 + 2)
            )
        }
    }
}
