/// A start or stop message that should have come by now (ontbrekende melding).
///
/// It is read off the allocations each time, and goes away by the message that was missing:
/// nobody has to put it away. It proves nothing, since care may not have begun (OP270), and a case
/// that is kept outside messages has none (OP003).
enum MissingReport {
    /// Which message is missing.
    enum Kind: String, CaseIterable, Sendable {
        /// An allocation is in force, and nothing was reported on it.
        case start
        /// An allocation has ended while care runs or pauses, by what was reported.
        case stop

        /// Working days after which the message is asked for.
        ///
        /// A stop is due five working days after the allocation's last day at the latest. When care
        /// starts nobody but the partner knows: of a start we ask after four weeks, because an
        /// agreed match has seldom waited longer.
        ///
        /// - Source: OP272 for stops; for starts none, decided by us.
        var termWorkingDays: Int {
            switch self {
            case .start: 20
            case .stop: 5
            }
        }

        /// The rule of the standard that asks for the message.
        ///
        /// - Source: OP271 (starts are reported), OP288 (a stop always follows a start).
        var source: String {
            switch self {
            case .start: "OP271"
            case .stop: "OP288"
            }
        }

        /// The last day on which a message that is asked for since a day is in time.
        func dueOn(since day: Day) -> Day {
            WorkingDays.last(of: termWorkingDays, after: day)
        }

        /// The last of the days since which a message is overdue today.
        func lastDayOverdue(on today: Day) -> Day {
            var day = today
            while day > .first, dueOn(since: day) >= today { day = day.adding(days: -1) }
            return day
        }
    }
}
