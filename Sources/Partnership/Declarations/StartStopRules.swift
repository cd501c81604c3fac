/// A start or a stop has to be reported within so many working days.
///
/// - Source: OP271, OP272.
private let reportingTermWorkingDays = 5

extension StartMessage {
    /// What the message has wrong by itself; anything at all refuses the whole message.
    ///
    /// - Source: CS058, TR101, TR134, TR135.
    package func findings(today: Day) -> [Finding] {
        var findings: [Finding] = []
        if datedOn > today { findings.append(Finding(.messageNotInFuture, at: "/datedOn")) }
        var keys: Set<AllocatedKey> = []
        for (index, product) in products.enumerated() {
            let location = "/products/\(index)"
            if !product.status.isAllowed {
                findings.append(Finding(.statusIsFirstOrDelete, at: location + "/status"))
            }
            if product.startedOn > datedOn {
                findings.append(Finding(.datesNotAfterMessage, at: location + "/startedOn"))
            }
            let key = AllocatedKey(number: product.allocationNumber, event: .start(product.key))
            if !keys.insert(key).inserted {
                findings.append(Finding(.keysDiffer, at: location))
            }
        }
        return findings
    }

    /// The indices of the products in the order of judgement: deletions, then additions.
    ///
    /// - Source: IV008.
    package var judgementOrder: [Int] {
        deletionsFirst(products.map(\.status))
    }
}

extension StopMessage {
    /// What the message has wrong by itself; anything at all refuses the whole message.
    ///
    /// - Source: CS058, TR018, TR101, TR134, TR135.
    package func findings(today: Day) -> [Finding] {
        var findings: [Finding] = []
        if datedOn > today { findings.append(Finding(.messageNotInFuture, at: "/datedOn")) }
        var keys: Set<AllocatedKey> = []
        for (index, product) in products.enumerated() {
            let location = "/products/\(index)"
            if !product.status.isAllowed {
                findings.append(Finding(.statusIsFirstOrDelete, at: location + "/status"))
            }
            if product.endedOn < product.startedOn {
                findings.append(Finding(.stopNotBeforeStart, at: location + "/endedOn"))
            }
            if product.endedOn > datedOn {
                findings.append(Finding(.datesNotAfterMessage, at: location + "/endedOn"))
            }
            let key = AllocatedKey(
                number: product.allocationNumber,
                event: .stop(product.key, endedOn: product.endedOn, reason: product.reason)
            )
            if !keys.insert(key).inserted {
                findings.append(Finding(.keysDiffer, at: location))
            }
        }
        return findings
    }

    /// The indices of the products in the order of judgement: deletions, then additions.
    ///
    /// - Source: IV008.
    package var judgementOrder: [Int] {
        deletionsFirst(products.map(\.status))
    }
}

extension StartProduct {
    /// What the back office is told about an accepted start; nothing about a deletion.
    ///
    /// The term runs from the start, or from the day the allocation was announced when that was
    /// later: nobody can report against an allocation that is not there yet.
    ///
    /// - Source: OP271; the others are decided by us because no return code exists for them.
    package func signals(receivedOn: Day, allocation: AllocationFacts) -> [CareSignal] {
        guard status != .delete else { return [] }
        var signals: [CareSignal] = []
        let begin = max(startedOn, allocation.announcedOn ?? startedOn)
        if receivedOn > WorkingDays.last(of: reportingTermWorkingDays, after: begin) {
            signals.append(.startLate)
        }
        if startedOn < allocation.startsOn { signals.append(.startBeforeAllocation) }
        if !allocation.matches(category: category, productCode: productCode) {
            signals.append(.productDiffersFromAllocation)
        }
        return signals
    }
}

extension StopProduct {
    /// What the back office is told about an accepted stop; nothing about a deletion.
    ///
    /// - Parameter followsTemporaryStop: whether the care was paused. The term of a definitive
    ///   stop then runs from the day it became known, which we do not know.
    /// - Source: OP272; the others are decided by us because no return code exists for them.
    package func signals(
        receivedOn: Day,
        allocation: AllocationFacts,
        followsTemporaryStop: Bool
    ) -> [CareSignal] {
        guard status != .delete else { return [] }
        var signals: [CareSignal] = []
        let lastDay = WorkingDays.last(of: reportingTermWorkingDays, after: endedOn)
        if !followsTemporaryStop, receivedOn > lastDay {
            signals.append(.stopLate)
        }
        if let end = allocation.endsOn, endedOn > end {
            signals.append(.stopAfterAllocationEnd)
        }
        if !allocation.matches(category: category, productCode: productCode) {
            signals.append(.productDiffersFromAllocation)
        }
        return signals
    }
}

extension DeliveryStatus {
    /// Whether a message may carry the status.
    ///
    /// - Source: CS058.
    package var isAllowed: Bool { self == .first || self == .delete }
}

extension AllocationFacts {
    /// Whether a start or stop names exactly the allocated product, no more and no less.
    ///
    /// - Source: IV075.
    package func matches(category: String?, productCode: String?) -> Bool {
        guard productCode == self.productCode else { return false }
        return category == self.category || (productCode != nil && fits(category: category))
    }
}

/// The key of a class in a message; the status is not in it, so that deleting and sending the
/// same key in one message is refused too.
///
/// - Source: TR101.
private struct AllocatedKey: Hashable {
    let number: Int?
    let event: CareEvent
}

private func deletionsFirst(_ statuses: [DeliveryStatus]) -> [Int] {
    statuses.indices.filter { statuses[$0] == .delete }
        + statuses.indices.filter { statuses[$0] != .delete }
}
