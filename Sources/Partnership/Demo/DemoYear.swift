/// A year of which the demo has every message: how much there was of what.
struct DemoYear: Sendable {
    let year: Int
    /// Matches of which care started, the two that complete the year's totals among them.
    let startedCount: Int
    /// Starts in January, in hundredths, and the days they fall on: in the first year that is
    /// care that was there before messages were kept.
    let januaryPercent: Int
    let januaryDays: ClosedRange<Int>
    /// Matches whose care stopped for a while and went on within the year.
    let resumedCount: Int
    /// Matches whose care stopped for a while and had not gone on when the year ended.
    let pausedCount: Int
    /// Matches that started and came from an expertise tent.
    let tentCount: Int
    /// Matches that were agreed but not started when the year ended: allocated and not.
    let awaiting: (allocated: Int, unallocated: Int)
    /// Revenue where none was published.
    let inventedCents: [Pillar: Int]

    /// 2024 has 170 starts, 28 of them with a tent.
    ///
    /// - Source: KA 1.7.5 for both; 2025 is made up.
    static let all = [
        DemoYear(
            year: 2024,
            startedCount: 170,
            januaryPercent: 52,
            januaryDays: 2...9,
            resumedCount: 8,
            pausedCount: 0,
            tentCount: 28,
            awaiting: (0, 0),
            inventedCents: [:]
        ),
        DemoYear(
            year: 2025,
            startedCount: 194,
            januaryPercent: 10,
            januaryDays: 2...24,
            resumedCount: 9,
            pausedCount: 4,
            tentCount: 35,
            awaiting: (4, 2),
            inventedCents: [.youth: 144_862_750, .adult: 17_834_025]
        ),
    ]

    /// The revenue that the year's claims add up to.
    ///
    /// - Throws: `revenueMissing` when it is neither published nor made up.
    func totalCents(
        of pillar: Pillar,
        published: [DemoRevenue]
    ) throws(DemoFailure) -> Int {
        let fact = published.first { $0.year == year && $0.pillar == pillar }
        guard let cents = fact?.cents ?? inventedCents[pillar] else {
            throw .revenueMissing(year: year, pillar: pillar.rawValue)
        }
        return cents
    }
}
