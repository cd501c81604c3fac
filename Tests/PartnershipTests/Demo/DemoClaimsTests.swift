@testable import Partnership
import Testing

@Suite struct `Claims in the demo` {
    private let demo: Demo
    private let lines: [DemoLine]

    init() throws {
        demo = try DemoFacts.demo()
        lines = demo.lines
    }

    @Test(arguments: DemoFacts.totals)
    func `add up to the revenue of the year to the cent`(
        year: Int,
        pillar: Pillar,
        cents: Int
    ) {
        let own = lines.filter { $0.month.year == year && $0.product.pillar == pillar }
        #expect(own.reduce(0) { $0 + $1.cents } == cents)
    }

    @Test(arguments: [2024, 2025])
    func `add up the same over partners, products and months`(year: Int) {
        let own = lines.filter { $0.month.year == year }
        let total = DemoFacts.totals.filter { $0.year == year }.reduce(0) { $0 + $1.cents }
        let partners = Dictionary(grouping: own, by: \.partner.number)
        let products = Dictionary(grouping: own, by: \.product.code)
        let months = Dictionary(grouping: own, by: \.month)
        #expect(partners.count == 27)
        #expect(products.count == 13)
        #expect(months.count == 12)
        let sums = [
            partners.values.map { $0.reduce(0) { $0 + $1.cents } },
            products.values.map { $0.reduce(0) { $0 + $1.cents } },
            months.values.map { $0.reduce(0) { $0 + $1.cents } },
        ]
        for parts in sums {
            #expect(parts.allSatisfy { $0 > 0 })
            #expect(parts.reduce(0, +) == total)
        }
    }

    @Test func `are priced by volume and tariff`() {
        for line in lines.map(\.line) {
            switch (line.unit, line.tariffCents) {
            case (.euro, nil): #expect(line.amountCents == line.volume)
            case (.minute, let tariff?):
                let maximum = DemoProduct.product(line.productCode ?? "")
                    .maximumTariffCents(in: line.period.from.monthOf)
                let hourly = maximum ?? 0
                #expect(tariff == (hourly + 30) / 60)
                #expect(line.amountCents == (hourly * line.volume + 30) / 60)
            case (_, let tariff?): #expect(line.amountCents == line.volume * tariff)
            case (_, nil): Issue.record("\(line.reference) has no tariff")
            }
        }
    }

    @Test func `ask no more than the maximum of the month`() {
        for line in lines where line.line.unit != .minute {
            guard let maximum = line.product.maximumTariffCents(in: line.month) else { continue }
            #expect((line.line.tariffCents ?? .max) <= maximum)
        }
    }

    @Test(
        arguments: [
            ("JB-03", "2024-06", 9_000), ("JB-03", "2024-07", 9_500),
            ("JB-04", "2024-06", 7_000), ("JB-04", "2024-07", 8_000),
            ("MH-04", "2024-08", 7_000), ("MH-04", "2024-09", 8_000),
        ]
    )
    func `follow a change of the tariff at once`(code: String, month: String, cents: Int) {
        let tariffs = lines.filter {
            $0.line.productCode == code && $0.month.description == month
                && $0.line.unit == .hour && $0.partner.ratePercent == 100
        }.map(\.line.tariffCents)
        #expect(!tariffs.isEmpty)
        #expect(tariffs.allSatisfy { $0 == cents })
    }

    @Test func `count hours, minutes, etmalen, pieces and sums`() {
        let units = Set(lines.map(\.line.unit))
        #expect(units == [.minute, .hour, .fullDay, .euro, .piece])
        for line in lines { #expect(line.line.volume > 0) }
    }

    @Test func `have volumes that a month can hold`() {
        for line in lines {
            switch line.line.unit {
            case .hour: #expect(line.line.volume <= 120)
            case .minute: #expect(line.line.volume <= 120 * 60)
            case .fullDay: #expect(line.line.volume <= 31)
            default: #expect(line.line.amountCents <= 150_000)
            }
        }
    }

    @Test func `are one a month from a partner, with nothing wrong by themselves`() {
        var seen: Set<String> = []
        for claim in demo.claims {
            #expect(claim.findings(today: Demo.lastDay) == [])
            #expect(seen.insert("\(claim.agbCode) \(claim.period)").inserted)
            #expect(claim.declarationNumber == claim.messageId)
        }
    }

    @Test func `stay within the month and the allocation`() throws {
        var allocations: [Int: Allocation] = [:]
        for allocation in demo.matches.compactMap(\.allocation) {
            allocations[allocation.number] = allocation
        }
        for line in lines.map(\.line) {
            let allocation = try #require(allocations[line.allocationNumber])
            let month = try #require(line.period.monthOf)
            #expect(line.period.from == max(month.first, allocation.startsOn))
            #expect(line.period.until == min(month.last, allocation.endsOn ?? .last))
            #expect(line.category == allocation.category)
            #expect(line.productCode == allocation.productCode)
        }
    }

    @Test func `stand once for an allocation and a month`() {
        var standing: [String: Int] = [:]
        for line in lines {
            let key = "\(line.line.allocationNumber) \(line.month)"
            standing[key, default: 0] += line.line.debitCredit.signed(1)
        }
        #expect(standing.values.allSatisfy { $0 == 1 })
    }

    @Test func `take a mistake back as it was and send it right a month later`() throws {
        let credits = lines.filter { $0.line.debitCredit == .credit }
        #expect((20...60).contains(credits.count))
        for credit in credits {
            let wrong = try #require(
                lines.first { $0.line.reference == credit.line.previousReference }
            )
            #expect(wrong.partner == credit.partner)
            #expect(wrong.cents == -credit.cents)
            #expect(wrong.message.period.from.monthOf.next == credit.message.period.from.monthOf)
            let right = credit.message.lines.filter {
                $0.allocationNumber == credit.line.allocationNumber && $0.debitCredit == .debit
                    && $0.period == credit.line.period
            }
            #expect(right.count == 1)
            #expect(right.allSatisfy { $0.amountCents < wrong.line.amountCents })
        }
    }

    @Test func `put credits before debits`() {
        for claim in demo.claims {
            let signs = claim.lines.map(\.debitCredit)
            let first = signs.firstIndex(of: .debit) ?? signs.endIndex
            #expect(!signs[first...].contains(.credit))
        }
    }

    @Test(arguments: DemoFacts.totals)
    func `reach the total with a sum by agreement in December`(
        year: Int,
        pillar: Pillar,
        cents: Int
    ) throws {
        let match = try #require(
            demo.matches.first { $0.settledYear == year && $0.product.pillar == pillar }
        )
        let line = try #require(
            lines.first {
                $0.line.allocationNumber == match.allocation?.number
                    && $0.month == Month(year: year, month: 12)
            }
        )
        #expect(line.product.code.hasSuffix("-08"))
        #expect(line.line.unit == .euro)
        #expect(DemoClaims.settlingCents.contains(line.cents))
    }

    @Test func `end with the last month of the demo`() {
        #expect(lines.map(\.month).max() == Month(year: 2025, month: 12))
        #expect(lines.map(\.month).min() == Month(year: 2024, month: 1))
    }
}
