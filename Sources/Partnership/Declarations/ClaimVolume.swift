extension ClaimLine {
    /// The codes the line is refused with for how much it claims.
    ///
    /// A line that is too much by itself says so; the lines before it are then not added. A credit
    /// line is never too much, and a line in another unit has its own code (TR341).
    ///
    /// - Parameters:
    ///   - allocation: nil when no allocation has the line's number, which has its own code.
    ///   - claimed: what was granted on the allocation before.
    /// - Returns: nothing when the line is granted, as always below the default volume and above.
    /// - Source: TR321, TR322, TR369; A14 and KA 2.3 for the default volume.
    func volumeRefusals(
        allocation: AllocationFacts?,
        claimed: Docket.Claimed
    ) -> [ReturnCode] {
        guard debitCredit == .debit, let allocation, allocation.allows(unit: unit) else {
            return []
        }
        var after = claimed
        after.add(self)
        if let budget = allocation.budgetCents {
            return after.cents > budget ? [.aboveBudget] : []
        }
        guard !allocation.hasDefaultVolume,
            let limits = VolumeLimits(of: allocation, in: period)
        else { return [] }
        if countedVolume > limits.inPeriod { return [.volumeAboveAllocation] }
        let inMonth = after.months[period.from.monthOf] ?? 0
        let isTooMuch = inMonth > limits.inPeriod || after.volume > limits.inAll ?? .max
        return isTooMuch ? [.volumesAboveAllocation] : []
    }

    /// The volume, with hours counted in minutes: allocated hours may be claimed in either.
    ///
    /// - Source: TR341.
    fileprivate var countedVolume: Int { unit == .hour ? volume * 60 : volume }
}

extension Docket.Claimed {
    /// Adds a line that is granted; a credit line takes off.
    mutating func add(_ line: ClaimLine) {
        add(
            volume: line.debitCredit == .debit ? line.countedVolume : 0 - line.countedVolume,
            cents: line.debitCredit.signed(line.amountCents),
            in: line.period.from.monthOf
        )
    }

    /// Adds what was granted in a month.
    mutating func add(volume: Int, cents: Int, in month: Month) {
        self.volume += volume
        self.cents += cents
        months[month, default: 0] += volume
    }
}
