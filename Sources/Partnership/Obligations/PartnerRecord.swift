/// What is recorded of a partner that its duties follow from.
struct PartnerRecord: Sendable, Equatable {
    /// A session that was held, and how the partner, or the delegate of its cluster, came.
    struct Visit: Sendable, Equatable {
        let heldOn: Day
        let mark: Attendance.Mark
        /// Whether it was the partner that went.
        let isOwn: Bool
    }

    /// An improvement track of the cluster it belonged to when trust was measured.
    struct Track: Sendable, Equatable {
        /// The dimension of trust, by its name.
        let dimension: String
        let startedOn: Day
        let planDueOn: Day
        let plannedOn: Day?
    }

    var process: [Period] = []
    var assignment: [Period] = []
    /// Days on which it has a representative.
    var represented: [Period] = []
    /// Days on which it belongs to a cluster, whichever that is.
    var memberships: [Period] = []
    /// Sessions of its cluster, in their order.
    var intervision: [Visit] = []
    /// Meetings of MDG I-F while it belonged to a cluster, in their order.
    var mdgIF: [Visit] = []
    /// In their order, those of one day as they came.
    var attestations: [Attestation] = []
    /// In the order in which they started.
    var improvementTracks: [Track] = []

    /// The duties of the partner on a day: those that stand, then those of last year and this,
    /// then those that come of a measurement of trust.
    ///
    /// What happened after the day does not count. Last year stays in sight so that what was not
    /// done in it can be overdue.
    ///
    /// - Returns: nothing unless a process agreement is in force on that day: duties start with it.
    func obligations(on day: Day) -> [Obligation] {
        guard let process = process.unbroken(around: day) else { return [] }
        let standing = [
            standing(
                .agreements,
                assignment,
                since: process.from,
                on: day,
                ("Both agreements are in force.", "There is no assignment agreement in force.")
            ) { $0 },
            standing(
                .representative,
                represented,
                since: process.from,
                on: day,
                ("A representative is appointed.", "No representative is appointed."),
                dueOn: \.lastOfHalf
            ),
            standing(
                .cluster,
                memberships,
                since: process.from,
                on: day,
                ("It belongs to a cluster.", "It belongs to no cluster."),
                dueOn: \.lastOfHalf
            ),
        ]
        return standing
            + [day.year - 1, day.year].compactMap { DutyYear($0, of: self.process) }
            .flatMap { [intervision(in: $0, on: day), mdgIF(in: $0, on: day), reisgids($0, day)] }
            + improvementTracks.compactMap { improvementPlan($0, on: day) }
    }

    /// A duty that is met for as long as something lasts.
    ///
    /// - Parameters:
    ///   - words: for when it is met and for when it is not.
    ///   - dueOn: when it is due, from the first day on which it was missing.
    /// - Source: none gives a day; decided by us: both agreements at once, since PO 2.1 asks both,
    ///   and a representative and a cluster by the end of the half of the year, because a cluster
    ///   meets about once in each half (KA 3.2).
    private func standing(
        _ duty: Obligation.Duty,
        _ periods: [Period],
        since: Day,
        on day: Day,
        _ words: (met: String, missing: String),
        dueOn: (Day) -> Day
    ) -> Obligation {
        if let current = periods.unbroken(around: day) {
            return Obligation(
                duty: duty,
                year: nil,
                state: .met,
                dueOn: dueOn(since),
                metOn: max(current.from, since),
                detail: words.met
            )
        }
        let end = periods.map(\.until).filter { $0 < day }.max()
        let missing = max(end.map { $0.adding(days: 1) } ?? since, since)
        let due = dueOn(missing)
        return Obligation(
            duty: duty,
            year: nil,
            state: .open(on: day, dueOn: due),
            dueOn: due,
            metOn: nil,
            detail: words.missing
        )
    }

    private func intervision(in year: DutyYear, on day: Day) -> Obligation {
        let tally = VisitTally(intervision, in: year, on: day)
        return Obligation(
            duty: .intervision,
            year: year.number,
            state: tally.state(memberships, on: day),
            dueOn: year.dueOn,
            metOn: tally.metOn,
            detail: tally.detail(of: "Sessions of its cluster")
        )
    }

    /// - Source: A10: met by the delegate of its cluster; the other reading asks each partner.
    private func mdgIF(in year: DutyYear, on day: Day) -> Obligation {
        let tally = VisitTally(mdgIF, in: year, on: day)
        let state = tally.state(memberships, on: day)
        let own = mdgIF.map {
            Visit(heldOn: $0.heldOn, mark: $0.isOwn ? $0.mark : .absent, isOwn: true)
        }
        let ownState = VisitTally(own, in: year, on: day).state(memberships, on: day)
        return Obligation(
            duty: .mdgIF,
            year: year.number,
            state: state,
            dueOn: year.dueOn,
            metOn: tally.metOn,
            detail: tally.detail(of: "The delegate of its cluster"),
            stateWithoutDelegate: ownState == state ? nil : ownState
        )
    }

    /// - Source: PO 4.3, KA 3.4; once a year: decided by us, because the text gives no day, and
    ///   the year is that of the other duties.
    private func reisgids(_ year: DutyYear, _ day: Day) -> Obligation {
        let last = attestations.last { year.contains($0.attestedOn) && $0.attestedOn <= day }
        let isMet = last?.isComplete ?? false
        return Obligation(
            duty: .reisgids,
            year: year.number,
            state: isMet ? .met : .open(on: day, dueOn: year.dueOn),
            dueOn: year.dueOn,
            metOn: isMet ? last?.attestedOn : nil,
            detail: last.map {
                "\($0.newEmployeesDone) of \($0.newEmployees) new employees did the Reisgids."
            } ?? "Nothing was attested in \(year.number)."
        )
    }

    /// - Returns: nil before the track, and after the year that follows on that of the plan.
    /// - Source: PO 7.3.
    private func improvementPlan(_ track: Track, on day: Day) -> Obligation? {
        guard track.startedOn <= day else { return nil }
        let plannedOn = track.plannedOn.flatMap { $0 <= day ? $0 : nil }
        if let plannedOn, plannedOn.year < day.year - 1 { return nil }
        let subject = "its cluster to improve \(track.dimension) trust"
        return Obligation(
            duty: .improvementPlan,
            year: nil,
            state: plannedOn == nil ? .open(on: day, dueOn: track.planDueOn) : .met,
            dueOn: track.planDueOn,
            metOn: plannedOn,
            detail: plannedOn == nil
                ? "There is no plan yet of \(subject)." : "There is a plan of \(subject)."
        )
    }
}

extension Collection<Period> {
    /// The days around a day that these periods hold together without a gap.
    ///
    /// - Returns: nil when no period holds the day.
    func unbroken(around day: Day) -> Period? {
        var found: Period?
        for period in sorted(by: { $0.from < $1.from }) {
            if let run = found, period.from <= run.until.adding(days: 1) {
                found = Period(run.from, Swift.max(run.until, period.until))
            } else if let run = found, run.contains(day) {
                return run
            } else {
                found = period
            }
        }
        return found.flatMap { $0.contains(day) ? $0 : nil }
    }
}

extension Day {
    /// The last day of its half of the year: 30 June or 31 December.
    fileprivate var lastOfHalf: Day {
        Month(ordinal: monthOf.ordinal / 6 * 6 + 5).last
    }
}
