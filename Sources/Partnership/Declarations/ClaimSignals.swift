extension CareHistory {
    /// What the back office is told about a claim for a period, by the starts and stops reported.
    ///
    /// These are signals and never a ground to refuse: a claim may not be rejected because a
    /// start or stop is missing or has another date.
    ///
    /// - Source: OP364.
    package func signals(claimedFor period: Period) -> [CareSignal] {
        guard !episodes.isEmpty else { return [.startMissing] }
        let started = episodes.filter { $0.key.startedOn <= period.until }
        guard !started.isEmpty else { return [.startAfterPeriod] }
        let allStoppedBefore = started.allSatisfy { episode in
            episode.endedOn.map { $0 < period.from } ?? false
        }
        return allStoppedBefore ? [.stopBeforePeriod] : []
    }
}
