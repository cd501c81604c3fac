/// What the municipality and a partner signed (overeenkomst).
///
/// - Source: PO 2.1.
struct Agreement: Sendable, Equatable {
    enum Kind: String, CaseIterable, Sendable {
        /// On working together (procesovereenkomst).
        case process
        /// On care, products and tariffs (overeenkomst van opdracht, Open House).
        case assignment
    }

    /// Where it stands; follows from its days and from how it was ended, and is never set.
    enum State: String, Lifecycle {
        /// It was signed, and starts later.
        case upcoming
        case inForce = "in-force"
        /// In force still; its end before its time was recorded (opgezegd or ontbonden).
        case terminating
        /// Its last day has passed.
        case ended

        /// Where a command leads: the table of its transitions.
        ///
        /// - Returns: nil when the command is not carried out in this state.
        /// - Source: PO 10.1, 11. An agreement ends once: decided by us, because whoever was told
        ///   its last day relies on it; it can only be dissolved before that day. One that has not
        ///   started has no last day in the past.
        func after(_ command: Command) -> State? {
            switch (self, command) {
            case (.upcoming, .terminate), (.inForce, .terminate): .terminating
            case (.upcoming, .dissolve), (.inForce, .dissolve), (.terminating, .dissolve):
                .terminating
            case (.inForce, .recordEnd), (.inForce, .recordDissolution): .ended
            case (.terminating, .recordDissolution): .ended
            case (.upcoming, .recordEnd), (.upcoming, .recordDissolution): nil
            case (.terminating, .terminate), (.terminating, .recordEnd): nil
            case (.ended, _): nil
            }
        }
    }

    /// What can be asked of an agreement: to end on a day to come, or to have ended.
    enum Command: String, CaseIterable, Sendable {
        /// By notice or by consent.
        case terminate, recordEnd
        case dissolve, recordDissolution
    }

    /// The first day a process agreement can be in force.
    ///
    /// - Source: PO 11.
    static let firstProcessDay = day(2026, 1, 1)

    /// The day every agreement ends by law, for later entrants too.
    ///
    /// - Source: PO 11.
    static let lastDay = day(2035, 12, 31)

    let partnerId: Identifier
    let kind: Kind
    let signedOn: Day
    let term: Period
    let documentReference: String

    /// The term of an agreement.
    ///
    /// - Parameter endsOn: nil for the end by law.
    /// - Returns: nil when it ends before it starts.
    /// - Throws: `processBefore2026`, `endsAfterModel`.
    /// - Source: PO 11.
    static func term(
        of kind: Kind,
        from startsOn: Day,
        until endsOn: Day?
    ) throws(AgreementRefusal) -> Period? {
        if let endsOn, endsOn < startsOn { return nil }
        if kind == .process, startsOn < firstProcessDay { throw .processBefore2026(startsOn) }
        let endsOn = endsOn ?? max(startsOn, lastDay)
        guard endsOn <= lastDay else { throw .endsAfterModel(endsOn) }
        return Period(from: startsOn, until: endsOn)
    }

    private static func day(_ year: Int, _ month: Int, _ day: Int) -> Day {
        guard let day = Day(year: year, month: month, day: day) else {
            preconditionFailure("a day that is in no calendar")
        }
        return day
    }
}

/// From when until when an agreement of a kind is in force.
struct AgreementTerm: Sendable, Equatable {
    let kind: Agreement.Kind
    let period: Period

    init(_ kind: Agreement.Kind, _ period: Period) {
        self.kind = kind
        self.period = period
    }
}

extension Agreement {
    /// Whether the kinds that are in force on a day let a partner take part.
    ///
    /// Before 2026 there were no process agreements, so that an assignment agreement was enough.
    ///
    /// - Source: PO 2.1, 11; A20.
    static func suffice(assignment: Bool, process: Bool, on day: Day) -> Bool {
        assignment && (process || day < firstProcessDay)
    }
}

extension Sequence<AgreementTerm> {
    /// Whether the partner with these agreements takes part on a day.
    ///
    /// - Source: PO 2.1, 11.
    func participates(on day: Day) -> Bool {
        var kinds: Set<Agreement.Kind> = []
        for term in self where term.period.contains(day) { kinds.insert(term.kind) }
        return Agreement.suffice(
            assignment: kinds.contains(.assignment),
            process: kinds.contains(.process),
            on: day
        )
    }
}

/// Why an agreement is refused.
enum AgreementRefusal: Error, Equatable, Sendable {
    case partnerUnknown
    case overlaps(Agreement.Kind)
    case processBefore2026(Day)
    case endsAfterModel(Day)
    case partnerExcluded(Exclusion)
}
