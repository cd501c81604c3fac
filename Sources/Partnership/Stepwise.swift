/// A lifecycle that goes by steps, each of which is taken once and in one order.
protocol Stepwise: Lifecycle {
    associatedtype Step: RawRepresentable<String> & CaseIterable & Hashable & Sendable
    where Step.AllCases == [Step]

    /// The step that comes next; nil when nothing does.
    var next: Step? { get }

    /// The step that a command takes.
    static func step(of command: Command) -> Step
}

extension Stepwise {
    /// Refuses a step that cannot be taken in this state, or on this day.
    ///
    /// - Parameters:
    ///   - lastOn: the day of the step before, or of the resource itself.
    ///   - today: the last day that a step can be of, since it is of what was done.
    func check(
        _ command: Command,
        on day: Day,
        after lastOn: Day,
        today: Day
    ) throws(StepRefusal<Self>) {
        guard after(command) != nil else {
            guard let next else { throw .ended(self) }
            let step = Self.step(of: command)
            let isLater = Step.allCases.drop { $0 != next }.contains(step)
            throw isLater ? .missing(next) : .taken(step)
        }
        guard day >= lastOn else { throw .datedBefore(lastOn) }
        guard day <= today else { throw .datedAfterToday }
    }
}

/// Why a step is refused, whatever it holds.
enum StepRefusal<State: Stepwise>: Error, Equatable, Sendable {
    /// Another comes first.
    case missing(State.Step)
    case taken(State.Step)
    case ended(State)
    case datedBefore(Day)
    /// What is recorded as done has happened.
    case datedAfterToday
}
