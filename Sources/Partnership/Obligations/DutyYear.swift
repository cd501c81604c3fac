/// A calendar year as far as a partner has duties in it.
///
/// Twice a year is once for each half in which a process agreement is in force, on one day at
/// least: whoever joins in October owes one, by the end of the year. A duty of a year that an
/// agreement ends in is due on its last day.
///
/// - Source: KA 3.2 gives "in beginsel" twice a year and no more; the halves are decided by us,
///   because one who joins late cannot have been where it was not.
struct DutyYear: Sendable, Equatable {
    let number: Int
    /// How many halves of it the agreement touches, 1 or 2.
    let halves: Int
    let dueOn: Day

    /// - Parameter process: the terms of the partner's process agreements.
    /// - Returns: nil when none of them touches the year.
    init?(_ number: Int, of process: [Period]) {
        guard let first = Day(year: number, month: 1, day: 1),
            let middle = Day(year: number, month: 7, day: 1),
            let last = Day(year: number, month: 12, day: 31)
        else { return nil }
        let halves = [Period(first, middle.adding(days: -1)), Period(middle, last)]
            .count { half in
                process.contains { $0.from <= half.until && half.from <= $0.until }
            }
        let end = process.filter { $0.from <= last && first <= $0.until }.map(\.until).max()
        guard halves > 0, let end else { return nil }
        self.number = number
        self.halves = halves
        dueOn = min(end, last)
    }

    func contains(_ day: Day) -> Bool { day.year == number }
}
