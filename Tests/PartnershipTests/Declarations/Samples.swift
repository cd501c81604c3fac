@testable import Partnership

extension CareKey {
    /// A start of the usual product on a day.
    static func on(
        _ day: Day,
        category: String? = "50",
        productCode: String? = "JB-04"
    ) -> CareKey {
        CareKey(category: category, productCode: productCode, startedOn: day)
    }
}

extension AllocationFacts {
    /// The allocation the samples refer to: individual guidance by the hour.
    static let sample = AllocationFacts(
        number: 300_201,
        belongsToDeclarant: true,
        category: "50",
        productCode: "JB-04",
        startsOn: "2026-04-01",
        endsOn: "2026-12-31",
        unit: .hour
    )

    /// This allocation with something changed.
    func with(_ change: (inout AllocationFacts) -> Void) -> AllocationFacts {
        var copy = self
        change(&copy)
        return copy
    }
}

extension StartMessage {
    /// A start of 3 April in a message of 7 April 2026.
    static let sample = StartMessage(
        messageId: "S2026000001",
        agbCode: "94999999",
        datedOn: "2026-04-07",
        products: [
            StartProduct(
                allocationNumber: 300_201,
                category: "50",
                productCode: "JB-04",
                allocationStartsOn: "2026-04-01",
                startedOn: "2026-04-03",
                status: .first
            )
        ]
    )

    /// This message with something changed.
    func with(_ change: (inout StartMessage) -> Void) -> StartMessage {
        var copy = self
        change(&copy)
        return copy
    }
}

extension StopMessage {
    /// A stop of 17 July in a message of 20 July 2026.
    static let sample = StopMessage(
        messageId: "P2026000001",
        agbCode: "94999999",
        datedOn: "2026-07-20",
        products: [
            StopProduct(
                allocationNumber: 300_201,
                category: "50",
                productCode: "JB-04",
                allocationStartsOn: "2026-04-01",
                startedOn: "2026-04-03",
                endedOn: "2026-07-17",
                reason: .endedAsPlanned,
                status: .first
            )
        ]
    )

    /// This message with something changed.
    func with(_ change: (inout StopMessage) -> Void) -> StopMessage {
        var copy = self
        change(&copy)
        return copy
    }
}

extension ClaimMessage {
    /// Twelve hours of individual guidance in April 2026 at the maximum tariff.
    static let sample = ClaimMessage(
        messageId: "D2026000001",
        agbCode: "94999999",
        datedOn: "2026-05-02",
        declarationNumber: "D2026000001",
        period: .days("2026-04-01", "2026-04-30"),
        totalCents: 96_000,
        debitCredit: .debit,
        lines: [.sample]
    )

    /// This message with something changed.
    func with(_ change: (inout ClaimMessage) -> Void) -> ClaimMessage {
        var copy = self
        change(&copy)
        return copy
    }
}

extension ClaimLine {
    /// Twelve hours of individual guidance in April 2026 at the maximum tariff.
    static let sample = ClaimLine(
        reference: "L1",
        previousReference: nil,
        allocationNumber: 300_201,
        category: "50",
        productCode: "JB-04",
        period: .days("2026-04-01", "2026-04-30"),
        volume: 12,
        unit: .hour,
        tariffCents: 8_000,
        amountCents: 96_000,
        debitCredit: .debit
    )

    /// This line with something changed.
    func with(_ change: (inout ClaimLine) -> Void) -> ClaimLine {
        var copy = self
        change(&copy)
        return copy
    }
}
