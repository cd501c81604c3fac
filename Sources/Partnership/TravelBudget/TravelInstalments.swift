/// The days on which contributions to a travel budget are paid (termijnen), in equal parts.
///
/// - Source: KA 2.4, payable in terms; A22.
struct TravelInstalments: Equatable, Sendable {
    /// Once a month at most.
    ///
    /// - Source: none; decided by us, because the agreement says nothing of how many.
    static let count = 1...12

    /// In the year, each later than the one before.
    let dueOn: [Day]

    /// What is paid of a total on each day.
    func parts(of total: Int) -> [Int] {
        Self.parts(of: total, count: dueOn.count)
    }

    /// Divides a total in so many parts that add up to it exactly.
    ///
    /// What is paid up to and including each day is rounded to the nearest cent, a half going up;
    /// a part is what that adds.
    ///
    /// - Precondition: the total is not negative and fits a budget.
    static func parts(of total: Int, count: Int) -> [Int] {
        let sums = (0...count).map { (2 * total * $0 + count) / (2 * count) }
        return zip(sums, sums.dropFirst()).map { $1 - $0 }
    }

    /// What the parts rest on.
    func grounds(of contributions: TravelContributions) -> [FigureGround] {
        [
            FigureGround(
                source: "KA",
                article: "2.4",
                figure: "instalments",
                formula: "floor(total * k / n + 1/2) - floor(total * (k - 1) / n + 1/2)",
                inputs: [
                    .init(name: "n", value: dueOn.count),
                    .init(
                        name: "municipalityCents",
                        value: contributions.budget.municipalityCents
                    ),
                    .init(name: "partnersCents", value: contributions.budget.partnersCents),
                ],
                policies: ["A22"]
            )
        ]
    }
}
