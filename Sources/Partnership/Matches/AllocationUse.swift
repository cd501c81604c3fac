/// What was done under an allocation, which limits how it may still change.
struct AllocationUse: Equatable, Sendable {
    /// Whether a start, a stop or a claim was taken in.
    var isDeclaredOn: Bool
    /// The last day of what is granted and not credited; nil while nothing is.
    var lastGrantedOn: Day?
}

extension Allocation {
    /// Refuses a change that what was declared does not allow.
    ///
    /// The volume, the frequency and the budget may change at any time, also below what was
    /// granted: that takes nothing back, and only later lines meet it.
    ///
    /// - Throws: `AllocationRefusal.exists` for another number, `.withdrawnAfterGrant`,
    ///   `.claimed` and `.endsBeforeGranted`.
    /// - Source: OP298 for the volume, TR385 for the withdrawal, OP368 for the end. That product,
    ///   first day and unit stay once declared on is decided by us: lines were judged by them.
    func checkChange(
        to next: Allocation,
        after use: AllocationUse
    ) throws(AllocationRefusal) {
        if next.number != number { throw .exists }
        if next.changeReason == .withdrawn, let day = use.lastGrantedOn {
            throw .withdrawnAfterGrant(day)
        }
        let changed = [
            ("category", next.category != category),
            ("isAspecific", next.isAspecific != isAspecific),
            ("startsOn", next.startsOn != startsOn), ("unit", next.unit != unit),
        ].filter(\.1).map(\.0)
        if use.isDeclaredOn, !changed.isEmpty { throw .claimed(changed) }
        if let day = use.lastGrantedOn, let end = next.endsOn, end < day {
            throw .endsBeforeGranted(day)
        }
    }
}
