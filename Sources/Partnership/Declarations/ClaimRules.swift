/// A line is claimed within so many years after its period.
///
/// - Source: TR335.
private let claimTermYears = 5

extension ClaimMessage {
    /// What the claim has wrong by itself; anything at all refuses the whole claim.
    ///
    /// - Source: CS100, CS325, CS337, CS339, CS340, CD060, CD087, TR101, TR135, TR137, TR315,
    ///   TR316, TR335, TR358, TR416.
    package func findings(today: Day) -> [Finding] {
        var findings: [Finding] = []
        if datedOn > today { findings.append(Finding(.messageNotInFuture, at: "/datedOn")) }
        if period.from < Day.firstClaimable {
            findings.append(Finding(.periodFrom2021, at: "/period/from"))
        }
        if period.monthOf?.period != period {
            findings.append(Finding(.periodIsWholeMonth, at: "/period"))
        }
        if datedOn < period.until {
            findings.append(Finding(.messageAfterPeriod, at: "/datedOn"))
        }
        if totalCents == 0, debitCredit == .credit {
            findings.append(Finding(.zeroIsDebit, at: "/debitCredit"))
        }
        if signedSumCents != debitCredit.signed(totalCents) {
            findings.append(Finding(.totalIsSumOfLines, at: "/totalCents"))
        }
        for (index, line) in lines.enumerated() {
            findings += line.findings(at: "/lines/\(index)", declaredOn: declaredOn)
        }
        return findings + referenceFindings() + debitFindings()
    }

    /// The lines added up, credit lines counting as negative.
    ///
    /// - Returns: nil when the sum does not fit, which no valid claim comes near.
    private var signedSumCents: Int? {
        var sum = 0
        for line in lines {
            let (next, overflows) = sum.addingReportingOverflow(
                line.debitCredit.signed(line.amountCents)
            )
            if overflows { return nil }
            sum = next
        }
        return sum
    }

    private func referenceFindings() -> [Finding] {
        var findings: [Finding] = []
        var references: Set<String> = []
        for (index, line) in lines.enumerated() {
            if !references.insert(line.reference).inserted {
                findings.append(Finding(.keysDiffer, at: "/lines/\(index)/reference"))
            }
        }
        var credited: Set<String> = []
        for (index, line) in lines.enumerated() where line.debitCredit == .credit {
            guard let previous = line.previousReference else { continue }
            let location = "/lines/\(index)/previousReference"
            if !credited.insert(previous).inserted {
                findings.append(Finding(.creditsDiffer, at: location))
            }
            if references.contains(previous) {
                findings.append(Finding(.creditOfOtherMessage, at: location))
            }
        }
        return findings
    }

    private func debitFindings() -> [Finding] {
        var keys: Set<DebitKey> = []
        return lines.enumerated().compactMap { index, line in
            guard line.debitCredit == .debit, !keys.insert(DebitKey(line)).inserted else {
                return nil
            }
            return Finding(.debitsDiffer, at: "/lines/\(index)")
        }
    }
}

/// What only one debit line of a message may be about.
///
/// - Source: TR416.
private struct DebitKey: Hashable {
    let allocationNumber: Int
    let category: String?
    let productCode: String?
    let period: Period

    init(_ line: ClaimLine) {
        allocationNumber = line.allocationNumber
        category = line.category
        productCode = line.productCode
        period = line.period
    }
}

extension ClaimLine {
    /// What the line has wrong by itself.
    fileprivate func findings(at location: String, declaredOn: Day) -> [Finding] {
        var findings: [Finding] = []
        if period.monthOf == nil {
            findings.append(Finding(.lineWithinOneMonth, at: location + "/period"))
        }
        if period.until.adding(years: claimTermYears) < declaredOn {
            findings.append(Finding(.lineWithinFiveYears, at: location + "/period/until"))
        }
        if amountCents == 0, debitCredit == .credit {
            findings.append(Finding(.zeroIsDebit, at: location + "/debitCredit"))
        }
        if (previousReference != nil) != (debitCredit == .credit) {
            findings.append(
                Finding(.creditNamesEarlierLine, at: location + "/previousReference")
            )
        }
        if (tariffCents != nil) != (unit != .euro) {
            findings.append(Finding(.tariffUnlessEuro, at: location + "/tariffCents"))
        }
        if unit == .euro, volume != amountCents {
            findings.append(Finding(.euroVolumeIsAmount, at: location + "/volume"))
        }
        return findings
    }

    /// The codes the line is refused with, judged against its allocation and the tariff.
    ///
    /// A missing start or stop is never among them (OP364). A credit line can be refused on
    /// technical grounds only (IV091): what its debit line was judged by is not judged again,
    /// since the allocation or the tariff may have changed.
    ///
    /// - Parameters:
    ///   - claimPeriod: the period of the whole claim. A line may also be about an earlier month,
    ///     as corrections are.
    ///   - allocation: nil when no allocation has the line's number.
    ///   - maximumTariffCents: of the service date; nil when the product has none.
    /// - Returns: nothing when the line is granted.
    /// - Source: TR307, TR308, TR319, TR338, TR339, TR340, TR341, TR346, TR384, TR387, TR388,
    ///   TR418.
    package func refusals(
        claimPeriod: Period,
        allocation: AllocationFacts?,
        maximumTariffCents: Int?
    ) -> [ReturnCode] {
        guard let allocation, allocation.belongsToDeclarant,
            allocation.number == allocationNumber
        else { return [.noAllocation] }
        if allocation.isWithdrawn { return [.allocationWithdrawn] }
        var codes: [ReturnCode] = []
        if period.until > claimPeriod.until { codes.append(.outsideClaimPeriod) }
        if debitCredit == .credit { return codes }
        if !allocation.fits(category: category) { codes.append(.categoryDiffers) }
        if !allocation.fits(productCode: productCode) { codes.append(.productCodeDiffers) }
        if !allocation.allows(unit: unit) { codes.append(.unitDiffers) }
        codes += periodRefusals(allocation)
        let price = Price(
            volume: volume,
            unit: unit,
            tariffCents: tariffCents,
            maximumTariffCents: maximumTariffCents,
            claimedCents: amountCents
        )
        if price.amountCents != amountCents { codes.append(.amountDiffers) }
        if price.isAboveMaximum { codes.append(.tariffNotContracted) }
        return codes
    }

    /// The period is its month, clipped to the allocation.
    ///
    /// Of a period outside the allocation nothing more is said: 9307 and 9308 say it all.
    private func periodRefusals(_ allocation: AllocationFacts) -> [ReturnCode] {
        var codes: [ReturnCode] = []
        if period.from < allocation.startsOn {
            codes.append(.startsBeforeAllocation)
        } else if period.from != max(period.from.monthOf.first, allocation.startsOn) {
            codes.append(.periodStartsOtherDay)
        }
        let lastDay = allocation.endsOn ?? .last
        if period.until > lastDay {
            codes.append(.endsAfterAllocation)
        } else if period.until != min(period.until.monthOf.last, lastDay) {
            codes.append(.periodEndsOtherDay)
        }
        return codes
    }
}

extension AllocationFacts {
    /// Whether a claim may count in a unit: the allocated one, or minutes of allocated hours.
    ///
    /// A budget is spent in any unit.
    ///
    /// - Source: TR341.
    package func allows(unit: CareUnit) -> Bool {
        self.unit == nil || unit == self.unit || (unit == .minute && self.unit == .hour)
    }
}

extension Day {
    /// The first day that release 3 of the claim is for.
    ///
    /// - Source: CS100.
    fileprivate static let firstClaimable = Day(year: 2021, month: 1, day: 1) ?? .last
}
