/// What figures would be if a rule were read otherwise; told only where they are not the same.
struct FigureReading: Equatable, Sendable {
    /// The figures that come out otherwise.
    enum Outcome: Equatable, Sendable {
        case cents(Int)
        case proposedCents(Int)
        case isAboveBudget(Bool)
        case halves(municipalityCents: Int, partnersCents: Int)
        /// Who would contribute something else, and what all contribute together.
        case contributions([Contribution], totalCents: Int?)
    }

    /// What one partner would contribute; nil where there is nothing to divide.
    struct Contribution: Equatable, Sendable {
        let partnerId: Identifier
        let sharePpm: Int
        let contributionCents: Int?
    }

    /// The policy that it is the other reading of, as A19.
    let policy: String
    let reading: String
    let outcome: Outcome
}
