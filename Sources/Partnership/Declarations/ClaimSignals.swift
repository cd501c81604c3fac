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

extension ClaimLine {
    /// What the back office is told about how much is used by now of an allocation.
    ///
    /// From four fifths on, of what any month may have or of all, more can be allocated in time.
    /// The default volume counts here too, though nothing is refused above it.
    ///
    /// - Parameter claimed: what was granted on the allocation, this line among it.
    /// - Source: A14, OP298; for a budget and another volume decided by us, by analogy.
    func volumeSignals(
        allocation: AllocationFacts?,
        claimed: Docket.Claimed
    ) -> [CareSignal] {
        guard debitCredit == .debit, let allocation else { return [] }
        var uses: [(Int, Int?)] = [(claimed.cents, allocation.budgetCents)]
        if let limits = VolumeLimits(of: allocation, in: period) {
            uses.append((claimed.months[period.from.monthOf] ?? 0, limits.inPeriod))
            uses.append((claimed.volume, limits.inAll))
        }
        let isNear = uses.contains { used, limit in
            limit.map { used > 0 && used * 5 >= $0 * 4 } ?? false
        }
        return isNear ? [.volumeNearLimit] : []
    }
}
