internal import Postgres

enum TravelContributionStatement {
    /// A row for each share, and one without a share when there is none.
    static let read = Statement(
        "travel-contributions.read",
        """
        select contribution.year, budget_cents, remainder_previous_year_cents,
            (extract(epoch from known_at) * 1000000)::bigint,
            (extract(epoch from created_at) * 1000000)::bigint, partner_id, partner_name,
            revenue_cents, adult_revenue_cents, share_ppm, contribution_cents
        from travel_contribution as contribution
        left join travel_contribution_share as share on share.year = contribution.year
        where contribution.year = $1::smallint
        order by place
        """
    )
    /// The moment of the newest entry; nobody enters more until the transaction ends.
    static let knownAt = Statement(
        "travel-contributions.known-at",
        """
        select (extract(epoch from recorded_at) * 1000000)::bigint
        from ledger_size
        for share
        """
    )
    /// Who has an agreement on 1 January, with its revenue of the year before.
    static let candidates = Statement(
        "travel-contributions.candidates",
        """
        with revenue as (
            select partner_id, sum(cents) filter (where pillar = 'youth')::bigint as youth_cents,
                sum(cents) filter (where pillar = 'adult')::bigint as adult_cents
            from ledger_year_total
            where year = $1::integer - 1
            group by partner_id
        )
        select partner.id, partner.name, has_assignment, has_process,
            coalesce(youth_cents, 0), coalesce(adult_cents, 0)
        from (
            select partner_id, bool_or(kind = 'assignment') as has_assignment,
                bool_or(kind = 'process') as has_process
            from agreement
            where make_date($1, 1, 1) between starts_on and ends_on
            group by partner_id
        ) as standing
        join partner on partner.id = standing.partner_id
        left join revenue on revenue.partner_id = standing.partner_id
        """
    )
    static let insert = Statement(
        "travel-contributions.insert",
        """
        insert into travel_contribution (year, budget_cents, remainder_previous_year_cents,
            valid_on, known_at)
        values ($1::smallint, $2::bigint, $3::bigint, $4::date,
            timestamptz 'epoch' + $5::bigint * interval '1 microsecond')
        """
    )
    static let insertShares = Statement(
        "travel-contributions.insert-shares",
        """
        insert into travel_contribution_share (year, place, partner_id, partner_name,
            revenue_cents, adult_revenue_cents, share_ppm, contribution_cents)
        select $1::smallint, place, partner_id, partner_name, revenue_cents, adult_revenue_cents,
            share_ppm, contribution_cents
        from unnest($2::uuid[], $3::text[], $4::bigint[], $5::bigint[], $6::integer[],
            $7::bigint[]) with ordinality as share (partner_id, partner_name, revenue_cents,
            adult_revenue_cents, share_ppm, contribution_cents, place)
        """
    )
    static let all = [read, knownAt, candidates, insert, insertShares]
}

extension TravelContributions {
    /// - Parameter rows: those of `TravelContributionStatement.read`.
    /// - Returns: nil when there are none.
    init?(_ rows: Rows) {
        guard let first = rows.first else { return nil }
        budget = TravelBudget(
            year: first.integer(0),
            budgetCents: first.integer(1),
            remainderPreviousYearCents: first.integer(2),
            lines: []
        )
        knownAt = Instant(unixMicroseconds: Int64(first.integer(3)))
        createdAt = Instant(unixMicroseconds: Int64(first.integer(4)))
        shares = (0..<rows.count).map { rows[$0] }.filter { !$0.isNull(5) }.map {
            Share(
                partnerId: $0.identifier(5),
                partnerName: $0.text(6),
                revenueCents: $0.integer(7),
                adultRevenueCents: $0.integer(8),
                sharePpm: $0.integer(9),
                contributionCents: $0.integer(10)
            )
        }
    }

    /// Establishes the contributions to a budget, whose row is locked.
    ///
    /// - Throws: `TravelContributionRefusal`, or `DatabaseFailure`.
    static func establish(
        for budget: TravelBudget,
        in transaction: Transaction
    ) async throws -> TravelContributions {
        let found = try await transaction.run([
            Call(TravelContributionStatement.knownAt),
            Call(TravelContributionStatement.candidates) { $0.add(budget.year) },
        ])
        let shares = try shares(of: budget, over: found[1])
        let made = try await transaction.run([
            Call(TravelContributionStatement.insert) {
                $0.add(budget.year)
                $0.add(budget.budgetCents)
                $0.add(budget.remainderPreviousYearCents)
                $0.add(validOn(budget.year))
                $0.add(found[0][0].integer(0))
            },
            Call(TravelContributionStatement.insertShares) { add(shares, of: budget, to: &$0) },
            Call(TravelContributionStatement.read) { $0.add(budget.year) },
        ])
        guard let contributions = TravelContributions(made[2]) else {
            preconditionFailure("what was established is not there")
        }
        return contributions
    }

    /// - Parameter rows: those of `TravelContributionStatement.candidates`.
    private static func shares(
        of budget: TravelBudget,
        over rows: Rows
    ) throws(TravelContributionRefusal) -> [Share] {
        let candidates = rows.map {
            LedgerShares.Candidate(
                partnerId: $0.identifier(0),
                partnerName: $0.text(1),
                hasAssignment: $0.boolean(2),
                hasProcess: $0.boolean(3),
                revenueCents: $0.integer(4),
                adultRevenueCents: $0.integer(5),
                knownAt: nil
            )
        }
        return try shares(of: budget, over: candidates)
    }

    private static func add(
        _ shares: [Share],
        of budget: TravelBudget,
        to parameters: inout Parameters
    ) {
        var partners = ArrayText()
        for share in shares { partners.add(share.partnerId) }
        parameters.add(budget.year)
        parameters.add(partners)
        parameters.add(ArrayText(shares.map(\.partnerName)))
        parameters.add(ArrayText(shares.map(\.revenueCents)))
        parameters.add(ArrayText(shares.map(\.adultRevenueCents)))
        parameters.add(ArrayText(shares.map(\.sharePpm)))
        parameters.add(ArrayText(shares.map(\.contributionCents)))
    }
}
