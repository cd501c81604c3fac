/// When a partner took part, and how it stood through time.
///
/// - Source: PO 2.1, 10.3, 11; the same rule as the view of partners, `partner_standing_on`.
struct PartnerHistory: Sendable, Equatable {
    /// An agreement as far as the standing of its partner goes.
    struct Term: Sendable, Equatable {
        let agreement: AgreementTerm
        /// From when on it was known that it ends before its time; nil when it does not.
        let endKnownOn: Day?
    }

    /// Days on which the standing was the same.
    struct Stretch: Sendable, Equatable {
        let from: Day
        /// The last of them; nil while nothing is known that changes it.
        let until: Day?
        let status: Partner.Status
    }

    let terms: [Term]
    let exclusions: [Exclusion]

    /// Where the partner stands on a day.
    func status(on day: Day) -> Partner.Status {
        // Another process agreement, signed before the dissolution, does not let it in.
        let isKeptOut = exclusions.contains { $0.dissolvedOn < day && day < $0.eligibleFrom }
        if !isKeptOut, terms.lazy.map(\.agreement).participates(on: day) {
            let isEnding = terms.contains {
                guard let known = $0.endKnownOn else { return false }
                return known <= day && $0.agreement.period.contains(day)
            }
            return isEnding ? .notice : .active
        }
        if exclusions.contains(where: { $0.dissolvedOn <= day && day < $0.eligibleFrom }) {
            return .excluded
        }
        // Whose process agreement ended is no candidate by an assignment agreement that runs on.
        let process = terms.map(\.agreement).filter { $0.kind == .process }
        let last = (process.isEmpty ? terms.map(\.agreement) : process).map(\.period.until).max()
        return last.map { $0 < day } ?? false ? .ended : .candidate
    }

    /// The standing from the first day of the first agreement on, in stretches without gaps.
    var stretches: [Stretch] {
        let days = changes
        var stretches: [Stretch] = []
        for (index, day) in days.enumerated() {
            let status = status(on: day)
            let until = index + 1 < days.count ? days[index + 1].adding(days: -1) : nil
            if let last = stretches.last, last.status == status {
                stretches[stretches.count - 1] = Stretch(
                    from: last.from,
                    until: until,
                    status: status
                )
            } else {
                stretches.append(Stretch(from: day, until: until, status: status))
            }
        }
        return stretches
    }

    /// Days on which the standing may change, in order, each once.
    private var changes: [Day] {
        guard let first = terms.map(\.agreement.period.from).min() else { return [] }
        var days: Set<Day> = [Agreement.firstProcessDay]
        for term in terms {
            days.insert(term.agreement.period.from)
            days.insert(term.agreement.period.until.adding(days: 1))
            if let known = term.endKnownOn { days.insert(known) }
        }
        for exclusion in exclusions {
            days.insert(exclusion.dissolvedOn)
            days.insert(exclusion.eligibleFrom)
        }
        return days.filter { $0 >= first }.sorted()
    }
}
