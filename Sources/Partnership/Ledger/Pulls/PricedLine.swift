/// A granted line of a claim with what its price rests on.
///
/// Of a credit it is the line that is taken back, which has the price.
struct PricedLine: Equatable, Sendable {
    let productCode: String?
    let volume: Int
    let unit: CareUnit
    /// As it was sent; an agreed sum has none.
    let tariffCents: Int?
    /// What was granted for it, not negative.
    let amountCents: Int
    let serviceDay: Day
    let claimedOn: Day
    /// The maximum of the service day, as it was known when the line was granted.
    let maximumCents: Int?
    /// The maximum of the day of the claim, as it was known then.
    let maximumOnClaimCents: Int?
    /// Whether the entry is the credit of the line.
    let isTakenBack: Bool

    /// Products whose tariff could as well be that of a part of a day.
    ///
    /// - Source: KA 2.2.1, A16: those of groups.
    static let groupProducts = ["JB-05", "JB-09", "MH-09"]

    /// What the entry's amount rests on.
    var grounds: [FigureGround] {
        guard isTakenBack else { return priceGrounds(of: "cents") }
        let credit = FigureGround(
            source: "IJW",
            article: "TR389",
            figure: "cents",
            formula: "-creditedCents",
            inputs: [.init(name: "creditedCents", value: amountCents)],
            policies: []
        )
        return [credit] + priceGrounds(of: "creditedCents")
    }

    /// The other readings by which the amount would be another.
    var otherReadings: [FigureReading] {
        [
            ("A15", "tariff-of-claim-date", centsOnClaimDate),
            ("A16", "part-of-day", centsOfDayParts),
        ]
        .compactMap { policy, reading, cents in
            guard let cents, cents != amountCents else { return nil }
            return FigureReading(
                policy: policy,
                reading: reading,
                outcome: .cents(isTakenBack ? -cents : cents)
            )
        }
    }
}

extension PricedLine {
    /// The price as it was granted; nil when the line does not tell it, which none granted does.
    private var price: Price? {
        let price = Price(
            volume: volume,
            unit: unit,
            tariffCents: tariffCents,
            maximumTariffCents: maximumCents,
            claimedCents: amountCents
        )
        return price.amountCents == amountCents ? price : nil
    }

    /// Whether the tariff is that of an hour, and the volume minutes.
    private var isHourlyForMinutes: Bool { unit == .minute && maximumCents != nil }

    private func priceGrounds(of figure: String) -> [FigureGround] {
        guard let price else { return [FigureGround(granted: amountCents, of: figure)] }
        let volume = FigureGround.Input(name: volumeName, value: volume)
        guard let tariff = price.tariffCents else {
            return [FigureGround(of: figure, volumeName, [volume], ["A16"])]
        }
        let name = isHourlyForMinutes ? "hourlyTariffCents" : "tariffCents"
        let formula =
            isHourlyForMinutes
            ? "floor((\(volumeName) * \(name) + 30) / 60)" : "\(volumeName) * \(name)"
        let inputs = [volume, .init(name: name, value: tariff)]
        return [FigureGround(of: figure, formula, inputs, ["A15", "A16"])]
            + tariffGrounds(of: name, tariff)
    }

    /// What the tariff rests on that the price was computed with.
    ///
    /// - Source: `Price`.
    private func tariffGrounds(of name: String, _ tariff: Int) -> [FigureGround] {
        guard let maximumCents, let sent = tariffCents else { return [] }
        var inputs = [
            FigureGround.Input(name: "sentTariffCents", value: sent),
            .init(name: "maxTariffCents", value: maximumCents, day: serviceDay),
        ]
        var article = "IV081"
        let formula: String
        if !isHourlyForMinutes {
            article = "TR418"
            formula = "sentTariffCents; at most maxTariffCents"
        } else if tariff == maximumCents,
            sent == Price.perMinute(hourlyTariffCents: maximumCents)
        {
            formula = "maxTariffCents; it is sentTariffCents a minute, rounded"
        } else if sent > Price.perMinute(hourlyTariffCents: maximumCents), tariff == sent {
            formula = "sentTariffCents; too much for a minute, so that of an hour"
        } else {
            inputs.append(.init(name: "roundedCents", value: tariff - 60 * sent))
            formula = "60 * sentTariffCents + roundedCents; that of an hour which gives the amount"
        }
        return [
            FigureGround(
                source: "IJW",
                article: article,
                figure: name,
                formula: formula,
                inputs: inputs,
                policies: ["A15"]
            )
        ]
    }

    private var volumeName: String {
        switch unit {
        case .minute: "minutes"
        case .hour: "hours"
        case .fullDay: "fullDays"
        case .dayPart: "dayParts"
        case .resultPiece, .piece: "pieces"
        case .euro: "agreedCents"
        }
    }
}

extension PricedLine {
    /// The amount if the tariff were that of the day of the claim.
    ///
    /// A tariff at the maximum is then that maximum, and a lower one stays, as far as it may.
    private var centsOnClaimDate: Int? {
        guard let tariff = price?.tariffCents, let maximumCents, let maximumOnClaimCents else {
            return nil
        }
        let other =
            tariff == maximumCents ? maximumOnClaimCents : min(tariff, maximumOnClaimCents)
        return cents(volume, other, per: isHourlyForMinutes ? 60 : 1)
    }

    /// The amount if the tariff of a group were that of four hours.
    private var centsOfDayParts: Int? {
        guard let productCode, Self.groupProducts.contains(productCode), maximumCents != nil,
            let tariff = price?.tariffCents
        else { return nil }
        switch unit {
        case .minute: return cents(volume, tariff, per: 240)
        case .hour: return cents(volume, tariff, per: 4)
        case .fullDay, .dayPart, .resultPiece, .piece, .euro: return nil
        }
    }

    /// A product over a number of parts, rounded half up; nil when it does not fit.
    private func cents(_ volume: Int, _ tariff: Int, per parts: Int) -> Int? {
        let (product, overflows) = volume.multipliedReportingOverflow(by: tariff)
        guard !overflows else { return nil }
        return product / parts + (2 * (product % parts) >= parts ? 1 : 0)
    }
}

extension FigureGround {
    /// That an amount was granted, of which is not told how.
    fileprivate init(granted cents: Int, of figure: String) {
        let input = Input(name: "grantedCents", value: cents)
        self.init(of: figure, "grantedCents; how it was computed is not kept", [input], [])
    }

    fileprivate init(
        of figure: String,
        _ formula: String,
        _ inputs: [Input],
        _ policies: [String]
    ) {
        self.init(
            source: "KA",
            article: "2.2.1",
            figure: figure,
            formula: formula,
            inputs: inputs,
            policies: policies
        )
    }
}

extension PostedEntry {
    /// What the amount rests on.
    ///
    /// - Parameter line: that of a claim; nil for another entry, or when it is not there.
    func grounds(of line: PricedLine?) -> [FigureGround] {
        switch ground {
        case .claim: return line?.grounds ?? [FigureGround(granted: cents, of: "cents")]
        case .opening(_, let isRoundedToEuros):
            let formula =
                isRoundedToEuros ? "publishedCents; given in whole euros" : "publishedCents"
            let input = FigureGround.Input(name: "publishedCents", value: cents)
            return [FigureGround(of: "cents", formula, [input], [])]
        case .reversal:
            let input = FigureGround.Input(name: "reversedCents", value: -cents)
            return [FigureGround(of: "cents", "-reversedCents", [input], [])]
        }
    }
}
