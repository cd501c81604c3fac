@testable import Partnership
import Testing

/// The sample allocation, April through December 2026, with a volume.
private func volume(
    _ volume: Int,
    _ unit: CareUnit = .hour,
    _ frequency: Frequency
) -> AllocationFacts {
    AllocationFacts.sample.with {
        $0.volume = volume
        $0.unit = unit
        $0.frequency = frequency
    }
}

private func budget(_ cents: Int) -> AllocationFacts {
    AllocationFacts.sample.with {
        $0.unit = nil
        $0.productCode = nil
        $0.budgetCents = cents
    }
}

/// A line of a month of 2026 with a volume.
private func line(
    _ volume: Int,
    _ unit: CareUnit = .hour,
    month: Int = 4,
    credit: Bool = false
) -> ClaimLine {
    ClaimLine.sample.with {
        $0.volume = volume
        $0.unit = unit
        $0.amountCents = volume * 8_000
        $0.debitCredit = credit ? .credit : .debit
        if let month = Month(year: 2026, month: month) { $0.period = month.period }
    }
}

@Suite struct `The volume of a line` {
    private func codes(
        _ line: ClaimLine,
        _ allocation: AllocationFacts?,
        after earlier: [ClaimLine] = []
    ) -> [String] {
        var claimed = Docket.Claimed()
        for line in earlier { claimed.add(line) }
        return line.volumeRefusals(allocation: allocation, claimed: claimed).map(\.code)
    }

    @Test(
        arguments: [
            // April 2026 touches five weeks, has four Sundays and thirty days.
            (volume(10, .hour, .perWeek), 50), (volume(10, .piece, .perWeek), 50),
            (volume(10, .resultPiece, .perWeek), 40), (volume(10, .hour, .perDay), 300),
            (volume(10, .hour, .perMonth), 10), (volume(10, .hour, .inTotal), 10),
            (volume(10, .dayPart, .perMonth), 10), (volume(0, .hour, .perMonth), 0),
            (volume(600_000, .euro, .inTotal), 600_000),
        ]
    )
    func `is at most that of its period`(allocation: AllocationFacts, most: Int) throws {
        let unit = try #require(allocation.unit)
        #expect(codes(line(most, unit), allocation) == [])
        #expect(codes(line(most + 1, unit), allocation) == ["9321"])
    }

    @Test(
        arguments: [
            // Through December it touches 40 weeks, 36 of which are used by October.
            (volume(1, .hour, .perWeek), [5, 5, 5, 5, 6, 5, 5], 4),
            (volume(12, .hour, .inTotal), [5, 4], 3), (volume(12, .hour, .inTotal), [12], 0),
        ]
    )
    func `is with that of the other lines at most that of the whole`(
        allocation: AllocationFacts,
        earlier: [Int],
        most: Int
    ) {
        let lines = earlier.enumerated().map { line($0.element, month: 4 + $0.offset) }
        #expect(codes(line(most, month: 12), allocation, after: lines) == [])
        #expect(codes(line(most + 1, month: 12), allocation, after: lines) == ["9322"])
    }

    @Test func `is with that of other products at most that of its month`() {
        let allocation = volume(10, .hour, .perMonth).with { $0.productCode = nil }
        #expect(codes(line(4), allocation, after: [line(6)]) == [])
        #expect(codes(line(5), allocation, after: [line(6)]) == ["9322"])
        #expect(codes(line(10), allocation, after: [line(6, month: 5)]) == [])
    }

    @Test func `counts minutes of allocated hours`() {
        let allocation = volume(10, .hour, .inTotal)
        #expect(codes(line(600, .minute), allocation) == [])
        #expect(codes(line(601, .minute), allocation) == ["9321"])
        #expect(codes(line(330, .minute), allocation, after: [line(4), line(30, .minute)]) == [])
        #expect(
            codes(line(331, .minute), allocation, after: [line(4), line(30, .minute)]) == ["9322"]
        )
        #expect(codes(line(11, .minute), volume(10, .minute, .inTotal)) == ["9321"])
    }

    @Test func `is free again once it is credited`() {
        let allocation = volume(10, .hour, .inTotal)
        let granted = [line(6), line(4)]
        #expect(codes(line(1), allocation, after: granted) == ["9322"])
        #expect(codes(line(6), allocation, after: granted + [line(6, credit: true)]) == [])
        #expect(codes(line(7), allocation, after: granted + [line(6, credit: true)]) == ["9322"])
    }

    @Test func `of a credit is never too much`() {
        let allocation = volume(10, .hour, .inTotal)
        #expect(codes(line(99, credit: true), allocation, after: [line(10)]) == [])
        #expect(codes(line(99, credit: true), budget(1)) == [])
    }

    @Test(
        arguments: [
            (volume(600, .hour, .inTotal), 601, 600), (volume(31, .fullDay, .perMonth), 32, 31),
            (volume(600, .piece, .inTotal), 601, 600),
        ]
    )
    func `above the default volume refuses nothing`(
        allocation: AllocationFacts,
        more: Int,
        earlier: Int
    ) throws {
        let unit = try #require(allocation.unit)
        #expect(allocation.hasDefaultVolume)
        #expect(codes(line(more, unit), allocation) == [])
        #expect(codes(line(more, unit), allocation, after: [line(earlier, unit)]) == [])
        // Any other volume was asked for, and holds.
        for change in [-1, 1] {
            let explicit = allocation.with { $0.volume = ($0.volume ?? 0) + change }
            #expect(!explicit.hasDefaultVolume)
            #expect(codes(line(more + 1, unit), explicit) == ["9321"])
        }
    }

    @Test func `has no limit where none is known`() {
        #expect(codes(line(99_999_999), .sample) == [])
        #expect(codes(line(99_999_999), nil) == [])
    }

    @Test func `in another unit has that code alone`() {
        #expect(codes(line(99, .piece), volume(10, .hour, .inTotal)) == [])
        #expect(codes(line(99, .hour), volume(10, .minute, .inTotal)) == [])
    }

    @Test func `is bound by what it costs under a budget`() {
        #expect(codes(line(10), budget(80_000)) == [])
        #expect(codes(line(10), budget(79_999)) == ["9369"])
        let granted = [line(4), line(30, .piece, month: 5)]
        #expect(codes(line(1), budget(35 * 8_000), after: granted) == [])
        #expect(codes(line(2), budget(35 * 8_000), after: granted) == ["9369"])
        let credited = granted + [line(4, credit: true)]
        #expect(codes(line(5), budget(35 * 8_000), after: credited) == [])
        #expect(codes(line(6), budget(35 * 8_000), after: credited) == ["9369"])
    }

    /// What was granted, whatever the order, never comes to more than the whole.
    @Test func `never comes to more than the whole, whatever is claimed`() {
        var random = SeededGenerator(state: 4_3)
        for _ in 0..<500 {
            let allocation = volume(.random(in: 1...40, using: &random), .hour, .inTotal)
            var claimed = Docket.Claimed()
            var granted: [ClaimLine] = []
            for _ in 0..<20 {
                let next = line(
                    .random(in: 0...20, using: &random),
                    month: .random(in: 4...12, using: &random)
                )
                if !granted.isEmpty, Bool.random(using: &random) {
                    var credit = granted.removeLast()
                    credit.debitCredit = .credit
                    claimed.add(credit)
                }
                let before = granted.reduce(0) { $0 + $1.volume }
                let isGranted =
                    next.volumeRefusals(allocation: allocation, claimed: claimed).isEmpty
                #expect(isGranted == (before + next.volume <= allocation.volume ?? 0))
                if isGranted {
                    claimed.add(next)
                    granted.append(next)
                }
            }
            #expect(claimed.volume == granted.reduce(0) { $0 + $1.volume } * 60)
            #expect(claimed.months.values.reduce(0, +) == claimed.volume)
            #expect(claimed.cents == granted.reduce(0) { $0 + $1.amountCents })
        }
    }
}

@Suite struct `The signal of a volume` {
    private func isGiven(
        _ line: ClaimLine,
        _ allocation: AllocationFacts?,
        after earlier: [ClaimLine] = []
    ) -> Bool {
        var claimed = Docket.Claimed()
        for line in earlier + [line] { claimed.add(line) }
        let signals = line.volumeSignals(allocation: allocation, claimed: claimed)
        #expect(signals.isEmpty || signals == [.volumeNearLimit])
        return !signals.isEmpty
    }

    @Test(
        arguments: [
            // The defaults count too.
            (volume(600, .hour, .inTotal), 480), (volume(31, .fullDay, .perMonth), 25),
            (volume(600, .piece, .inTotal), 480), (volume(10, .hour, .perMonth), 8),
            (volume(10, .hour, .perWeek), 40), (volume(11, .hour, .inTotal), 9),
        ]
    )
    func `is given from four fifths on`(allocation: AllocationFacts, first: Int) throws {
        let unit = try #require(allocation.unit)
        #expect(isGiven(line(first, unit), allocation))
        #expect(!isGiven(line(first - 1, unit), allocation))
    }

    @Test func `counts what was claimed before, of the month and of all`() {
        let inTotal = volume(600, .hour, .inTotal)
        #expect(isGiven(line(80), inTotal, after: [line(400, month: 5)]))
        #expect(!isGiven(line(79), inTotal, after: [line(400, month: 5)]))
        #expect(!isGiven(line(80), inTotal, after: [line(400), line(400, credit: true)]))
        let perMonth = volume(10, .hour, .perMonth)
        #expect(!isGiven(line(4), perMonth, after: [line(4, month: 5)]))
        #expect(isGiven(line(4), perMonth, after: [line(4)]))
        // Nine months of ten hours: 72 of 90.
        let months = (5...12).map { line($0 < 8 ? 10 : 8, month: $0) }
        #expect(isGiven(line(2), perMonth, after: months))
        #expect(!isGiven(line(1), perMonth, after: months.dropFirst() + [line(6, month: 5)]))
    }

    @Test func `is about a budget as well`() {
        #expect(isGiven(line(8), budget(80_000)))
        #expect(!isGiven(line(8), budget(80_001)))
    }

    @Test func `is given above the default, where nothing is refused`() {
        #expect(isGiven(line(700), volume(600, .hour, .inTotal)))
    }

    @Test func `is not given of a credit, of nothing, or without a limit`() {
        #expect(!isGiven(line(600, credit: true), volume(600, .hour, .inTotal)))
        #expect(!isGiven(line(0), volume(0, .hour, .inTotal)))
        #expect(!isGiven(line(600), .sample))
        #expect(!isGiven(line(600), nil))
    }
}
