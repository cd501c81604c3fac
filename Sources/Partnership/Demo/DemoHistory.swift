/// The published revenue of the years before messages were kept, divided over demo partners.
struct DemoHistory: Equatable, Sendable {
    /// What one partner was paid for one product in one year.
    struct Part: Equatable, Sendable {
        let year: Int
        let partner: DemoPartner
        let product: DemoProduct
        let cents: Int
        let source: String
        /// As the year's figure is where it was published.
        let isRoundedToEuros: Bool
    }

    let parts: [Part]

    /// Divides what was published of a year over those who had joined, by how much each takes on
    /// and for how much of the year it was there, and over its products by how often they are
    /// chosen.
    ///
    /// A figure in whole euros is divided in whole euros.
    ///
    /// - Parameter year: the first of which there are messages.
    init(_ published: [DemoRevenue], before year: Int) {
        parts = published.filter { $0.year < year }.flatMap { revenue in
            let cells = DemoPartner.all.flatMap { partner in
                partner.products.filter { $0.pillar == revenue.pillar }
                    .map { (partner: partner, product: $0) }
            }
            let weights = cells.map { cell in
                cell.partner.weight * cell.product.popularity
                    * cell.partner.months(in: revenue.year)
            }
            let unit = revenue.cents.isMultiple(of: 100) ? 100 : 1
            let parts = apportion(revenue.cents / unit, by: weights)
            return zip(cells, parts).filter { $1 > 0 }.map { cell, part in
                Part(
                    year: revenue.year,
                    partner: cell.partner,
                    product: cell.product,
                    cents: part * unit,
                    source: revenue.source + ", divided over the partners of the demo",
                    isRoundedToEuros: unit == 100
                )
            }
        }
    }
}

extension DemoPartner {
    /// For how many months of a year it took part.
    fileprivate func months(in year: Int) -> Int {
        max(0, min(12, (year + 1) * 12 - joined.ordinal))
    }
}
