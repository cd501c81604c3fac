@testable import Partnership
import Testing

/// A row as tests write it: what was granted in each month, and how many clients are behind it.
private func row(
    _ partner: UInt64,
    _ product: String = "JB-04",
    cents: Int = 100,
    clients: [Int],
    quarters: [Int]? = nil
) -> LedgerPeriods.Row {
    var row = LedgerPeriods.Row(
        pillar: .youth,
        partnerId: Identifier(high: 0, low: partner),
        productCode: product
    )
    for (month, count) in clients.enumerated() where count > 0 {
        row.cents[month] = cents
        row.monthClients[month] = count
    }
    row.quarterClients =
        quarters ?? (0..<4).map { row.monthClients[3 * $0..<3 * $0 + 3].max() ?? 0 }
    return row
}

@Suite struct `A year by quarter and month` {
    typealias Level = LedgerPeriods.Level

    @Test(
        arguments: [
            ([5, 5, 5], nil, .month), ([5, 4, 5], nil, .quarter), ([5, 0, 9], nil, .month),
            ([4, 4, 4], [5, 0, 0, 0], .quarter), ([4, 4, 4], [4, 0, 0, 0], .year),
            ([9, 9, 9, 1], nil, .year), ([], nil, .month),
        ] as [([Int], [Int]?, Level)]
    )
    func `is told as finely as the clients behind a row allow`(
        clients: [Int],
        quarters: [Int]?,
        level: Level
    ) {
        #expect(
            LedgerPeriods(rows: [row(1, clients: clients, quarters: quarters)]).levels == [level]
        )
    }

    @Test func `withholds the smallest row of another with the only one that is withheld`() {
        let few = row(1, clients: [1])
        let large = row(2, cents: 900, clients: [9])
        let small = row(3, cents: 200, clients: [9])
        let middle = row(4, cents: 500, clients: [9])
        let periods = LedgerPeriods(rows: [few, large, small, middle])
        // Partner 1 knows its own, so that for it there must be none or two of others.
        #expect(periods.levels == [.year, .month, .year, .year])
    }

    @Test func `withholds no more where nothing is withheld, or enough`() {
        let open = [row(1, clients: [9]), row(2, clients: [9]), row(3, clients: [9])]
        #expect(LedgerPeriods(rows: open).levels == [.month, .month, .month])
        let few = (1...3).map { row($0, clients: [1]) }
        #expect(
            LedgerPeriods(rows: few + [row(4, clients: [9])]).levels
                == [.year, .year, .year, .month]
        )
    }

    @Test(arguments: [(1, false), (2, false), (3, true)])
    func `hides rows among three partners or more`(count: Int, canHide: Bool) {
        #expect(LedgerPeriods.canHide(among: count) == canHide)
    }

    /// All that a viewer is told, as equations over the cells of the months, determines no cell
    /// and no quarter that is withheld from it.
    @Test func `tells nothing from which something withheld could be solved`() {
        var numbers = SeededGenerator(state: 7)
        for _ in 0..<60 {
            let partners = Int.random(in: 1...5, using: &numbers)
            var rows: [LedgerPeriods.Row] = []
            for partner in 1...partners {
                for product in 0..<Int.random(in: 1...2, using: &numbers) {
                    let isFew = Int.random(in: 0..<3, using: &numbers) == 0
                    rows.append(
                        row(
                            UInt64(partner),
                            "JB-0\(product)",
                            cents: Int.random(in: 1...1_000, using: &numbers),
                            clients: (0..<12).map { _ in
                                Int.random(in: isFew ? 1...5 : 4...9, using: &numbers)
                            },
                            quarters: (0..<4).map { _ in
                                Int.random(in: isFew ? 3...9 : 5...20, using: &numbers)
                            }
                        )
                    )
                }
            }
            let periods = LedgerPeriods(rows: rows)
            let viewers = [nil] + Set(rows.map(\.partnerId)).sorted()
            for viewer in viewers {
                let known = Equations(told: periods, to: viewer)
                for (place, level) in periods.levels.enumerated()
                where rows[place].partnerId != viewer {
                    for month in 0..<12 where level > .month {
                        #expect(!known.determine(place, [month]))
                    }
                    for quarter in 0..<4 where level > .quarter {
                        #expect(!known.determine(place, Array(3 * quarter..<3 * quarter + 3)))
                    }
                }
            }
        }
    }

    @Test func `is solved where one row alone is withheld, so that the check can fail`() {
        let rows = (1...3).map { row($0, clients: [Int](repeating: $0 == 1 ? 1 : 9, count: 12)) }
        let periods = LedgerPeriods(rows: rows)
        let naive: [LedgerPeriods.Level] = [.year, .month, .month]
        #expect(Equations(told: rows, at: naive, to: nil).determine(0, [4]))
        #expect(!Equations(told: periods, to: nil).determine(0, [4]))
    }
}

/// What is told, as linear equations over the months of rows; arithmetic is modulo a prime, in
/// which sums of a few ones behave as in whole numbers.
private struct Equations {
    private static let prime = 1_000_003
    private let width: Int
    /// In echelon form, each with its leading place.
    private var basis: [(place: Int, values: [Int])] = []

    init(told periods: LedgerPeriods, to viewer: Identifier?) {
        self.init(told: periods.rows, at: periods.levels, to: viewer)
    }

    init(told rows: [LedgerPeriods.Row], at levels: [LedgerPeriods.Level], to viewer: Identifier?) {
        width = 12 * rows.count
        for (place, row) in rows.enumerated() {
            learn(place, Array(0..<12))
            if row.partnerId == viewer || levels[place] == .month {
                for month in 0..<12 { learn(place, [month]) }
            }
            if row.partnerId == viewer || levels[place] <= .quarter {
                for quarter in 0..<4 { learn(place, Array(3 * quarter..<3 * quarter + 3)) }
            }
        }
        guard LedgerPeriods.canHide(among: Set(rows.map(\.partnerId)).count) else { return }
        for month in 0..<12 {
            var total = [Int](repeating: 0, count: width)
            for place in rows.indices { total[12 * place + month] = 1 }
            learn(total)
        }
    }

    /// Whether the sum of some months of a row follows from what is told.
    func determine(_ place: Int, _ months: [Int]) -> Bool {
        reduced(equation(place, months)).allSatisfy { $0 == 0 }
    }

    private func equation(_ place: Int, _ months: [Int]) -> [Int] {
        var values = [Int](repeating: 0, count: width)
        for month in months { values[12 * place + month] = 1 }
        return values
    }

    private mutating func learn(_ place: Int, _ months: [Int]) {
        learn(equation(place, months))
    }

    private mutating func learn(_ equation: [Int]) {
        let rest = reduced(equation)
        guard let lead = rest.firstIndex(where: { $0 != 0 }) else { return }
        let factor = Self.inverse(rest[lead])
        basis.append((lead, rest.map { $0 * factor % Self.prime }))
    }

    private func reduced(_ equation: [Int]) -> [Int] {
        var rest = equation
        for (place, values) in basis where rest[place] != 0 {
            let factor = rest[place]
            for index in place..<width where values[index] != 0 {
                rest[index] =
                    ((rest[index] - factor * values[index]) % Self.prime + Self.prime) % Self.prime
            }
        }
        return rest
    }

    /// By Fermat: the power to the prime less two.
    private static func inverse(_ value: Int) -> Int {
        var (result, base, exponent) = (1, value, prime - 2)
        while exponent > 0 {
            if exponent & 1 == 1 { result = result * base % prime }
            base = base * base % prime
            exponent >>= 1
        }
        return result
    }
}
