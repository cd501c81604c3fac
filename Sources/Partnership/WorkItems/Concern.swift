/// A signal with the care it is about: what becomes an item of the work list (werkvoorraad).
struct Concern: Hashable, Sendable {
    let signal: CareSignal
    let allocationNumber: Int
    /// The days it is about.
    let period: Period

    init(_ signal: CareSignal, allocationNumber: Int, period: Period) {
        self.signal = signal
        self.allocationNumber = allocationNumber
        self.period = period
    }

    /// What a start or stop gives rise to: of a start its day, of a stop the days from its start.
    init(_ signal: CareSignal, allocationNumber: Int, event: CareEvent) {
        let days: (from: Day, until: Day) =
            switch event {
            case .start(let key), .deleteStart(let key): (key.startedOn, key.startedOn)
            case .stop(let key, let endedOn, _), .deleteStop(let key, let endedOn, _):
                (key.startedOn, max(key.startedOn, endedOn))
            }
        self.init(signal, allocationNumber: allocationNumber, period: Period(days.from, days.until))
    }

    /// What a claimed line gives rise to: the days that are claimed.
    init(_ signal: CareSignal, line: ClaimLine) {
        self.init(signal, allocationNumber: line.allocationNumber, period: line.period)
    }
}

extension DeclarationKind {
    /// Working days within which the back office looks at what a message gave rise to.
    ///
    /// The answer itself goes out at once. For what a person has to see we take the terms of the
    /// return messages, because the partner may count on being told within them.
    ///
    /// - Source: OP090 (starts and stops), OP090x4 (claims); that they hold here: decided by us.
    var termWorkingDays: Int {
        self == .claim ? 10 : 3
    }
}
