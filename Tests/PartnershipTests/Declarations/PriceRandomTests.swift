@testable import Partnership
import Testing

/// What a volume costs, in fractions: exactly, and rounded once at the end.
private struct ExactPrice {
    var amountCents: Int128?
    var isAboveMaximum = false

    /// The nearest whole number to a fraction, a half going up.
    static func rounded(_ numerator: Int128, over denominator: Int128) -> Int128 {
        (2 * numerator + denominator) / (2 * denominator)
    }

    /// Whether some whole hourly tariff is rounded to this one a minute, and gives this amount:
    /// whether the tariffs that do the one and those that do the other meet.
    private static func isRounded(from tariff: Int128, _ cents: Int128, _ volume: Int128) -> Bool {
        guard volume > 0 else { return cents == 0 }
        let lowest = max(0, 60 * tariff - 30, (60 * cents - 30 + volume - 1) / volume)
        return lowest <= min(60 * tariff + 29, (60 * cents + 29) / volume)
    }

    init(volume: Int, unit: CareUnit, tariff: Int?, maximum: Int?, claimed: Int) {
        let volume = Int128(volume)
        if unit == .euro {
            amountCents = volume
            return
        }
        guard let tariff = tariff.map({ Int128($0) }) else { return }
        guard unit == .minute, let maximum = maximum.map({ Int128($0) }) else {
            amountCents = tariff * volume
            isAboveMaximum = maximum.map { tariff > Int128($0) } ?? false
            return
        }
        if tariff < Self.rounded(maximum, over: 60),
            Self.isRounded(from: tariff, Int128(claimed), volume)
        {
            amountCents = Int128(claimed)
            return
        }
        let hourly: Int128 =
            switch tariff - Self.rounded(maximum, over: 60) {
            case 0: maximum
            case 1... where claimed == 0 || tariff * volume != Int128(claimed): tariff
            default: 60 * tariff
            }
        amountCents = Self.rounded(hourly * volume, over: 60)
        isAboveMaximum = hourly > maximum
    }
}

@Suite struct `A random price` {
    /// By the tariff sent, or by an hourly tariff about the one that it was rounded from.
    private static func claimed(
        _ tariff: Int,
        _ volume: Int,
        _ generator: inout SeededGenerator
    ) -> Int {
        switch generator.next() % 4 {
        case 0: tariff * volume
        case 1: max(0, 60 * tariff - 31 + Int(generator.next() % 62)) * volume / 60
        default: 0
        }
    }

    @Test func `is exact to the cent a million times, in every unit`() {
        var generator = SeededGenerator(state: 323)
        var seen: [String: Int] = [:]
        for _ in 0..<1_000_000 {
            let unit = CareUnit.allCases[Int(generator.next() % 7)]
            let isLarge = generator.next() % 8 == 0
            let volume = Int.random(in: 0...(isLarge ? 99_999_999 : 2_000), using: &generator)
            let maximum = Int.random(in: 0...(isLarge ? 99_999_999 : 20_000), using: &generator)
            let tariff: Int =
                switch generator.next() % 5 {
                case 0: maximum
                case 1: (maximum + 30) / 60
                case 2: (maximum + 30) / 60 + Int.random(in: 0...2, using: &generator)
                case 3: max(0, maximum - 1 + Int.random(in: 0...2, using: &generator))
                default: Int.random(in: 0...(isLarge ? 99_999_999 : 25_000), using: &generator)
                }
            let claimed = Self.claimed(tariff, volume, &generator)
            let hasMaximum = generator.next() % 8 != 0
            let hasTariff = generator.next() % 16 != 0
            let price = Price(
                volume: volume,
                unit: unit,
                tariffCents: hasTariff ? tariff : nil,
                maximumTariffCents: hasMaximum ? maximum : nil,
                claimedCents: claimed
            )
            let exact = ExactPrice(
                volume: volume,
                unit: unit,
                tariff: hasTariff ? tariff : nil,
                maximum: hasMaximum ? maximum : nil,
                claimed: claimed
            )
            guard price.amountCents.map({ Int128($0) }) == exact.amountCents,
                price.isAboveMaximum == exact.isAboveMaximum
            else {
                Issue.record("\(volume) x \(tariff) (\(unit), at most \(maximum)): \(price)")
                return
            }
            let kind = price.amountCents == nil ? "none" : price.isAboveMaximum ? "above" : "within"
            seen["\(unit) \(kind)", default: 0] += 1
        }
        // Six units with a tariff come out in three ways, an agreed sum in one.
        #expect(seen.count == 19)
        #expect(seen.values.allSatisfy { $0 > 1_000 })
    }
}
