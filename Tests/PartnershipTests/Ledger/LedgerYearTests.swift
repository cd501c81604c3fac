@testable import Partnership
import Testing

@Suite struct `The ledger of a year` {
    private let first = Identifier(high: 1, low: 1)
    private let second = Identifier(high: 1, low: 2)
    private let third = Identifier(high: 1, low: 3)

    private func amount(
        _ partnerId: Identifier?,
        _ productCode: String?,
        _ cents: Int,
        _ pillar: Pillar = .youth,
        at place: Int = 0
    ) -> LedgerYear.Amount {
        LedgerYear.Amount(
            pillar: pillar,
            partnerId: partnerId,
            productCode: productCode,
            cents: cents,
            place: place
        )
    }

    private func ledger(_ amounts: LedgerYear.Amount...) -> LedgerYear {
        LedgerYear(amounts: amounts, months: [])
    }

    @Test func `without amounts is zero and has empty lists`() {
        let ledger = ledger()
        #expect(ledger.totalCents == 0)
        #expect(ledger.pillars == [])
        #expect(ledger.partners == [])
        #expect(ledger.products == [])
        #expect(ledger.months == [])
        #expect(ledger.cells == [])
    }

    @Test func `adds up over pillars, partners, products and cells`() {
        let ledger = ledger(
            amount(first, "JB-04", 100),
            amount(first, "JB-01", 20),
            amount(second, "JB-04", 3),
            amount(second, "MH-04", 4_000, .adult)
        )
        #expect(ledger.totalCents == 4_123)
        #expect(ledger.pillars.map(\.pillar) == [.youth, .adult])
        #expect(ledger.pillars.map(\.cents) == [123, 4_000])
        #expect(ledger.partners.map(\.partnerId) == [second, first])
        #expect(ledger.partners.map(\.cents) == [4_003, 120])
        #expect(ledger.products.map(\.productCode) == ["JB-01", "JB-04", "MH-04"])
        #expect(ledger.products.map(\.cents) == [20, 103, 4_000])
        #expect(ledger.cells.map(\.partner) == [0, 0, 1, 1])
        #expect(ledger.cells.map(\.product) == [1, 2, 0, 1])
        #expect(ledger.cells.map(\.cents) == [3, 4_000, 20, 100])
    }

    @Test func `does not follow a partner or a product that it does not have`() {
        let ledger = ledger(amount(first, "JB-04", 100, at: 7))
        func adding(_ partnerId: Identifier?, _ productCode: String?) -> LedgerYear? {
            ledger.adding([
                LedgerYear.Addition(
                    pillar: .adult,
                    partnerId: partnerId,
                    productCode: productCode,
                    month: nil,
                    cents: 5
                )
            ])
        }
        #expect(adding(second, "JB-04") == nil)
        #expect(adding(nil, "JB-04") == nil)
        #expect(adding(first, "JB-01") == nil)
        #expect(adding(first, nil) == nil)
        #expect(adding(first, "JB-04")?.totalCents == 105)
        #expect(adding(first, "JB-04")?.partners.map(\.place) == [7])
        #expect(ledger.adding([]) == ledger)
    }

    @Test func `has one cell for a product of both pillars, and both parts of it`() {
        let ledger = ledger(
            amount(first, nil, 700, .adult),
            amount(first, nil, 50),
            amount(first, "JB-08", 1, .adult)
        )
        #expect(ledger.cells.map(\.cents) == [1, 750])
        #expect(ledger.cells.map(\.youthCents) == [nil, 50])
        #expect(ledger.cells.map(\.adultCents) == [1, 700])
    }

    @Test func `puts larger partners first, then lower ids, and nobody's amounts last`() {
        let ledger = ledger(
            amount(nil, nil, 1_000),
            amount(third, "JB-04", 5),
            amount(second, "JB-04", 5),
            amount(first, "JB-04", 4)
        )
        #expect(ledger.partners.map(\.partnerId) == [second, third, first, nil])
        #expect(ledger.products.map(\.productCode) == ["JB-04", nil])
        #expect(ledger.cells.map(\.partner) == [0, 1, 2, 3])
        #expect(ledger.cells.map(\.product) == [0, 0, 0, 1])
    }

    @Test func `puts months in the order of time and the unknown one last`() {
        let months = ["2024-11", "2024-02"].compactMap { Month($0) }
        let ledger = LedgerYear(
            amounts: [],
            months: [
                .init(month: nil, cents: 9), .init(month: months[0], cents: 2),
                .init(month: months[1], cents: 1),
            ]
        )
        #expect(ledger.months.map(\.month) == [months[1], months[0], nil])
        #expect(ledger.months.map(\.cents) == [1, 2, 9])
    }

    @Test(arguments: [
        ([1, 1, 1], [333_334, 333_333, 333_333]),
        ([3, 1], [750_000, 250_000]),
        ([2, 2, 2, 1], [285_715, 285_714, 285_714, 142_857]),
        ([7], [1_000_000]),
        ([5, 0], [1_000_000, 0]),
        ([5, -1], [1_000_000, 0]),
        ([5, 5, -9], [500_000, 500_000, 0]),
        ([5, -5], [0, 0]),
        ([5, -6], [0, 0]),
        ([0, 0], [0, 0]),
        ([-1, -2], [0, 0]),
    ])
    func `gives shares of a million, and none of nothing or less`(cents: [Int], shares: [Int]) {
        let amounts = cents.enumerated().map { index, cents in
            amount(Identifier(high: 1, low: UInt64(index)), "JB-04", cents)
        }
        let ledger = LedgerYear(amounts: amounts, months: [])
        #expect(ledger.partners.map(\.sharePpm) == shares)
    }

    @Test func `counts what is nobody's among the shares`() {
        let ledger = ledger(amount(first, "JB-04", 1), amount(nil, nil, 3))
        #expect(ledger.partners.map(\.sharePpm) == [250_000, 750_000])
    }

    @Test func `remembers the least place of each partner`() {
        let ledger = ledger(
            amount(first, "JB-04", 1, at: 7),
            amount(second, "JB-04", 2, at: 3),
            amount(first, "JB-01", 1, at: 4),
            amount(first, "JB-03", 9, at: 5)
        )
        #expect(ledger.partners.map(\.partnerId) == [first, second])
        #expect(ledger.partners.map(\.place) == [4, 3])
    }

    @Test func `keeps a cell in which everything was taken back`() {
        let ledger = ledger(amount(first, "JB-04", 0))
        #expect(ledger.cells.map(\.cents) == [0])
        #expect(ledger.pillars.map(\.cents) == [0])
        #expect(ledger.partners.map(\.sharePpm) == [0])
    }
}

@Suite struct `Any ledger of a year` {
    private struct Key: Hashable {
        let partner: Int
        let product: Int
        let pillar: Pillar
    }

    private func amounts(using generator: inout SeededGenerator) -> [LedgerYear.Amount] {
        let partnerCount = Int.random(in: 1...30, using: &generator)
        var keys: Set<Key> = []
        for _ in 0..<Int.random(in: 0...60, using: &generator) {
            keys.insert(
                Key(
                    partner: Int.random(in: 0...partnerCount, using: &generator),
                    product: Int.random(in: 0...5, using: &generator),
                    pillar: Bool.random(using: &generator) ? .youth : .adult
                )
            )
        }
        let least = Bool.random(using: &generator) ? 0 : -400
        return keys.sorted { ($0.partner, $0.product) < ($1.partner, $1.product) }.enumerated().map
        {
            LedgerYear.Amount(
                pillar: $1.pillar,
                partnerId: $1.partner == 0
                    ? nil : Identifier(high: UInt64($1.partner), low: UInt64($1.partner % 3)),
                productCode: $1.product == 0 ? nil : "JB-0\($1.product)",
                cents: Int.random(in: least...500, using: &generator),
                place: $0
            )
        }
    }

    @Test func `agrees in all its sums, whatever the order of the amounts`() {
        var generator = SeededGenerator(state: 33)
        for _ in 0..<5_000 {
            let amounts = amounts(using: &generator)
            let ledger = LedgerYear(amounts: amounts, months: [])
            let total = amounts.reduce(0) { $0 + $1.cents }
            let sums = [
                ledger.totalCents, ledger.pillars.reduce(0) { $0 + $1.cents },
                ledger.partners.reduce(0) { $0 + $1.cents },
                ledger.products.reduce(0) { $0 + $1.cents },
                ledger.cells.reduce(0) { $0 + $1.cents },
            ]
            guard sums.allSatisfy({ $0 == total }), agreesInside(ledger),
                LedgerYear(amounts: amounts.shuffled(using: &generator), months: []) == ledger
            else {
                Issue.record("\(amounts) gave \(ledger)")
                return
            }
        }
    }

    @Test func `follows what is added to it, as if it had been there`() {
        var generator = SeededGenerator(state: 35)
        var followed = 0
        for _ in 0..<5_000 {
            let amounts = amounts(using: &generator)
            let months = (1...3).map {
                LedgerYear.MonthTotal(month: Month("2024-0\($0)"), cents: $0)
            }
            let before = LedgerYear(amounts: amounts, months: months)
            let additions = (0..<Int.random(in: 0...3, using: &generator)).compactMap { _ in
                amounts.randomElement(using: &generator).map { amount in
                    LedgerYear.Addition(
                        pillar: Bool.random(using: &generator) ? .youth : .adult,
                        partnerId: amount.partnerId,
                        productCode: amounts.randomElement(using: &generator)?.productCode,
                        month: [nil, Month("2024-01"), Month("2024-07")]
                            .randomElement(using: &generator) ?? nil,
                        cents: Int.random(in: -300...300, using: &generator)
                    )
                }
            }
            let after = LedgerYear(
                amounts: amounts + additions.map(Self.amount),
                months: Self.adding(additions, to: months)
            )
            guard before.adding(additions) == after else {
                Issue.record("\(amounts) and \(additions) gave \(after)")
                return
            }
            followed += additions.count
        }
        #expect(followed > 5_000)
    }

    private static func amount(_ addition: LedgerYear.Addition) -> LedgerYear.Amount {
        LedgerYear.Amount(
            pillar: addition.pillar,
            partnerId: addition.partnerId,
            productCode: addition.productCode,
            cents: addition.cents,
            place: .max
        )
    }

    private static func adding(
        _ additions: [LedgerYear.Addition],
        to months: [LedgerYear.MonthTotal]
    ) -> [LedgerYear.MonthTotal] {
        Dictionary(
            months.map { ($0.month, $0.cents) } + additions.map { ($0.month, $0.cents) },
            uniquingKeysWith: +
        ).map { LedgerYear.MonthTotal(month: $0.key, cents: $0.value) }
    }

    private func agreesInside(_ ledger: LedgerYear) -> Bool {
        var partners = ledger.partners.map { _ in 0 }
        var products = ledger.products.map { _ in 0 }
        for cell in ledger.cells {
            partners[cell.partner] += cell.cents
            products[cell.product] += cell.cents
        }
        let ppm = ledger.partners.reduce(0) { $0 + $1.sharePpm }
        return partners == ledger.partners.map(\.cents) && products == ledger.products.map(\.cents)
            && ppm == (ledger.totalCents > 0 ? 1_000_000 : 0)
    }
}
