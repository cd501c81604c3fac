/// What the travel budget (reisbudget) pays for an hour in a tent, and what it set aside.
///
/// - Source: KA 2.2.3, 2.4.
enum TentCompensation {
    /// How the hours of the budget line are read.
    enum Reading: String, CaseIterable, Sendable {
        /// They were multiplied by one and a half already.
        case afterFactor = "tent-hours-after-factor"
        /// They are hours by the clock, still to be multiplied.
        case beforeFactor = "tent-hours-before-factor"

        /// The reading the service goes by.
        ///
        /// - Source: A23; only then 25 meetings come to the 30,000 euros of the line.
        static let chosen = afterFactor
    }

    /// EUR 80 an hour, one and a half times: EUR 120 an hour, so 200 cents a minute, exactly.
    static let centsPerMinute = 200
    /// The tariff of an hour before it is multiplied.
    static let hourlyCents = 8_000
    /// Hours that the budget has for one meeting, all professionals together.
    static let budgetedHours = 15

    /// What is paid for minutes by the clock.
    static func cents(minutes: Int) -> Int { minutes * centsPerMinute }

    /// What the budget has for meetings of so many hours.
    static func budgetCents(meetings: Int, hours: Int, _ reading: Reading) -> Int {
        switch reading {
        case .afterFactor: meetings * hours * hourlyCents
        case .beforeFactor: meetings * cents(minutes: hours * 60)
        }
    }

    /// How long professionals can be in a tent by the clock, all together, on its budget.
    static func budgetedMinutes(_ reading: Reading) -> Int {
        budgetCents(meetings: 1, hours: budgetedHours, reading) / centsPerMinute
    }

    /// Whether a tent cost more than the budget has for one.
    static func isAboveBudget(minutes: Int, _ reading: Reading) -> Bool {
        minutes > budgetedMinutes(reading)
    }

    /// What the compensation of minutes by the clock rests on.
    ///
    /// - Parameter name: what the answer calls these minutes.
    static func ground(of figure: String, minutes: Int, as name: String) -> FigureGround {
        FigureGround(
            source: "KA",
            article: "2.2.3",
            figure: figure,
            formula: "\(name) / 60 * 1.5 * hourlyCents",
            inputs: [
                .init(name: name, value: minutes), .init(name: "hourlyCents", value: hourlyCents),
            ],
            policies: ["A23", "A24"]
        )
    }

    /// What it rests on that a tent cost more than the budget has for one.
    static let budgetGround = FigureGround(
        source: "KA",
        article: "2.4",
        figure: "isAboveBudget",
        formula: "compensationCents > budgetedHours * hourlyCents",
        inputs: [
            .init(name: "budgetedHours", value: budgetedHours),
            .init(name: "hourlyCents", value: hourlyCents),
        ],
        policies: ["A23"]
    )

    /// The reading that was not chosen, where it says something else of so many minutes.
    static func otherReadings(minutes: Int) -> [FigureReading] {
        Reading.allCases.filter {
            isAboveBudget(minutes: minutes, $0) != isAboveBudget(minutes: minutes, .chosen)
        }.map {
            FigureReading(
                policy: "A23",
                reading: $0.rawValue,
                outcome: .isAboveBudget(isAboveBudget(minutes: minutes, $0))
            )
        }
    }
}
