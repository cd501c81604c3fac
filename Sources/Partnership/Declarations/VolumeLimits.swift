/// The most that may be claimed on an allocation by its volume, with hours counted in minutes.
///
/// | frequency | in a period | in all |
/// |---|---|---|
/// | per day | volume x days | the same, over the validity |
/// | per week | volume x ISO weeks touched | the same: less than the months add up to |
/// | per week, by result | volume x Sundays, and a last week without its own | the same |
/// | per month | volume x months touched, in full | the same, over the validity |
/// | in total | volume | volume |
///
/// A volume has at most eight digits and a period at most 300 years, so nothing here overflows.
///
/// - Source: IV077, IV078, TR321, TR322; per day decided by us, by analogy.
struct VolumeLimits: Equatable, Sendable {
    /// Of a line, and of all lines of its month together.
    let inPeriod: Int
    /// Of all lines; nil while the allocation has no end.
    let inAll: Int?

    /// The limits of an allocation for a line's period.
    ///
    /// - Returns: nil when the allocation has no volume.
    init?(of allocation: AllocationFacts, in period: Period) {
        guard let volume = allocation.volume, let frequency = allocation.frequency else {
            return nil
        }
        let counted = allocation.unit == .hour ? volume * 60 : volume
        if frequency == .inTotal {
            inPeriod = counted
            inAll = counted
            return
        }
        let validity = allocation.endsOn.flatMap { Period(from: allocation.startsOn, until: $0) }
        let times = { (period: Period) in
            switch frequency {
            case .perDay: period.dayCount
            case .perWeek where allocation.unit == .resultPiece:
                period.sundayCount + (validity.map { $0.endsShortWeek(in: period) ? 1 : 0 } ?? 0)
            case .perWeek: period.weekCount
            case .perMonth: period.monthCount
            case .inTotal: 1
            }
        }
        inPeriod = counted * times(period)
        inAll = validity.map { counted * times($0) }
    }
}

extension Period {
    fileprivate var dayCount: Int { until.number - from.number + 1 }

    fileprivate var monthCount: Int { until.monthOf.ordinal - from.monthOf.ordinal + 1 }

    /// How many weeks, from Monday through Sunday, have a day in the period.
    fileprivate var weekCount: Int { until.weekNumber - from.weekNumber + 1 }

    /// A Sunday ends its week, so there are as many as weeks that end in the period.
    fileprivate var sundayCount: Int { until.adding(days: 1).weekNumber - from.weekNumber }

    /// Whether this period ends in a week without its Sunday, and a part of it has the month that
    /// this week goes with: that of the last Sunday, or of the end when there is no Sunday.
    fileprivate func endsShortWeek(in part: Period) -> Bool {
        guard until.weekday != 7 else { return false }
        let lastSunday = until.adding(days: -until.weekday)
        let month = (lastSunday < from ? until : lastSunday).monthOf
        return part.from.monthOf <= month && month <= part.until.monthOf
    }
}

extension Day {
    /// Weeks since that of 1900-01-01, which was a Monday.
    fileprivate var weekNumber: Int { (number - Day.first.number) / 7 }
}
