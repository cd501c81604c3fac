@testable import Partnership
import Testing

@Suite struct `A day` {
    @Test func `goes through every day of 1900 to 2199 in order and back to text`() {
        var number = Day.first.number
        var weekday = 1
        for year in 1900...2199 {
            for month in 1...12 {
                for dayOfMonth in 1...Day.count(ofMonth: month, year: year) {
                    let day = Day(year: year, month: month, day: dayOfMonth)
                    guard let day, day.number == number, day.weekday == weekday,
                        day.year == year, day.month == month, day.day == dayOfMonth,
                        Day(day.description) == day, Day(number: number) == day
                    else {
                        Issue.record("\(year)-\(month)-\(dayOfMonth) is not day \(number)")
                        return
                    }
                    number += 1
                    weekday = weekday % 7 + 1
                }
            }
        }
        #expect(number == Day.last.number + 1)
    }

    @Test(arguments: [
        ("1900-01-01", -25_567), ("1969-12-31", -1), ("1970-01-01", 0), ("1970-01-02", 1),
        ("2000-02-29", 11_016), ("2026-04-01", 20_544), ("2199-12-31", 84_005),
    ])
    func `has the number of days since 1970`(text: String, number: Int) {
        #expect(Day(text)?.number == number)
        #expect(Day(number: number)?.description == text)
    }

    @Test(arguments: [
        "", "2026-4-01", "2026-04-1", "2026-04-01 ", " 2026-04-01", "2026-04-01Z",
        "2026-04-01+02:00", "2026/04/01", "20260401", "+026-04-01", "-026-04-01", "2026-13-01",
        "2026-00-01", "2026-04-00", "2026-04-31", "2026-02-29", "1900-02-29", "2100-02-29",
        "1899-12-31", "2200-01-01", "0001-01-01", "12026-01-01", "2026-04-0a", "2026-04-0:",
        "２０26-04-01", "٢٠٢٦-٠٤-٠١", "2026-04-01\n", "2026-04-01\0",
    ])
    func `is not read from anything else`(text: String) {
        #expect(Day(text) == nil)
    }

    @Test(arguments: ["2000-02-29", "2024-02-29", "1900-02-28", "1900-01-01", "2199-12-31"])
    func `is read from strict text`(text: String) {
        #expect(Day(text)?.description == text)
        #expect(Day(Substring(text))?.description == text)
        var bytes: [UInt8] = [0x22]
        Day(text)?.append(to: &bytes)
        #expect(bytes == [0x22] + Array(text.utf8))
    }

    @Test func `outside the calendar does not exist`() {
        #expect(Day(year: 2026, month: 13, day: 1) == nil)
        #expect(Day(year: 2026, month: 1, day: 32) == nil)
        #expect(Day(year: 2026, month: -1, day: 1) == nil)
        #expect(Day(year: Int.max, month: 1, day: 1) == nil)
        #expect(Day(year: Int.min, month: Int.min, day: Int.min) == nil)
        #expect(Day(number: Day.first.number - 1) == nil)
        #expect(Day(number: Day.last.number + 1) == nil)
    }

    @Test(
        arguments: [
            ("2026-04-01", 0, "2026-04-01"), ("2026-04-30", 1, "2026-05-01"),
            ("2024-02-28", 1, "2024-02-29"), ("2024-03-01", -1, "2024-02-29"),
            ("2026-01-01", -1, "2025-12-31"), ("2199-12-31", 1, "2199-12-31"),
            ("1900-01-01", -1, "1900-01-01"), ("2026-01-01", Int.max, "2199-12-31"),
            ("2026-01-01", Int.min, "1900-01-01"), ("1950-01-01", Int.min, "1900-01-01"),
        ] as [(Day, Int, Day)]
    )
    func `moves by days and stays within its years`(day: Day, count: Int, moved: Day) {
        #expect(day.adding(days: count) == moved)
    }

    @Test(
        arguments: [
            ("2027-06-30", 2, "2029-06-30"), ("2028-02-29", 2, "2030-03-01"),
            ("2028-02-29", 4, "2032-02-29"), ("2028-02-29", -5, "2023-03-01"),
            ("2034-07-01", 2, "2036-07-01"), ("2199-01-01", 1, "2199-12-31"),
            ("1900-06-01", -1, "1900-01-01"), ("2026-01-01", Int.max, "2199-12-31"),
            ("2026-01-01", Int.min, "1900-01-01"),
        ] as [(Day, Int, Day)]
    )
    func `moves by years, from the leap day to the first of March`(
        day: Day,
        count: Int,
        moved: Day
    ) {
        #expect(day.adding(years: count) == moved)
    }

    @Test func `knows its weekday`() {
        #expect(("1970-01-01" as Day).weekday == 4)
        #expect(("2026-04-27" as Day).weekday == 1)
        #expect(("2026-11-22" as Day).weekday == 7)
    }
}
