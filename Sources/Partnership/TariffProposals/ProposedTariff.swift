/// A maximum tariff as it is proposed for a product.
struct ProposedTariff: Sendable, Equatable {
    /// A proposal of more products than these is a new table.
    static let counts = 1...50

    let productCode: String
    let maxTariffCents: Int
    /// Nil for what counts now.
    let timeBasis: Tariff.TimeBasis?
}
