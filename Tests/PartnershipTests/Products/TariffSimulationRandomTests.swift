import HTTP
@testable import Partnership
import TestSupport
import Testing

/// What a line comes to, by `Price` alone.
private struct ExpectedLine {
    let followsMaximum: Int
    let stays: Int

    /// - Parameters:
    ///   - price: of the line as it was granted.
    ///   - maximum: of then; nil when there was none.
    init(_ line: SimulatedLine, _ price: Price, maximum: Int?, proposed: Int) {
        guard let maximum, let paid = price.tariffCents else {
            followsMaximum = line.amountCents
            stays = line.amountCents
            return
        }
        // A tariff that is the maximum rounded to a minute stands for the maximum.
        let isMinutes = line.unit == .minute
        let priced = Price(
            volume: line.volume,
            unit: line.unit,
            tariffCents: isMinutes ? Price.perMinute(hourlyTariffCents: proposed) : proposed,
            maximumTariffCents: proposed,
            claimedCents: 0
        )
        let cents = (line.amountCents < 0 ? -1 : 1) * (priced.amountCents ?? 0)
        followsMaximum = paid == maximum || paid > proposed ? cents : line.amountCents
        stays = paid > proposed ? cents : line.amountCents
    }
}

@Suite struct `A random year` {
    private struct Cell: Hashable {
        let partnerId: Identifier
        let productCode: String
    }

    private struct GrantedLine {
        let line: SimulatedLine
        let price: Price
        let maximum: Int?
    }

    private static let units: [CareUnit] = [.minute, .minute, .minute, .hour, .fullDay, .euro]

    /// Each product's maximum in the spring and in the autumn of 2024.
    private static let products: [(code: String, spring: Int?, autumn: Int?)] = [
        ("JB-01", 17_000, 14_000), ("JB-04", 7_000, 8_000), ("JB-09", 1_750, 1_750),
        ("JB-08", nil, nil),
    ]

    /// A line that the rules of claims grant.
    private static func grantedLine(
        of partner: Identifier,
        _ generator: inout SeededGenerator
    ) -> GrantedLine {
        while true {
            let product = products[Int(generator.next() % UInt64(products.count))]
            let isAutumn = generator.next() % 2 == 0
            let maximum = isAutumn ? product.autumn : product.spring
            let unit = units[Int(generator.next() % UInt64(units.count))]
            let volume = Int.random(in: 0...1_500, using: &generator)
            let highest = maximum ?? 9_000
            let tariff =
                switch generator.next() % 4 {
                case 0, 1: highest
                case 2: highest - Int.random(in: 0...61, using: &generator)
                default: Int.random(in: 0...highest, using: &generator)
                }
            let isPerMinute = unit == .minute && generator.next() % 3 != 0
            let sent = isPerMinute ? Price.perMinute(hourlyTariffCents: tariff) : tariff
            let claimed =
                switch (unit, maximum) {
                case (.euro, _): volume
                case (.minute, .some): Price.perMinute(hourlyTariffCents: tariff * volume)
                default: sent * volume
                }
            let price = Price(
                volume: volume,
                unit: unit,
                tariffCents: unit == .euro ? nil : sent,
                maximumTariffCents: maximum,
                claimedCents: claimed
            )
            guard price.amountCents == claimed, !price.isAboveMaximum else { continue }
            let isCredit = claimed > 0 && generator.next() % 5 == 0
            let line = SimulatedLine(
                partnerId: partner,
                productCode: product.code,
                startsOn: isAutumn ? "2024-07-01" : "2024-06-30",
                volume: volume,
                unit: unit,
                tariffCents: unit == .euro ? nil : sent,
                amountCents: isCredit ? 0 - claimed : claimed
            )
            return GrantedLine(line: line, price: price, maximum: maximum)
        }
    }

    private static func sums(
        _ lines: [GrantedLine],
        _ proposed: [String: Int]
    ) -> (cells: [Cell: (current: Int, proposed: Int)], other: Int) {
        var cells: [Cell: (current: Int, proposed: Int)] = [:]
        var other = 0
        for granted in lines {
            let line = granted.line
            let expected = ExpectedLine(
                line,
                granted.price,
                maximum: granted.maximum,
                proposed: proposed[line.productCode] ?? 0
            )
            let cell = Cell(partnerId: line.partnerId, productCode: line.productCode)
            let before = cells[cell] ?? (0, 0)
            cells[cell] = (
                before.current + line.amountCents, before.proposed + expected.followsMaximum
            )
            other += expected.stays
        }
        return (cells, other)
    }

    @Test func `is priced line by line as claims are, to the cent`() async throws {
        try await withAPI { api in
            var generator = SeededGenerator(state: 32)
            // Two or three lines a cell, so that no fault is hidden by another.
            let lines = (0..<12_000).map { number in
                let partner = Identifier(high: 7, low: UInt64(number % 1_500))
                return Self.grantedLine(of: partner, &generator)
            }
            try api.database.keep(lines.map(\.line))
            for _ in 0..<4 {
                var proposed: [String: Int] = [:]
                for product in Self.products {
                    let maximum = product.spring ?? 9_000
                    proposed[product.code] = Int.random(
                        in: maximum * 3 / 4...maximum * 5 / 4,
                        using: &generator
                    )
                }
                let tariffs = proposed.map {
                    #"{"productCode": "\#($0.key)", "maxTariffCents": \#($0.value)}"#
                }
                let answer = try await api.send(
                    .post,
                    "/v1/tariff-simulations",
                    json: #"{"year": 2024, "tariffs": [\#(tariffs.joined(separator: ", "))]}"#
                )
                try #require(answer.status == 200)
                let expected = Self.sums(lines, proposed)
                let cells = answer.json["cells"].elements
                #expect(cells.count == expected.cells.count)
                let wrong = try cells.filter { cell in
                    let key = Cell(
                        partnerId: try #require(cell["partnerId"].identifier),
                        productCode: try #require(cell["productCode"].text)
                    )
                    return cell["currentCents"].number != expected.cells[key]?.current
                        || cell["proposedCents"].number != expected.cells[key]?.proposed
                }
                #expect(wrong.map(\.description).prefix(3) == [])
                let other = answer.json["otherReadings"][0]["proposedCents"].number
                #expect(other == expected.other)
            }
        }
    }
}
