@testable import Partnership
import Testing

/// An allocation of a volume, for the limits alone.
private func allocation(
    _ volume: Int = 1,
    _ unit: CareUnit = .minute,
    _ frequency: Frequency,
    from startsOn: Day = "2025-10-07",
    until endsOn: Day? = "2025-12-30"
) -> AllocationFacts {
    AllocationFacts.sample.with {
        $0.startsOn = startsOn
        $0.endsOn = endsOn
        $0.unit = unit
        $0.volume = volume
        $0.frequency = frequency
    }
}

/// The months of an allocation that ends, each as far as it holds.
private func parts(of allocation: AllocationFacts) -> [Period] {
    guard let endsOn = allocation.endsOn else { return [] }
    var parts: [Period] = []
    var month = allocation.startsOn.monthOf
    while month.first <= endsOn {
        parts.append(
            .days(max(month.first, allocation.startsOn), min(month.last, endsOn))
        )
        month = month.next
    }
    return parts
}

@Suite struct `The limits of a volume` {
    private func limits(_ allocation: AllocationFacts, _ period: Period) throws -> [Int?] {
        let limits = try #require(VolumeLimits(of: allocation, in: period))
        return [limits.inPeriod, limits.inAll]
    }

    /// The examples of IV077, by the calendar.
    @Test(
        arguments: [
            (CareUnit.minute, [4, 5, 5], 13), (.piece, [4, 5, 5], 13),
            (.resultPiece, [3, 5, 5], 13),
        ] as [(CareUnit, [Int], Int)]
    )
    func `per week are those of the weeks of each month and of the whole`(
        unit: CareUnit,
        months: [Int],
        inAll: Int
    ) throws {
        let allocation = allocation(1, unit, .perWeek)
        let limits = try parts(of: allocation).map { try self.limits(allocation, $0) }
        #expect(limits.map(\.[0]) == months)
        #expect(limits.map(\.[1]) == [inAll, inAll, inAll])
    }

    @Test(
        arguments: [
            // Weeks by effort touch, weeks by result end.
            ("2026-02-01", "2026-02-28", 5, 4), ("2027-02-01", "2027-02-28", 4, 4),
            ("2025-12-29", "2025-12-31", 1, 0), ("2026-01-01", "2026-01-04", 1, 1),
            ("2020-12-28", "2021-01-03", 1, 1), ("2021-01-03", "2021-01-04", 2, 1),
            ("2024-12-31", "2024-12-31", 1, 0), ("2026-08-01", "2026-08-31", 6, 5),
            ("2026-03-01", "2026-03-31", 6, 5), ("2026-06-07", "2026-06-07", 1, 1),
        ] as [(Day, Day, Int, Int)]
    )
    func `per week go by the calendar, over the end of a year too`(
        from: Day,
        until: Day,
        touched: Int,
        ended: Int
    ) throws {
        let period = Period.days(from, until)
        let long = { (unit: CareUnit) in
            allocation(1, unit, .perWeek, from: "2020-01-01", until: "2030-12-29")
        }
        #expect(try limits(long(.minute), period)[0] == touched)
        // It ends on a Sunday, so no week is short.
        #expect(try limits(long(.resultPiece), period)[0] == ended)
    }

    @Test(
        arguments: [
            // The last Sunday is in the month before the end.
            ("2025-10-07", "2025-12-01", [3, 6, 0], 9),
            ("2025-10-07", "2025-11-30", [3, 5], 8),
            // No Sunday at all: the week goes with the end.
            ("2025-10-07", "2025-10-09", [1], 1), ("2026-03-30", "2026-04-02", [0, 1], 1),
            ("2025-10-12", "2025-10-12", [1], 1), ("2025-10-12", "2025-10-13", [2], 2),
        ] as [(Day, Day, [Int], Int)]
    )
    func `per week by result add a last week that has no Sunday`(
        from: Day,
        until: Day,
        months: [Int],
        inAll: Int
    ) throws {
        let allocation = allocation(1, .resultPiece, .perWeek, from: from, until: until)
        let limits = try parts(of: allocation).map { try self.limits(allocation, $0) }
        #expect(limits.map(\.[0]) == months)
        #expect(limits[0][1] == inAll)
    }

    @Test func `per day, per month and in total are these`() throws {
        let november = Period.days("2025-11-01", "2025-11-30")
        let broken = Period.days("2025-10-07", "2025-10-31")
        #expect(try limits(allocation(3, .minute, .perDay), november) == [90, 255])
        #expect(try limits(allocation(3, .minute, .perDay), broken) == [75, 255])
        #expect(try limits(allocation(3, .fullDay, .perMonth), november) == [3, 9])
        #expect(try limits(allocation(3, .fullDay, .perMonth), broken) == [3, 9])
        #expect(try limits(allocation(3, .minute, .inTotal), broken) == [3, 3])
    }

    @Test(arguments: Frequency.allCases)
    func `count allocated hours in minutes`(frequency: Frequency) throws {
        let period = Period.days("2025-11-01", "2025-11-30")
        let hours = try limits(allocation(7, .hour, frequency), period)
        let minutes = try limits(allocation(420, .minute, frequency), period)
        #expect(hours == minutes)
    }

    @Test func `have no whole while the allocation has no end`() throws {
        let period = Period.days("2025-11-01", "2025-11-30")
        for frequency in Frequency.allCases {
            for unit in [CareUnit.minute, .resultPiece] {
                let limits = try limits(allocation(2, unit, frequency, until: nil), period)
                #expect((limits[1] == nil) == (frequency != .inTotal))
            }
        }
    }

    @Test func `do not exist without a volume`() {
        let period = Period.days("2025-11-01", "2025-11-30")
        #expect(VolumeLimits(of: .sample, in: period) == nil)
        let budget = AllocationFacts.sample.with {
            $0.unit = nil
            $0.budgetCents = 100
        }
        #expect(VolumeLimits(of: budget, in: period) == nil)
    }

    @Test func `of the largest volume over all time fit`() throws {
        let allocation = allocation(99_999_999, .hour, .perDay, from: .first, until: .last)
        let limits = try limits(allocation, .days(.first, .last))
        #expect(limits[0] == 99_999_999 * 60 * 109_573)
    }

    /// Against a count of the days themselves.
    @Test func `of the months come to the whole, whatever the days`() throws {
        var random = SeededGenerator(state: 20_251_007)
        let start: Day = "2024-01-01"
        for _ in 0..<2_000 {
            let from = start.adding(days: .random(in: 0...800, using: &random))
            let until = from.adding(days: .random(in: 0...500, using: &random))
            let days = (0...(until.number - from.number)).map { from.adding(days: $0) }
            let months = Set(days.map(\.monthOf)).count
            let mondays = days.dropFirst().count { $0.weekday == 1 }
            let sundays = days.count { $0.weekday == 7 }
            let whole: [(CareUnit, Frequency, Int)] = [
                (.minute, .perDay, days.count), (.minute, .perMonth, months),
                (.minute, .perWeek, mondays + 1),
                (.resultPiece, .perWeek, until.weekday == 7 ? sundays : sundays + 1),
            ]
            for (unit, frequency, expected) in whole {
                let allocation = allocation(1, unit, frequency, from: from, until: until)
                let limits = try parts(of: allocation).map { try self.limits(allocation, $0) }
                let sum = limits.compactMap(\.[0]).reduce(0, +)
                #expect(limits.allSatisfy { $0[1] == expected })
                if frequency == .perWeek, unit == .minute {
                    // A week that two months share counts in both.
                    let shared = days.dropFirst().count { $0.day == 1 && $0.weekday != 1 }
                    #expect(sum == expected + shared, "\(from) \(until)")
                } else {
                    #expect(sum == expected, "\(from) \(until)")
                }
            }
        }
    }
}
