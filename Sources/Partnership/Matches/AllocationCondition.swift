/// What the message of an allocation has to keep to by itself.
///
/// - Source: IJW §2.4.
enum AllocationCondition: String, CaseIterable, Sendable {
    /// A product code goes with a volume, so a budget is for a category or for any product.
    case codeWithVolume = "CD041"
    case budgetEnds = "CD075"
    case weeklyVolumeEnds = "CD076"
    case noVolumeWithBudget = "CD077"
    case noBudgetWithVolume = "CD078"
    case productUnlessBudget = "CD079"
    case unitNotPerDay = "CS338"
    case withdrawnOnFirstDay = "OP033x1"

    /// The number of the rule.
    var rule: String { rawValue }

    func holds(for allocation: Allocation) -> Bool {
        let hasBudget = allocation.budgetCents != nil
        let hasVolume =
            allocation.volume != nil || allocation.unit != nil || allocation.frequency != nil
        switch self {
        case .codeWithVolume:
            return allocation.isAspecific || !hasBudget
        case .budgetEnds:
            return !hasBudget || allocation.endsOn != nil
        case .weeklyVolumeEnds:
            return allocation.frequency != .perWeek || allocation.endsOn != nil
        case .noVolumeWithBudget, .noBudgetWithVolume:
            return !(hasBudget && hasVolume)
        case .productUnlessBudget:
            return !allocation.isAspecific || allocation.category != nil || hasBudget
        case .unitNotPerDay:
            let units: [CareUnit?] = [.fullDay, .dayPart, .euro, .piece]
            return allocation.frequency != .perDay || !units.contains(allocation.unit)
        case .withdrawnOnFirstDay:
            return allocation.changeReason != .withdrawn
                || allocation.endsOn == allocation.startsOn
        }
    }

    /// The member that has to be otherwise.
    var location: String {
        switch self {
        case .codeWithVolume: "/isAspecific"
        case .budgetEnds, .weeklyVolumeEnds, .withdrawnOnFirstDay: "/endsOn"
        case .noVolumeWithBudget: "/volume"
        case .noBudgetWithVolume: "/budgetCents"
        case .productUnlessBudget: "/category"
        case .unitNotPerDay: "/frequency"
        }
    }

    /// What would be right.
    var detail: String {
        switch self {
        case .codeWithVolume: "must be true with a budget"
        case .budgetEnds: "must be there with a budget"
        case .weeklyVolumeEnds: "must be there with a volume per week"
        case .noVolumeWithBudget: "must not be there with a budget, nor unit or frequency"
        case .noBudgetWithVolume: "must not be there with a volume, unit or frequency"
        case .productUnlessBudget: "must be there, unless there is a budget"
        case .unitNotPerDay: "must be 2, 4 or 6 with unit 14, 16, 83 or 84"
        case .withdrawnOnFirstDay: "must be startsOn with changeReason 13"
        }
    }
}
