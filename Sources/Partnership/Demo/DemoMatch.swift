/// A match that was never made, with the care that came of it.
struct DemoMatch: Equatable, Sendable {
    /// Care from a start until it stopped; without a stop it runs on.
    struct Episode: Equatable, Sendable {
        let startedOn: Day
        let stop: CareHistory.Stop?
    }

    let caseReference: String
    let partner: DemoPartner
    let professional: String
    let product: DemoProduct
    let agreed: Match.Agreed
    /// Nil while the back office has not allocated it.
    let allocation: Allocation?
    /// None while care has not started.
    let episodes: [Episode]
    /// The year whose total its December line completes; nil for all but two matches a year.
    let settledYear: Int?

    /// On how many days of a month there was care.
    func careDays(in month: Month) -> Int {
        episodes.reduce(0) { days, episode in
            let first = max(episode.startedOn, month.first)
            let last = min(episode.stop?.endedOn ?? .last, month.last)
            return days + max(0, last.number - first.number + 1)
        }
    }

    /// The days of a month in which the allocation holds.
    ///
    /// - Returns: nil when it holds on none of them.
    /// - Source: TR387.
    func period(in month: Month) -> Period? {
        guard let allocation else { return nil }
        return Period(
            from: max(allocation.startsOn, month.first),
            until: min(allocation.endsOn ?? .last, month.last)
        )
    }
}
