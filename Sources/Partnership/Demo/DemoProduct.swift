/// A product as the demo partners deliver and claim it.
struct DemoProduct: Equatable, Sendable {
    /// A maximum tariff and the month from which it holds.
    struct Maximum: Equatable, Sendable {
        /// Nil where the start is unknown (A17).
        let from: Month?
        let cents: Int
    }

    let code: String
    /// In the order of their months; none where the price is agreed case by case.
    let maxima: [Maximum]
    let unit: CareUnit
    /// What a month of care takes, in units; of a sum by agreement in cents.
    let monthlyVolume: ClosedRange<Int>
    /// How long care lasts.
    let months: ClosedRange<Int>
    /// How often it is chosen, next to the others.
    let popularity: Int

    var pillar: Pillar { code.hasPrefix("JB") ? .youth : .adult }

    /// The category that youth products share; 18+ products have none.
    var category: String? { pillar == .youth ? "50" : nil }

    /// The highest tariff of a month; nil where there is none.
    func maximumTariffCents(in month: Month) -> Int? {
        maxima.last { $0.from.map { $0 <= month } ?? true }?.cents
    }

    /// The products in use.
    ///
    /// - Source: KA 2.2.1 for codes and tariffs. Volumes and lengths are made up.
    static let all: [DemoProduct] = [
        hours("JB-01", [since(17_000), since(14_000, july2024)], 4...8, 6...14, 7),
        hours("JB-02", [since(12_000)], 3...7, 4...10, 8),
        hours("JB-03", [since(9_000), since(9_500, july2024)], 5...11, 6...14, 16),
        hours("JB-04", [since(7_000), since(8_000, july2024)], 8...20, 6...18, 34),
        hours("JB-05", [since(2_500)], 24...48, 6...12, 8),
        hours("JB-06", [since(10_000)], 5...11, 1...2, 8),
        hours("JB-07", [since(8_000)], 2...5, 1...1, 7),
        DemoProduct("JB-08", [], .euro, 12_500...60_000, 1...5, 5),
        hours("JB-09", [since(1_750)], 24...48, 6...18, 10),
        DemoProduct("JB-10", [since(20_000)], .fullDay, 3...8, 4...12, 6),
        hours("MH-04", [since(7_000), since(8_000, september2024)], 7...16, 6...18, 17),
        DemoProduct("MH-08", [], .euro, 12_500...50_000, 1...4, 2),
        hours("MH-09", [since(1_750)], 24...52, 8...18, 8),
    ]

    /// The product with a code.
    ///
    /// - Precondition: there is one.
    static func product(_ code: String) -> DemoProduct {
        guard let product = all.first(where: { $0.code == code }) else {
            preconditionFailure("the demo has no product \(code)")
        }
        return product
    }

    private static let july2024 = Month(year: 2024, month: 7)
    private static let september2024 = Month(year: 2024, month: 9)

    private static func since(_ cents: Int, _ month: Month? = nil) -> Maximum {
        Maximum(from: month, cents: cents)
    }

    private static func hours(
        _ code: String,
        _ maxima: [Maximum],
        _ monthlyVolume: ClosedRange<Int>,
        _ months: ClosedRange<Int>,
        _ popularity: Int
    ) -> DemoProduct {
        DemoProduct(code, maxima, .hour, monthlyVolume, months, popularity)
    }

    private init(
        _ code: String,
        _ maxima: [Maximum],
        _ unit: CareUnit,
        _ monthlyVolume: ClosedRange<Int>,
        _ months: ClosedRange<Int>,
        _ popularity: Int
    ) {
        self.code = code
        self.maxima = maxima
        self.unit = unit
        self.monthlyVolume = monthlyVolume
        self.months = months
        self.popularity = popularity
    }
}
