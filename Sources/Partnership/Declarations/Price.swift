/// What a volume costs: price x quantity.
///
/// Minutes are paid by an hourly tariff, hourly tariff x minutes / 60, rounded once, half up. The
/// tariff in such a line is the hourly one rounded to a minute, which does not tell the hourly
/// tariff exactly: 233 cents a minute stands for 13,950 through 14,009 cents an hour. We read it
/// so, with the maximum of the service date at hand:
///
/// | tariff sent | hourly tariff |
/// |---|---|
/// | the maximum rounded to a minute | the maximum |
/// | more than that | the tariff itself: an hourly tariff was sent |
/// | more than that, and the amount claimed is volume x tariff | sixty times the tariff |
/// | less than that, and it is rounded from one that gives the amount claimed | that one |
/// | less than that | sixty times the tariff |
///
/// Without a maximum there is nothing to compare with, and minutes cost volume x tariff as sent.
///
/// A partner has no price of its own here: the tariff it sends is its contract price, which may be
/// anything up to the maximum of the service date (TR418).
///
/// - Source: R28, TR346, IV081 for the amount. The reading of the tariff is decided by us because
///   the message does not say which hourly tariff it was rounded from.
package struct Price: Equatable, Sendable {
    /// The tariff the price was computed with: of an hour where minutes have an hourly tariff.
    ///
    /// Nil for an agreed sum, which has no tariff, and when the tariff is missing.
    package let tariffCents: Int?

    /// What the volume costs; nil when that cannot be computed.
    package let amountCents: Int?

    /// Whether the tariff is above the maximum.
    package let isAboveMaximum: Bool

    /// The price of a volume.
    ///
    /// - Parameters:
    ///   - tariffCents: the tariff as sent; unit 83 has none.
    ///   - maximumTariffCents: of the service date; nil when the product has none.
    ///   - claimedCents: the amount as sent, which tells a tariff per minute that is too high
    ///     from an hourly one.
    package init(
        volume: Int,
        unit: CareUnit,
        tariffCents: Int?,
        maximumTariffCents: Int?,
        claimedCents: Int
    ) {
        var tariffCents = tariffCents
        var isHourlyForMinutes = false
        switch unit {
        case .euro:
            self.tariffCents = nil
            amountCents = volume
            isAboveMaximum = false
            return
        case .minute:
            if let maximumTariffCents {
                tariffCents = tariffCents.flatMap {
                    let isPerMinute = claimedCents > 0 && Price.product($0, volume) == claimedCents
                    return Price.rounded(to: $0, maximumTariffCents, volume, claimedCents)
                        ?? Price.hourlyTariff(
                            sent: $0,
                            maximum: maximumTariffCents,
                            isPerMinute: isPerMinute
                        )
                }
                isHourlyForMinutes = true
            }
        case .hour, .fullDay, .dayPart, .resultPiece, .piece:
            break
        }
        self.tariffCents = tariffCents
        amountCents =
            tariffCents
            .flatMap { Price.product($0, volume) }
            .map { isHourlyForMinutes ? Price.sixtieth(of: $0) : $0 }
        isAboveMaximum = Price.isAbove(tariffCents, maximumTariffCents)
    }

    /// An hourly tariff as it is shown per minute, rounded half up.
    ///
    /// - Source: IV081.
    package static func perMinute(hourlyTariffCents: Int) -> Int {
        sixtieth(of: hourlyTariffCents)
    }

    /// The hourly tariff below the maximum that was rounded to the tariff sent, and gives the
    /// amount claimed; nil when none does.
    private static func rounded(
        to sent: Int,
        _ maximum: Int,
        _ volume: Int,
        _ claimedCents: Int
    ) -> Int? {
        guard sent >= 0, sent < perMinute(hourlyTariffCents: maximum),
            let middle = product(sent, 60)
        else { return nil }
        // Below the rounded maximum by one at least, so that none of these is above the maximum.
        return (max(0, middle - 30)...middle + 29).first { tariff in
            product(tariff, volume).map { sixtieth(of: $0) } == claimedCents
        }
    }

    private static func hourlyTariff(sent: Int, maximum: Int, isPerMinute: Bool) -> Int? {
        let maximumPerMinute = perMinute(hourlyTariffCents: maximum)
        if sent == maximumPerMinute { return maximum }
        return sent > maximumPerMinute && !isPerMinute ? sent : product(sent, 60)
    }

    /// A sixtieth, rounded half up.
    private static func sixtieth(of cents: Int) -> Int {
        cents / 60 + (cents % 60 >= 30 ? 1 : 0)
    }

    private static func product(_ tariffCents: Int, _ volume: Int) -> Int? {
        let (product, overflows) = tariffCents.multipliedReportingOverflow(by: volume)
        return overflows ? nil : product
    }

    private static func isAbove(_ tariffCents: Int?, _ maximumTariffCents: Int?) -> Bool {
        guard let tariffCents, let maximumTariffCents else { return false }
        return tariffCents > maximumTariffCents
    }
}
