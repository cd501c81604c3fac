/// What a partner spent for the partnership and claims from the travel budget (onkosten).
///
/// - Source: KA 2.4.
struct TravelExpense: Equatable, Sendable {
    /// Where a claim stands; follows from its decision and is never set.
    enum State: String, Lifecycle {
        case claimed
        case approved
        case refused

        /// Where a command leads: the table of its transitions.
        ///
        /// - Returns: nil when the command is not carried out in this state.
        /// - Source: none; that a claim is decided on once was decided by us, because it is paid
        ///   by that decision.
        func after(_ command: Command) -> State? {
            switch (self, command) {
            case (.claimed, .approve): .approved
            case (.claimed, .refuse): .refused
            case (.approved, _), (.refused, _): nil
            }
        }
    }

    /// What can be asked of a claim.
    enum Command: String, CaseIterable, Sendable {
        case approve, refuse
    }

    /// A cent to a million euros, so that all claims of a year add up.
    static let centsRange = 1...99_999_999

    /// The name of a line of the budget.
    let line: String
    let cents: Int
    /// In the year of the budget.
    let incurredOn: Day
    let documentReference: String

    /// - Parameter line: the line of the budget that has the name; nil when there is none.
    /// - Throws: `TravelExpenseRefusal.lineUnknown`, `.datedAhead`.
    func check(on line: TravelSpending.Line?, today: Day) throws(TravelExpenseRefusal) {
        guard let line, line.isBudgeted else { throw .lineUnknown }
        guard incurredOn <= today else { throw .datedAhead }
    }
}

/// What was decided on a claim.
struct TravelExpenseDecision: Equatable, Sendable {
    /// Whether it is paid.
    enum Outcome: String, CaseIterable, Sendable {
        case approved, refused

        var command: TravelExpense.Command { self == .approved ? .approve : .refuse }
    }

    let outcome: Outcome
    let decidedOn: Day
    let documentReference: String

    /// Checks that it can be the decision on a claim.
    ///
    /// - Parameters:
    ///   - leftCents: what the line of the claim has left.
    /// - Throws: `decided` when there is one already; `datedAhead`, `beforeExpense` for its day;
    ///   `lineExhausted` when more is approved than is left.
    func check(
        on expense: TravelExpense,
        in state: TravelExpense.State,
        leftCents: Int,
        today: Day
    ) throws(TravelExpenseRefusal) {
        guard state.after(outcome.command) != nil else { throw .decided(state) }
        guard decidedOn <= today else { throw .datedAhead }
        guard decidedOn >= expense.incurredOn else { throw .beforeExpense(expense.incurredOn) }
        guard outcome == .refused || expense.cents <= leftCents else {
            throw .lineExhausted(leftCents: leftCents)
        }
    }

    /// Refuses a decision of a partner on what it claims itself; the municipality claims nothing.
    ///
    /// - Parameter decider: the partner that decides; nil for the municipality.
    static func check(decider: Identifier?, on claimant: Identifier) throws(TravelExpenseRefusal) {
        guard decider != claimant else { throw .ownClaim }
    }
}

/// Why a claim, or the decision on it, is refused.
enum TravelExpenseRefusal: Error, Equatable, Sendable {
    case lineUnknown
    case datedAhead
    case ownClaim
    case decided(TravelExpense.State)
    case beforeExpense(Day)
    case lineExhausted(leftCents: Int)
}
