/// How a partner came to the sessions of a year, up to a day.
struct VisitTally: Sendable, Equatable {
    private let year: DutyYear
    /// The days on which it was there, in their order.
    private let present: [Day]
    private let excused: Int
    private let absent: Int

    /// - Parameter visits: in their order.
    init(_ visits: [PartnerRecord.Visit], in year: DutyYear, on day: Day) {
        let visits = visits.filter { year.contains($0.heldOn) && $0.heldOn <= day }
        self.year = year
        present = visits.filter { $0.mark == .present }.map(\.heldOn)
        excused = visits.count { $0.mark == .excused }
        absent = visits.count { $0.mark == .absent }
    }

    /// The day on which it had been there as often as is asked; nil when it was not.
    var metOn: Day? { present.count < year.halves ? nil : present[year.halves - 1] }

    /// How the duty to come stands.
    ///
    /// - Parameter memberships: days on which the partner belongs to a cluster.
    /// - Source: KA 3.2, "in beginsel" twice a year: who is away with notice is excused, and so is
    ///   who missed none of what its cluster held, be that less than twice. Decided by us; before
    ///   the year is over there may still be a session, so that it is due.
    func state(_ memberships: [Period], on day: Day) -> Obligation.State {
        if metOn != nil { return .met }
        if present.count + excused >= year.halves { return .excused }
        let open = Obligation.State.open(on: day, dueOn: year.dueOn)
        let hadCluster = memberships.contains {
            $0.from <= year.dueOn && year.number <= $0.until.year
        }
        return open == .overdue && absent == 0 && hadCluster ? .excused : open
    }

    /// The counts in plain words.
    ///
    /// - Parameter subject: what is counted.
    func detail(of subject: String) -> String {
        """
        \(subject): present \(present.count), excused \(excused), absent \(absent); \
        \(year.number) asks for \(year.halves).
        """
    }
}
