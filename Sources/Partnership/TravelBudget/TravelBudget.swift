/// The travel budget (reisbudget) of a year and who pays which half of it.
///
/// - Source: KA 2.4; A21.
struct TravelBudget: Equatable, Sendable {
    /// What a part of the budget is for.
    struct Line: Equatable, Sendable {
        let name: String
        let cents: Int
        /// How it was computed.
        var note: String?
    }

    /// What follows from the budget, as whoever establishes it computed it; each may be left out.
    struct Expectation: Equatable, Sendable {
        var contributionCents: Int?
        var municipalityCents: Int?
        var partnersCents: Int?
        var baseYear: Int?
    }

    let year: Int
    let budgetCents: Int
    let remainderPreviousYearCents: Int
    let lines: [Line]
    /// What the budget rests on.
    var source: String?

    /// What the year needs beyond what remained of the year before.
    var contributionCents: Int { max(0, budgetCents - remainderPreviousYearCents) }

    /// The municipality's half, with the odd cent.
    var municipalityCents: Int { contributionCents - partnersCents }

    /// The half of the partners, divided by their revenue in the base year.
    var partnersCents: Int { contributionCents / 2 }

    /// The year whose revenue divides the partners' half.
    var baseYear: Int { year - 1 }

    /// What the figures rest on.
    var grounds: [FigureGround] {
        let ofContribution = FigureGround.Input(name: "contributionCents", value: contributionCents)
        return [
            FigureGround(
                source: "KA",
                article: "2.4",
                figure: "contributionCents",
                formula: "max(0, budgetCents - remainderPreviousYearCents)",
                inputs: [
                    .init(name: "budgetCents", value: budgetCents),
                    .init(name: "remainderPreviousYearCents", value: remainderPreviousYearCents),
                ],
                policies: []
            ),
            FigureGround(
                source: "KA",
                article: "2.4",
                figure: "partnersCents",
                formula: "floor(contributionCents / 2)",
                inputs: [ofContribution],
                policies: ["A21"]
            ),
            FigureGround(
                source: "KA",
                article: "2.4",
                figure: "municipalityCents",
                formula: "contributionCents - floor(contributionCents / 2)",
                inputs: [ofContribution],
                policies: ["A21"]
            ),
        ]
    }

    /// Of an odd amount, that each half is rounded by itself.
    var otherReadings: [FigureReading] {
        guard municipalityCents != partnersCents else { return [] }
        return [
            FigureReading(
                policy: "A21",
                reading: ShareReading.eachHalfUp.rawValue,
                outcome: .halves(
                    municipalityCents: municipalityCents,
                    partnersCents: municipalityCents
                )
            )
        ]
    }

    /// Checks that the lines add up to the budget and that what was expected is what follows.
    ///
    /// - Throws: `sumDiffers` with the first that does not.
    func check(_ expected: Expectation) throws(TravelBudgetRefusal) {
        let sum = lines.reduce(0) { $0 + $1.cents }
        guard sum == budgetCents else {
            throw .sumDiffers("lines", given: sum, computed: budgetCents)
        }
        let comparisons = [
            ("contributionCents", expected.contributionCents, contributionCents),
            ("municipalityCents", expected.municipalityCents, municipalityCents),
            ("partnersCents", expected.partnersCents, partnersCents),
            ("baseYear", expected.baseYear, baseYear),
        ]
        for (member, given, computed) in comparisons {
            guard let given, given != computed else { continue }
            throw .sumDiffers(member, given: given, computed: computed)
        }
    }
}

/// Why a travel budget is not established.
enum TravelBudgetRefusal: Error, Equatable, Sendable {
    /// A member does not say what follows from the others.
    case sumDiffers(_ member: String, given: Int, computed: Int)
    /// Contributions were established of other amounts.
    case contributionsEstablished
    /// More was approved than a line of this name would have.
    case lineSpent(_ name: String, approvedCents: Int)
}
