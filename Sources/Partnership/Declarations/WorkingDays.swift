/// Monday through Friday without the Dutch public holidays.
///
/// Good Friday and, outside the years that end in 0 or 5, Liberation Day are working days: most
/// offices are open. The Sundays among the holidays need no mention.
///
/// - Source: IJW §3.7 for the definition; none for which days: decided by us because the standard
///   names no list.
package enum WorkingDays {
    /// Whether a day is a working day.
    package static func contains(_ day: Day) -> Bool {
        day.weekday <= 5 && !isPublicHoliday(day)
    }

    /// The last working day of a term of so many working days; the day itself does not count.
    package static func last(of count: Int, after day: Day) -> Day {
        var day = day
        var left = count
        while left > 0, day < .last {
            day = day.adding(days: 1)
            if contains(day) { left -= 1 }
        }
        return day
    }

    /// Whether a day is a public holiday other than Good Friday or an Easter or Whit Sunday.
    package static func isPublicHoliday(_ day: Day) -> Bool {
        switch (day.month, day.day) {
        case (1, 1), (12, 25), (12, 26): return true
        case (4, 27) where day.weekday != 7: return true
        case (4, 26) where day.weekday == 6: return true  // King's Day moves off a Sunday.
        case (5, 5) where day.year % 5 == 0: return true
        case (1...2, _), (7...12, _): return false
        default: break
        }
        let sinceEaster = day.number - easter(day.year).number
        return sinceEaster == 1 || sinceEaster == 39 || sinceEaster == 50
    }

    /// Easter Sunday of a year.
    ///
    /// - Precondition: the year is 1900...2199.
    /// - Source: Meeus, Astronomical Algorithms, chapter 8.
    package static func easter(_ year: Int) -> Day {
        let golden = year % 19
        let century = year / 100
        let yearOfCentury = year % 100
        let correction = (century - (century + 8) / 25 + 1) / 3
        let epact = (19 * golden + century - century / 4 - correction + 15) % 30
        let toSunday =
            (32 + 2 * (century % 4) + 2 * (yearOfCentury / 4) - epact - yearOfCentury % 4) % 7
        let late = (golden + 11 * epact + 22 * toSunday) / 451
        let sum = epact + toSunday - 7 * late + 114
        guard let day = Day(year: year, month: sum / 31, day: sum % 31 + 1) else {
            preconditionFailure("Easter is computed for the years 1900 to 2199")
        }
        return day
    }
}
