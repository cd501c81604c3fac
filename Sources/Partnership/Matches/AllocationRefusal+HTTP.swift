internal import HTTP

extension Problem {
    init(_ refusal: AllocationRefusal) {
        switch refusal {
        case .numberTaken(let number):
            self = Problem(
                409,
                "allocation.number-taken",
                "The number \(number) belongs to another match's allocation."
            ).resting(on: "IJW", "TR332")
        case .otherProduct(let match):
            self = Problem(
                409,
                "allocation.other-product",
                "The match is about \(match); another product is another match."
            ).resting(on: "KA", "2.1")
        case .noAssignmentAgreement(let day):
            self = Problem(
                409,
                "allocation.no-assignment-agreement",
                "The partner has no assignment agreement in force on \(day)."
            ).resting(on: "PO", "2.1").resting(on: "PO", "9.1")
        case .exists:
            self = Problem(
                409,
                "allocation.exists",
                "The match has an allocation already; its number does not change."
            ).resting(on: "KA", "2.3")
        case .claimed(let members):
            self = Problem(
                409,
                "allocation.claimed",
                "Something was declared on this allocation, so it keeps its "
                    + members.joined(separator: ", ") + "."
            ).resting(on: "KA", "2.3")
        case .endsBeforeGranted(let day):
            self = Problem(
                409,
                "allocation.ends-before-granted",
                "Care until \(day) was granted, so the allocation does not end before it."
            ).resting(on: "IJW", "OP368")
        case .withdrawnAfterGrant(let day):
            self = Problem(
                409,
                "allocation.granted",
                "Care until \(day) was granted, so the allocation cannot be withdrawn."
            ).resting(on: "IJW", "TR385")
        }
    }
}
