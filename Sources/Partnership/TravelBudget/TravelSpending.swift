/// What became of the lines of a travel budget.
///
/// - Source: KA 2.4.
struct TravelSpending: Equatable, Sendable {
    /// What is spent under one name.
    struct Line: Equatable, Sendable {
        let name: String
        /// Whether the budget has it; tents are paid for also without.
        let isBudgeted: Bool
        let budgetCents: Int
        /// Claims that nobody decided on yet.
        let claimedCents: Int
        let approvedCents: Int
        /// Hours in tents that the budget pays, by the clock.
        let tentMinutes: Int

        var tentCents: Int { TentCompensation.cents(minutes: tentMinutes) }
        var spentCents: Int { approvedCents + tentCents }
        /// Less than nothing where tents took more than there was.
        var leftCents: Int { budgetCents - spentCents }
    }

    /// The line that hours in tents are paid from, as KA 2.4 has it.
    ///
    /// `TravelSpendingStatement` has the same name.
    static let tentLine = "tent compensation"

    let lines: [Line]

    var budgetCents: Int { lines.reduce(0) { $0 + $1.budgetCents } }
    var spentCents: Int { lines.reduce(0) { $0 + $1.spentCents } }
    var tentMinutes: Int { lines.reduce(0) { $0 + $1.tentMinutes } }

    func line(named name: String) -> Line? { lines.first { $0.name == name } }

    /// What the figures rest on.
    var grounds: [FigureGround] {
        [TentCompensation.ground(of: "tentCents", minutes: tentMinutes, as: "tentMinutes")]
    }
}
