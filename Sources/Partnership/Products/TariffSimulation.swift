/// What the granted lines of a year would come to under other maximum tariffs (doorrekening).
///
/// Lines count by the year of their care, credits too, and the maxima that are tried hold all of
/// that year. A line in minutes was paid by the hourly tariff that `Price` reads from it, and is
/// rounded as there, once. What has no tariff, or had no maximum, stays as it is.
///
/// - Source: KA 2.2.2, TR346; A15 for the year.
struct TariffSimulation: Sendable, Equatable {
    /// How the tariff of a line changes with the maximum.
    enum Reading: String, Sendable {
        /// A line that was paid at the maximum of its day is paid at the one that is tried.
        ///
        /// - Source: none; decided by us because partners agree on the maximum as a rule, and
        ///   the table of tariffs is what is talked about (KA 2.2.1).
        case followsMaximum = "tariff-follows-maximum"
        /// Every line keeps the tariff it was paid by, as far as that is not above the maximum.
        case stays = "tariff-stays"

        static let chosen = followsMaximum
        static let other = stays
    }

    let year: Int
    /// The maxima that are tried, each of another product.
    let tariffs: [ProposedTariff]

    /// What the figures rest on; a tariff that is tried goes in by the code of its product.
    var grounds: [FigureGround] {
        let tried = tariffs.map {
            FigureGround.Input(name: $0.productCode, value: $0.maxTariffCents)
        }
        return [
            FigureGround(
                source: "KA",
                article: "2.2.2",
                figure: "proposedCents",
                formula: "sum(volume * tariff); of minutes floor((volume * tariff + 30) / 60) a "
                    + "line; what was paid at the maximum is paid at the one tried, less stays as "
                    + "it is unless that is lower; credits are taken off",
                inputs: [.init(name: "year", value: year)] + tried,
                policies: [Reading.chosen.rawValue, "A15"]
            )
        ]
    }

    /// The other reading, where the total by it is another.
    func otherReadings(proposedCents: Int, otherCents: Int) -> [FigureReading] {
        guard otherCents != proposedCents else { return [] }
        return [
            FigureReading(
                policy: Reading.chosen.rawValue,
                reading: Reading.other.rawValue,
                outcome: .proposedCents(otherCents)
            )
        ]
    }
}

/// Why tariffs are not tried.
enum TariffSimulationRefusal: Error, Equatable, Sendable {
    case proposalUnknown
    case productUnknown(String)
    /// The amounts do not fit.
    case tooLarge
}
