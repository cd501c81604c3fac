@testable import Partnership
import Testing

@Suite struct `A priced line` {
    private func line(
        _ volume: Int,
        _ unit: CareUnit,
        _ tariff: Int?,
        max: Int?,
        onClaim: Int? = nil,
        cents: Int,
        product: String = "JB-04",
        isTakenBack: Bool = false
    ) -> PricedLine {
        PricedLine(
            productCode: product,
            volume: volume,
            unit: unit,
            tariffCents: tariff,
            amountCents: cents,
            serviceDay: "2025-04-01",
            claimedOn: "2025-05-05",
            maximumCents: max,
            maximumOnClaimCents: onClaim ?? max,
            isTakenBack: isTakenBack
        )
    }

    /// Volume, unit, tariff sent, maximum and amount, and what the tariff is worked out to be.
    private static let priced: [(Int, CareUnit, Int?, Int?, Int, Int?)] = [
        (6_000, .minute, 233, 14_000, 1_400_000, 14_000), (50, .minute, 8_000, 8_000, 6_667, 8_000),
        (50, .minute, 125, 8_000, 6_250, 7_500), (60, .minute, 131, 8_000, 7_849, 7_849),
        (10, .minute, 500, 8_000, 5_000, 30_000), (12, .hour, 8_000, 8_000, 96_000, 8_000),
        (3, .fullDay, 20_000, 20_000, 60_000, 20_000), (12, .minute, 100, nil, 1_200, nil),
        (2, .piece, 500, nil, 1_000, nil), (7_654, .euro, nil, nil, 7_654, nil),
        (7_654, .euro, nil, 100, 7_654, nil), (0, .minute, 133, 8_000, 0, 8_000),
    ]

    @Test(arguments: priced.indices)
    func `comes to its amount by the formula it tells`(index: Int) throws {
        let (volume, unit, sent, maximum, cents, tariff) = Self.priced[index]
        let grounds = line(volume, unit, sent, max: maximum, cents: cents).grounds
        #expect(try grounds.ground(of: "cents")?.value() == cents)
        let price = try #require(grounds.first)
        #expect(price.source == "KA" && price.article == "2.2.1")
        #expect(price.policies.contains("A16"))
        #expect(price.policies.contains("A15") == (unit != .euro))
        #expect(price.inputs.first?.value == volume)
        #expect(grounds.count == (tariff == nil ? 1 : 2))
        guard let tariff else { return }
        #expect(price.inputs.last?.value == tariff)
        #expect(try grounds[1].value() == tariff)
        #expect(grounds[1].figure == price.inputs.last?.name)
        let limit = try #require(grounds[1].inputs.first { $0.name == "maxTariffCents" })
        #expect(limit.value == maximum && limit.day == "2025-04-01")
        #expect(grounds[1].inputs.filter { $0.day != nil }.count == 1)
    }

    @Test func `that is taken back has the price of what is taken back`() throws {
        let grounds = line(12, .hour, 8_000, max: 8_000, cents: 96_000, isTakenBack: true).grounds
        #expect(grounds.map(\.figure) == ["cents", "creditedCents", "tariffCents"])
        #expect(grounds[0].source == "IJW" && grounds[0].article == "TR389")
        #expect(try grounds[0].value() == -96_000)
        #expect(try grounds[1].value() == 96_000)
    }

    @Test func `whose amount does not follow says so`() throws {
        for line in [
            line(12, .hour, 8_000, max: 8_000, cents: 95_999),
            line(12, .hour, nil, max: 8_000, cents: 95_999),
        ] {
            #expect(
                line.grounds.map(\.formula) == [
                    "grantedCents; how it was computed is not kept"
                ]
            )
            #expect(try line.grounds[0].value() == 95_999)
            #expect(line.otherReadings == [])
        }
    }

    /// Tariff, maxima of the service day and of the claim, and the amount of twelve hours by the
    /// other.
    @Test(
        arguments: [
            (8_000, 8_000, 8_000, nil), (8_000, 8_000, 8_250, 99_000),
            (8_000, 8_000, 7_000, 84_000), (7_500, 8_000, 8_250, nil),
            (7_500, 8_000, 7_500, nil), (7_500, 8_000, 7_499, 89_988),
        ] as [(Int, Int, Int, Int?)]
    )
    func `by the tariff of the claim is another where that is`(
        tariff: Int,
        maximum: Int,
        onClaim: Int,
        cents: Int?
    ) {
        for isTakenBack in [false, true] {
            let readings = line(
                12,
                .hour,
                tariff,
                max: maximum,
                onClaim: onClaim,
                cents: 12 * tariff,
                isTakenBack: isTakenBack
            ).otherReadings
            let expected = cents.map { cents in
                FigureReading(
                    policy: "A15",
                    reading: "tariff-of-claim-date",
                    outcome: .cents(isTakenBack ? -cents : cents)
                )
            }
            #expect(readings == (expected.map { [$0] } ?? []))
        }
    }

    @Test(
        arguments: [
            ("JB-05", 240, .minute, 10_000, 2_500), ("JB-05", 4, .hour, 10_000, 2_500),
            ("JB-09", 1, .minute, 42, 10), ("MH-09", 2, .hour, 5_000, 1_250),
            ("JB-04", 240, .minute, 10_000, nil), ("JB-05", 0, .minute, 0, nil),
        ] as [(String, Int, CareUnit, Int, Int?)]
    )
    func `of a group is another by the part of a day`(
        product: String,
        volume: Int,
        unit: CareUnit,
        cents: Int,
        other: Int?
    ) {
        let readings = line(volume, unit, 2_500, max: 2_500, cents: cents, product: product)
            .otherReadings
        #expect(readings.map(\.policy) == (other == nil ? [] : ["A16"]))
        #expect(readings.first?.outcome == other.map { .cents($0) })
    }

    /// A granted line with the tariff that it was priced by; nil when it would not be granted.
    private func random(
        _ generator: inout SeededGenerator
    ) throws -> (line: PricedLine, tariff: Int?)? {
        let unit = CareUnit.allCases[Int(generator.next() % 7)]
        let limit = generator.next() % 8 == 0 ? 99_999_999 : 20_000
        let volume = Int.random(in: 0...limit, using: &generator)
        let maximum = Int.random(in: 0...limit, using: &generator)
        let onClaim =
            generator.next() % 4 == 0 ? maximum : Int.random(in: 0...limit, using: &generator)
        let hourly = Int.random(in: 0...maximum, using: &generator)
        let sent =
            switch generator.next() % 4 {
            case 0: maximum
            case 1: Price.perMinute(hourlyTariffCents: maximum)
            case 2: hourly
            default: Price.perMinute(hourlyTariffCents: hourly)
            }
        func price(_ claimed: Int) -> Price {
            Price(
                volume: volume,
                unit: unit,
                tariffCents: unit == .euro ? nil : sent,
                maximumTariffCents: maximum,
                claimedCents: claimed
            )
        }
        // Some know their amount to the cent, others take what it comes to.
        let guess = generator.next() % 2 == 0 ? 0 : (hourly * volume + 30) / 60
        let cents = try #require(price(guess).amountCents)
        let granted = price(cents)
        guard granted.amountCents == cents, !granted.isAboveMaximum else { return nil }
        let tariff = unit == .euro ? nil : sent
        let line = line(volume, unit, tariff, max: maximum, onClaim: onClaim, cents: cents)
        return (line, granted.tariffCents)
    }

    @Test func `of any kind comes to its amount, and to the other by the other tariff`() throws {
        var generator = SeededGenerator(state: 15)
        var seen: [String: Int] = [:]
        for _ in 0..<100_000 {
            guard let (line, tariff) = try random(&generator) else { continue }
            let grounds = line.grounds
            guard try grounds.ground(of: "cents")?.value() == line.amountCents,
                try tariff == nil || grounds[1].value() == tariff
            else {
                Issue.record("\(line) has \(grounds)")
                return
            }
            let maxima = (line.maximumCents ?? 0, line.maximumOnClaimCents ?? 0)
            let other = tariff.map { $0 == maxima.0 ? maxima.1 : min($0, maxima.1) }
            let parts = line.unit == .minute ? 60 : 1
            let cents = other.map { (2 * line.volume * $0 + parts) / (2 * parts) }
            let outcomes = line.otherReadings.map(\.outcome)
            guard
                outcomes
                    == [cents].compactMap(\.self).filter({ $0 != line.amountCents })
                    .map({ .cents($0) })
            else {
                Issue.record("\(line) is \(cents ?? 0) otherwise, not \(outcomes)")
                return
            }
            let words = grounds.map(\.formula).joined(separator: " ")
            seen["\(line.unit) \(words) \(outcomes.count)", default: 0] += 1
        }
        // Minutes in three ways, five units in one, each with another amount or not; and euros.
        #expect(seen.count == 17, "\(seen)")
        #expect(seen.values.allSatisfy { $0 > 20 }, "\(seen)")
    }
}

@Suite struct `What an entry rests on` {
    @Test(arguments: [true, false])
    func `is the figure that was published`(isRounded: Bool) throws {
        let entry = `An entry that is read back`.entry(
            cents: 723_500,
            .opening(source: "KA 2.2.1", isRoundedToEuros: isRounded)
        )
        let ground = try #require(entry.grounds(of: nil).first)
        #expect(ground.source == "KA" && ground.article == "2.2.1" && ground.figure == "cents")
        #expect(try ground.value() == 723_500)
        #expect(ground.formula.contains("whole euros") == isRounded)
    }

    @Test func `is the entry that it takes back`() throws {
        let entry = `An entry that is read back`.entry(
            cents: -5,
            .reversal(of: Identifier(high: 1, low: 2), documentReference: "Z-1")
        )
        let ground = try #require(entry.grounds(of: nil).first)
        #expect(ground.inputs == [.init(name: "reversedCents", value: 5)])
        #expect(try ground.value() == -5)
    }

    @Test func `of a claim without its line is that it was granted`() throws {
        let entry = `An entry that is read back`.entry(
            cents: 12,
            .claim(declarationId: Identifier(high: 1, low: 2), reference: "L1")
        )
        #expect(try entry.grounds(of: nil).map { try $0.value() } == [12])
    }
}
