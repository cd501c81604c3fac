@testable import Partnership
import Testing

@Suite struct `Participation in the development tables` {
    private typealias Shortfall = TableParticipation.Shortfall

    /// Cents and clients of 2023 and of 2024.
    struct Case: Sendable {
        let first: (Int, Int)
        let second: (Int, Int)
        let tables: [DevelopmentTable.Kind]
        var more: [DevelopmentTable.Kind]?
        var either: [DevelopmentTable.Kind]?

        var participation: TableParticipation {
            TableParticipation([
                ProviderYear(year: 2023, revenueCents: first.0, clients: first.1),
                ProviderYear(year: 2024, revenueCents: second.0, clients: second.1),
            ])
        }
    }

    private static let cases = [
        Case(
            first: (50_000_000, 150),
            second: (50_000_000, 150),
            tables: [.physical],
            more: [],
            either: [.physical, .board]
        ),
        Case(
            first: (50_000_000, 151),
            second: (50_000_000, 151),
            tables: [.physical],
            either: [.physical, .board]
        ),
        Case(
            first: (49_999_999, 150),
            second: (50_000_000, 150),
            tables: [],
            either: [.physical, .board]
        ),
        Case(
            first: (50_000_000, 150),
            second: (49_999_999, 150),
            tables: [],
            either: [.physical, .board]
        ),
        Case(first: (50_000_000, 149), second: (50_000_000, 150), tables: [], either: [.physical]),
        Case(first: (50_000_000, 150), second: (50_000_000, 149), tables: [], either: [.physical]),
        Case(
            first: (100_000_000, 150),
            second: (99_999_999, 400),
            tables: [.physical],
            more: [],
            either: [.physical, .board]
        ),
        Case(
            first: (100_000_000, 150),
            second: (100_000_000, 400),
            tables: [.physical, .board],
            more: []
        ),
        Case(first: (100_000_000, 151), second: (100_000_000, 151), tables: [.physical, .board]),
        Case(
            first: (999_999_999_999, 149),
            second: (999_999_999_999, 149),
            tables: [],
            either: [.physical, .board]
        ),
        Case(first: (49_999_999, 149), second: (100_000_000, 400), tables: []),
        Case(first: (0, 0), second: (0, 0), tables: []),
    ]

    @Test(arguments: cases.indices)
    func `takes both figures in both years, and tells where another reading differs`(
        index: Int
    ) {
        let one = Self.cases[index]
        let participation = one.participation
        #expect(participation.tables == one.tables)
        var others: [TableParticipation.OtherReading] = []
        if let more = one.more { others.append(.init(reading: .moreClients, tables: more)) }
        if let either = one.either { others.append(.init(reading: .either, tables: either)) }
        #expect(participation.otherReadings == others)
    }

    @Test func `names every figure that falls short, and no other`() {
        let years = [
            ProviderYear(year: 2023, revenueCents: 49_999_999, clients: 150),
            ProviderYear(year: 2024, revenueCents: 50_000_000, clients: 149),
        ]
        #expect(
            TableParticipation(years).shortfalls == [
                Shortfall(table: .physical, year: 2023, figure: .revenue),
                Shortfall(table: .physical, year: 2024, figure: .clients),
                Shortfall(table: .board, year: 2023, figure: .revenue),
                Shortfall(table: .board, year: 2024, figure: .revenue),
                Shortfall(table: .board, year: 2024, figure: .clients),
            ]
        )
    }

    @Test func `has board members at the physical table, and a reason for every table missed`() {
        var random = SeededGenerator(state: 34)
        let revenues = [0, 49_999_999, 50_000_000, 99_999_999, 100_000_000, 999_999_999_999]
        let counts = [0, 4, 5, 149, 150, 151, 999_999]
        for _ in 0..<2_000 {
            let years = [2023, 2024].map { year in
                ProviderYear(
                    year: year,
                    revenueCents: revenues.randomElement(using: &random) ?? 0,
                    clients: counts.randomElement(using: &random) ?? 0
                )
            }
            let participation = TableParticipation(years)
            if participation.tables.contains(.board) {
                #expect(participation.tables.contains(.physical))
            }
            for table in DevelopmentTable.Kind.allCases {
                let isShort = participation.shortfalls.contains { $0.table == table }
                #expect(participation.tables.contains(table) != isShort)
            }
        }
    }

    @Test(arguments: [(0, nil), (4, nil), (5, 5), (150, 150)])
    func `shows a number of clients from five on`(clients: Int, shown: Int?) {
        let year = ProviderYear(year: 2024, revenueCents: 0, clients: clients)
        #expect(year.shownClients == shown)
    }
}

@Suite struct `A review of the tables` {
    private static func review(_ day: Day, _ years: [Int]) -> TableReview {
        TableReview(reviewedOn: day, referenceYears: years, figures: [], decisionReference: "SOJ")
    }

    @Test(
        arguments: [
            ("2025-01-01", [2023, 2024]), ("2025-12-31", [2023, 2024]),
            ("2022-06-01", [2019, 2020]),
        ] as [(Day, [Int])]
    )
    func `looks back on two closed years in a row`(day: Day, years: [Int]) {
        #expect(throws: Never.self) { try Self.review(day, years).check(today: day) }
    }

    private static let refusals: [(Day, [Int], TableReviewRefusal)] = [
        ("2024-12-31", [2023, 2024], .notClosed(2024)),
        ("2025-03-01", [2024, 2025], .notClosed(2025)),
        ("2025-03-01", [2022, 2024], .notInARow),
        ("2025-03-01", [2024, 2023], .notInARow),
        ("2025-03-01", [2024, 2024], .notInARow),
        ("2025-03-01", [2024], .notInARow),
        ("2025-03-01", [2022, 2023, 2024], .notInARow),
        ("2025-06-02", [2023, 2024], .toCome("2025-06-02")),
    ]

    @Test(arguments: refusals.indices)
    func `is refused otherwise`(index: Int) {
        let (day, years, refusal) = Self.refusals[index]
        #expect(throws: refusal) { try Self.review(day, years).check(today: "2025-06-01") }
    }

    @Test func `may be of today`() {
        let review = Self.review("2025-06-01", [2023, 2024])
        #expect(throws: Never.self) { try review.check(today: "2025-06-01") }
    }
}
