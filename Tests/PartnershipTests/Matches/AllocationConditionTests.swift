@testable import Partnership
import Testing

/// An allocation of hours of individual guidance, with something said otherwise.
private func allocation(
    category: String? = "50",
    isAspecific: Bool = false,
    endsOn: Day? = nil,
    volume: Int? = 600,
    unit: CareUnit? = .hour,
    frequency: Frequency? = .inTotal,
    budgetCents: Int? = nil,
    changeReason: ChangeReason? = nil
) -> Allocation {
    Allocation(
        number: 300_201,
        category: category,
        productCode: "JB-04",
        isAspecific: isAspecific,
        startsOn: "2026-04-01",
        endsOn: endsOn,
        volume: volume,
        unit: unit,
        frequency: frequency,
        budgetCents: budgetCents,
        changeReason: changeReason
    )
}

/// A budget for a category, or with a volume beside it.
private func budget(
    category: String? = "50",
    isAspecific: Bool = true,
    endsOn: Day? = "2026-12-31",
    volume: Int? = nil,
    unit: CareUnit? = nil,
    frequency: Frequency? = nil
) -> Allocation {
    allocation(
        category: category,
        isAspecific: isAspecific,
        endsOn: endsOn,
        volume: volume,
        unit: unit,
        frequency: frequency,
        budgetCents: 1_250_000
    )
}

@Suite struct `The message of an allocation` {
    @Test(
        arguments: [
            (allocation(), []),
            (allocation(category: nil), []),
            (allocation(isAspecific: true), []),
            (allocation(category: nil, isAspecific: true), [.productUnlessBudget]),
            (budget(), []),
            (budget(category: nil), []),
            (budget(isAspecific: false), [.codeWithVolume]),
            (budget(endsOn: nil), [.budgetEnds]),
            (budget(volume: 1), [.noVolumeWithBudget, .noBudgetWithVolume]),
            (budget(unit: .euro), [.noVolumeWithBudget, .noBudgetWithVolume]),
            (budget(frequency: .inTotal), [.noVolumeWithBudget, .noBudgetWithVolume]),
            (allocation(frequency: .perWeek), [.weeklyVolumeEnds]),
            (allocation(endsOn: "2026-12-31", frequency: .perWeek), []),
            (allocation(frequency: .perMonth), []),
            (
                budget(isAspecific: false, endsOn: nil, volume: 1),
                [.codeWithVolume, .budgetEnds, .noVolumeWithBudget, .noBudgetWithVolume]
            ),
        ] as [(Allocation, [AllocationCondition])]
    )
    func `says a volume in a time or a budget until an end, and of what`(
        allocation: Allocation,
        broken: [AllocationCondition]
    ) {
        #expect(allocation.brokenConditions == broken)
    }

    @Test(arguments: CareUnit.allCases)
    func `counts days, parts of days, euros and pieces by effort over more than a day`(
        unit: CareUnit
    ) {
        let isBroken = [.fullDay, .dayPart, .euro, .piece].contains(unit)
        for frequency in Frequency.allCases {
            let allocation = allocation(
                endsOn: "2026-12-31",
                unit: unit,
                frequency: frequency
            )
            #expect(
                allocation.brokenConditions
                    == (isBroken && frequency == .perDay ? [.unitNotPerDay] : [])
            )
        }
    }

    @Test(
        arguments: [
            (.withdrawn, "2026-04-01", []),
            (.withdrawn, "2026-04-02", [.withdrawnOnFirstDay]),
            (.withdrawn, nil, [.withdrawnOnFirstDay]),
            (.administrativeCorrection, "2026-04-02", []), (nil, "2026-04-01", []),
        ] as [(ChangeReason?, Day?, [AllocationCondition])]
    )
    func `ends on its first day when it is withdrawn`(
        reason: ChangeReason?,
        endsOn: Day?,
        broken: [AllocationCondition]
    ) {
        let allocation = allocation(endsOn: endsOn, changeReason: reason)
        #expect(allocation.brokenConditions == broken)
    }

    @Test func `tells where it is broken, by which rule and what would be right`() {
        let conditions = AllocationCondition.allCases
        #expect(Set(conditions.map(\.rule)).count == conditions.count)
        for condition in conditions {
            #expect(condition.location.hasPrefix("/"))
            #expect(condition.detail.hasPrefix("must "))
        }
    }
}

/// The allocation with something changed.
private func changed(
    number: Int = 300_201,
    category: String? = "50",
    isAspecific: Bool = false,
    startsOn: Day = "2026-04-01",
    endsOn: Day? = "2026-12-31",
    volume: Int? = 20,
    unit: CareUnit? = .hour,
    frequency: Frequency? = .perMonth,
    budgetCents: Int? = nil,
    changeReason: ChangeReason? = nil
) -> Allocation {
    Allocation(
        number: number,
        category: category,
        productCode: "JB-04",
        isAspecific: isAspecific,
        startsOn: startsOn,
        endsOn: endsOn,
        volume: volume,
        unit: unit,
        frequency: frequency,
        budgetCents: budgetCents,
        changeReason: changeReason
    )
}

@Suite struct `A change of an allocation` {
    private static let unused = AllocationUse(isDeclaredOn: false, lastGrantedOn: nil)
    private static let started = AllocationUse(isDeclaredOn: true, lastGrantedOn: nil)
    private static let granted = AllocationUse(isDeclaredOn: true, lastGrantedOn: "2026-05-31")

    private func refusal(_ next: Allocation, _ use: AllocationUse) -> AllocationRefusal? {
        do throws(AllocationRefusal) {
            try changed().checkChange(to: next, after: use)
            return nil
        } catch {
            return error
        }
    }

    @Test(
        arguments: [
            (changed(category: "45"), ["category"]),
            (changed(category: nil), ["category"]),
            (changed(isAspecific: true), ["isAspecific"]),
            (changed(startsOn: "2026-03-31"), ["startsOn"]),
            (changed(unit: .minute), ["unit"]),
            (
                changed(
                    isAspecific: true,
                    volume: nil,
                    unit: nil,
                    frequency: nil,
                    budgetCents: 100
                ),
                ["isAspecific", "unit"]
            ),
        ] as [(Allocation, [String])]
    )
    func `is free until something was declared, and then leaves what it was judged by`(
        next: Allocation,
        members: [String]
    ) {
        #expect(refusal(next, Self.unused) == nil)
        #expect(refusal(next, Self.started) == .claimed(members))
        #expect(refusal(next, Self.granted) == .claimed(members))
    }

    @Test(arguments: [
        changed(), changed(endsOn: nil), changed(endsOn: "2026-05-31"), changed(volume: 0),
        changed(volume: 700), changed(frequency: .inTotal), changed(changeReason: .neededLonger),
    ])
    func `may always give more or less time and volume`(next: Allocation) {
        for use in [Self.unused, Self.started, Self.granted] {
            #expect(refusal(next, use) == nil)
        }
    }

    @Test func `does not end before what was granted`() {
        let early = changed(endsOn: "2026-05-30")
        #expect(refusal(early, Self.started) == nil)
        #expect(refusal(early, Self.granted) == .endsBeforeGranted("2026-05-31"))
    }

    @Test func `withdraws only what nothing was granted on`() {
        let withdrawn = changed(endsOn: "2026-04-01", changeReason: .withdrawn)
        #expect(refusal(withdrawn, Self.unused) == nil)
        #expect(refusal(withdrawn, Self.started) == nil)
        #expect(refusal(withdrawn, Self.granted) == .withdrawnAfterGrant("2026-05-31"))
    }

    @Test func `never gives it another number`() {
        for use in [Self.unused, Self.started, Self.granted] {
            #expect(refusal(changed(number: 300_202), use) == .exists)
        }
    }
}
