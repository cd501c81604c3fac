internal import Postgres

enum TariffSimulationStatement {
    /// A proposed product that does not exist.
    static let unknownProduct = Statement(
        "tariff-simulations.unknown-product",
        """
        select given
        from unnest($1::text[]) as given
        where not exists (select from product where code = given)
        order by given
        limit 1
        """
    )
    /// Each partner's products first, then the partners, the products and all of it.
    ///
    /// Before the first tariff of a product there is no maximum. The few ranges are made once, so
    /// that a line costs one look-up.
    static let run = Statement(
        "tariff-simulations.run",
        """
        select grouping(cell.partner_id, product_code), cell.partner_id, name, product_code,
            coalesce(sum(current_cents), 0)::bigint,
            coalesce(sum(proposed_cents), 0)::bigint,
            coalesce(sum(proposed_cents) - sum(current_cents), 0)::bigint,
            coalesce(sum(other_cents), 0)::bigint
        from (
            select partner_id, product_code, sum(amount_cents) as current_cents,
                sum(case when is_at_maximum(unit, tariff_cents, maximum)
                        or is_paid_above(unit, tariff_cents, maximum, volume,
                            abs(amount_cents), proposed)
                    then case when amount_cents < 0 then -1 else 1 end
                        * line_price(unit, volume, proposed)
                    else amount_cents end) as proposed_cents,
                sum(case when is_paid_above(unit, tariff_cents, maximum, volume,
                        abs(amount_cents), proposed)
                    then case when amount_cents < 0 then -1 else 1 end
                        * line_price(unit, volume, proposed)
                    else amount_cents end) as other_cents
            from claim_line
            join (
                select code, proposed, first_day, end_day, maximum
                from unnest($2::text[], $3::bigint[]) as given (code, proposed)
                cross join lateral (
                    select coalesce(lower(valid), '-infinity') as first_day,
                        coalesce(upper(valid), 'infinity') as end_day,
                        max_tariff_cents as maximum
                    from tariff
                    where product_code = code
                    union all
                    select '-infinity', coalesce(min(coalesce(lower(valid), '-infinity')),
                        'infinity'), null
                    from tariff
                    where product_code = code
                ) as held
                offset 0
            ) as tried on code = product_code and starts_on >= first_day and starts_on < end_day
            where starts_on >= make_date($1::integer, 1, 1)
                and starts_on < make_date($1::integer + 1, 1, 1)
                and ($4::uuid is null or partner_id = $4)
            group by partner_id, product_code
        ) as cell
        left join partner on partner.id = cell.partner_id
        group by grouping sets ((cell.partner_id, name, product_code), (cell.partner_id, name),
            (product_code), ())
        order by 1, name, cell.partner_id, product_code
        """
    )
    static let all = [unknownProduct, run]
}

extension TariffSimulation {
    /// Tries the tariffs, and changes nothing.
    ///
    /// - Parameter partner: whose lines count alone; nil for those of all.
    /// - Returns: the rows of `TariffSimulationStatement.run`.
    /// - Throws: `TariffSimulationRefusal`, or `DatabaseFailure`.
    func run(for partner: Identifier?, in session: Session) async throws -> Rows {
        let codes = ArrayText(tariffs.map(\.productCode))
        let unknown = try await session.rows(TariffSimulationStatement.unknownProduct) {
            $0.add(codes)
        }
        if let row = unknown.first { throw TariffSimulationRefusal.productUnknown(row.text(0)) }
        do {
            return try await session.report(TariffSimulationStatement.run) {
                $0.add(year)
                $0.add(codes)
                $0.add(ArrayText(tariffs.map(\.maxTariffCents)))
                $0.add(partner)
            }
        } catch {
            // The one number that can be out of range is a sum.
            guard error.state == "22003" else { throw error }
            throw TariffSimulationRefusal.tooLarge
        }
    }
}
