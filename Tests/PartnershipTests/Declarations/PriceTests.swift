@testable import Partnership
import Testing

@Suite struct `A price` {
    private func price(
        _ volume: Int,
        _ unit: CareUnit,
        _ tariff: Int?,
        max: Int?,
        claimed: Int = 0
    ) -> Price {
        Price(
            volume: volume,
            unit: unit,
            tariffCents: tariff,
            maximumTariffCents: max,
            claimedCents: claimed
        )
    }

    @Test(arguments: [
        (14_000, 6_000, 1_400_000), (9_500, 6_000, 950_000), (2_500, 6_000, 250_000),
        (1_750, 6_000, 175_000), (14_000, 1, 233), (14_000, 2, 467), (2_500, 1, 42),
        (1_750, 1, 29), (8_000, 50, 6_667), (8_000, 0, 0), (12_000, 90, 18_000),
    ])
    func `of minutes is the hourly tariff over sixty, rounded once`(
        hourly: Int,
        minutes: Int,
        cents: Int
    ) {
        // Sent as rounded per minute and sent as an hourly tariff come to the same.
        for sent in [Price.perMinute(hourlyTariffCents: hourly), hourly] {
            let price = price(minutes, .minute, sent, max: hourly, claimed: cents)
            #expect(price.amountCents == cents)
            #expect(price.tariffCents == hourly)
            #expect(!price.isAboveMaximum)
        }
    }

    @Test(arguments: [
        (14_000, 233), (8_000, 133), (8_730, 146), (8_729, 145), (8_700, 145), (8_670, 145),
        (8_669, 144), (29, 0), (30, 1), (0, 0),
    ])
    func `shows an hourly tariff per minute, rounded half up`(hourly: Int, perMinute: Int) {
        #expect(Price.perMinute(hourlyTariffCents: hourly) == perMinute)
    }

    @Test func `of minutes below the maximum is sixty times the tariff by the hour`() {
        let price = price(50, .minute, 125, max: 8_000)
        #expect(price.tariffCents == 7_500)
        #expect(price.amountCents == 6_250)
        #expect(!price.isAboveMaximum)
    }

    /// The tariff in the line is rounded to a minute and informative alone (IV081).
    @Test(arguments: [(7_900, 132), (7_890, 132), (7_949, 132), (7_889, 131), (29, 0), (30, 1)])
    func `of minutes is that of each hourly tariff that rounds to the one sent`(
        hourly: Int,
        sent: Int
    ) {
        for minutes in [1, 7, 50, 61, 600] {
            let cents = (hourly * minutes + 30) / 60
            let price = price(minutes, .minute, sent, max: 8_000, claimed: cents)
            #expect(price.amountCents == cents)
            #expect(!price.isAboveMaximum)
        }
        // Half a cent an hour less or more would round to another.
        #expect(price(600, .minute, 132, max: 8_000, claimed: 78_899).amountCents == 79_200)
        #expect(price(600, .minute, 132, max: 8_000, claimed: 79_500).amountCents == 79_200)
    }

    @Test func `of minutes above the rounded maximum reads an hourly tariff`() {
        let within = price(50, .minute, 7_601, max: 8_000)
        #expect(within.tariffCents == 7_601)
        #expect(within.amountCents == 6_334)
        #expect(!within.isAboveMaximum)
        #expect(!price(1, .minute, 8_000, max: 8_000).isAboveMaximum)
        #expect(price(1, .minute, 8_001, max: 8_000).isAboveMaximum)
        #expect(price(50, .minute, 134, max: 8_000, claimed: 112).amountCents == 112)
    }

    @Test func `of minutes claimed by a tariff per minute above the maximum is above it`() {
        let tooMuch = price(50, .minute, 134, max: 8_000, claimed: 6_700)
        #expect(tooMuch.isAboveMaximum)
        #expect(tooMuch.amountCents == 6_700)
        // At the maximum the amount is still that of the hourly tariff.
        let atMaximum = price(50, .minute, 133, max: 8_000, claimed: 6_650)
        #expect(!atMaximum.isAboveMaximum)
        #expect(atMaximum.amountCents == 6_667)
        #expect(!price(0, .minute, 134, max: 8_000, claimed: 0).isAboveMaximum)
    }

    @Test func `of minutes without a maximum is volume times tariff`() {
        let price = price(50, .minute, 133, max: nil)
        #expect(price.amountCents == 6_650)
        #expect(!price.isAboveMaximum)
    }

    @Test(arguments: [CareUnit.hour, .fullDay, .dayPart, .resultPiece, .piece])
    func `of other units is volume times tariff`(unit: CareUnit) {
        #expect(price(3, unit, 20_000, max: 20_000).amountCents == 60_000)
        #expect(!price(3, unit, 20_000, max: 20_000).isAboveMaximum)
        #expect(price(3, unit, 20_001, max: 20_000).isAboveMaximum)
        #expect(!price(3, unit, 20_001, max: nil).isAboveMaximum)
        #expect(price(3, unit, nil, max: 20_000).amountCents == nil)
    }

    @Test func `of an agreed sum is the volume, without a tariff`() {
        let price = price(12_345, .euro, nil, max: 1)
        #expect(price.amountCents == 12_345)
        #expect(price.tariffCents == nil)
        #expect(!price.isAboveMaximum)
    }

    @Test func `that does not fit is nil and no crash`() {
        #expect(price(.max, .hour, 2, max: nil).amountCents == nil)
        #expect(price(.max, .minute, 8_000, max: 8_000).amountCents == nil)
        #expect(price(.max, .minute, .max, max: .max).amountCents == nil)
        #expect(price(99_999_999, .hour, 99_999_999, max: nil).amountCents != nil)
    }
}
