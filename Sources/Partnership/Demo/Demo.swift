/// A fictional partnership with a true history.
///
/// Every published total is right to the cent; everything below it is made up, the same in every
/// run.
///
/// - Source: R35 for the totals.
package struct Demo: Sendable {
    /// Any number would do; another makes another fiction.
    static let seed: UInt64 = 1894

    /// What was not over by then runs on.
    static let lastDay = Month(year: 2025, month: 12)?.last ?? .last

    /// In the order in which care started, year by year.
    let matches: [DemoMatch]
    /// In the order of their days.
    let tents: [DemoTent]
    /// In the order of their dates.
    let messages: [Message]
    let history: DemoHistory

    /// The demo that leads to what was published.
    ///
    /// - Throws: `revenueMissing` when the facts lack a year.
    package init(published: [DemoRevenue]) throws(DemoFailure) {
        matches = DemoYear.all.flatMap { year in
            var care = DemoCare(year, seed: Self.seed)
            return care.matches()
        }
        var tents = DemoTents(matches, seed: Self.seed &+ 3)
        self.tents = DemoYear.all.flatMap { tents.tents(of: $0) }
        var claims = DemoClaims(matches, seed: Self.seed &+ 1)
        for year in DemoYear.all {
            for pillar in Pillar.allCases {
                let total = try year.totalCents(of: pillar, published: published)
                claims.settle(pillar, of: year.year, at: total)
            }
        }
        var messages = DemoMessages(seed: Self.seed &+ 2)
        self.messages = messages.all(matches, claims.messages())
        history = DemoHistory(published, before: DemoYear.all[0].year)
    }
}
