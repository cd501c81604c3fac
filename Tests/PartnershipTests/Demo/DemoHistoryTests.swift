@testable import Partnership
import Testing

@Suite struct `The history of the demo` {
    private let parts: [DemoHistory.Part]

    init() throws {
        parts = try DemoFacts.demo().history.parts
    }

    @Test(arguments: DemoFacts.history)
    func `adds up to what was published of a year`(year: Int, cents: Int) {
        #expect(parts.filter { $0.year == year }.reduce(0) { $0 + $1.cents } == cents)
    }

    @Test func `has the years before there were messages`() {
        #expect(Set(parts.map(\.year)) == Set(2019...2023))
        let all = parts.reduce(0) { $0 + $1.cents }
        #expect(all + 125_082_300 == 318_527_600)
    }

    @Test(arguments: [(2019, 3), (2020, 6), (2021, 12), (2022, 19), (2023, 27)])
    func `is of those who had joined`(year: Int, count: Int) {
        let partners = Set(parts.filter { $0.year == year }.map(\.partner.number))
        #expect(partners.count == count)
        for part in parts { #expect(part.partner.joined.year <= part.year) }
    }

    @Test func `is of products of the partner, for youth, and never of nothing`() {
        for part in parts {
            #expect(part.partner.products.contains(part.product))
            #expect(part.product.pillar == .youth)
            #expect(part.cents > 0)
            #expect(part.cents.isMultiple(of: 100) && part.isRoundedToEuros)
            #expect(part.source.hasPrefix("KA 2.2.1"))
        }
    }

    @Test func `has one part per year, partner and product`() {
        let keys = parts.map { "\($0.year) \($0.partner.number) \($0.product.code)" }
        #expect(Set(keys).count == keys.count)
    }

    @Test(arguments: [0, 1, 2, 9, 100])
    func `divides a few cents without losing one`(cents: Int) {
        let revenue = DemoRevenue(year: 2020, pillar: .youth, cents: cents, source: "KA")
        let history = DemoHistory([revenue], before: 2024)
        #expect(history.parts.reduce(0) { $0 + $1.cents } == cents)
        #expect(history.parts.allSatisfy { $0.cents > 0 })
    }

    @Test(arguments: [(100, 100), (300, 100), (99, 1), (101, 1), (250, 1)])
    func `is in whole euros where that was published, and otherwise in cents`(
        cents: Int,
        unit: Int
    ) {
        let revenue = DemoRevenue(year: 2020, pillar: .youth, cents: cents, source: "KA")
        let parts = DemoHistory([revenue], before: 2024).parts
        #expect(parts.reduce(0) { $0 + $1.cents } == cents)
        for part in parts {
            #expect(part.isRoundedToEuros == (unit == 100))
            #expect(part.cents.isMultiple(of: unit))
        }
    }

    @Test func `gives nothing where nobody had joined`() {
        let revenue = DemoRevenue(year: 2017, pillar: .youth, cents: 100, source: "KA")
        #expect(DemoHistory([revenue], before: 2024).parts == [])
    }

    @Test func `leaves the years with messages to the messages`() {
        let revenue = [2023, 2024, 2025].map {
            DemoRevenue(year: $0, pillar: .youth, cents: 1_000, source: "KA")
        }
        #expect(Set(DemoHistory(revenue, before: 2024).parts.map(\.year)) == [2023])
    }

    @Test func `gives more to who was there longer`() {
        // Both take part with weight 6; one joined in January, the other in September.
        let parts = parts.filter { $0.year == 2023 }
        let early = parts.filter { $0.partner.slug == "kwik-en-kwartel" }
        let late = parts.filter { $0.partner.slug == "ronde-tafelpoot" }
        let cents = [early, late].map { $0.reduce(0) { $0 + $1.cents } }
        #expect(cents[0] > cents[1])
        #expect(cents[1] > 0)
    }
}

@Suite struct `Published revenue` {
    private func read(_ text: String) throws -> [DemoRevenue] {
        try DemoRevenue.read(csv: Array(text.utf8))
    }

    private static let head = "year,pillar,revenueCents,note,source\n"

    @Test func `is read from the file of facts`() throws {
        let all = try DemoFacts.published()
        #expect(all.count == 7)
        #expect(all.filter { $0.pillar == .youth }.reduce(0) { $0 + $1.cents } == 318_527_600)
        #expect(all.last?.cents == 15_864_800)
        #expect(all.allSatisfy { $0.source == "KA 2.2.1" })
    }

    @Test func `is one line a year and pillar`() throws {
        let all = try read(Self.head + "2019,youth,5,,KA\r\n2024,adult,7,a note,CB")
        #expect(
            all == [
                DemoRevenue(year: 2019, pillar: .youth, cents: 5, source: "KA"),
                DemoRevenue(year: 2024, pillar: .adult, cents: 7, source: "CB"),
            ]
        )
        #expect(try read(Self.head) == [])
    }

    @Test(
        arguments: [
            "2014,youth,5,,KA", "2200,youth,5,,KA", "x,youth,5,,KA", "2019,elderly,5,,KA",
            "2019,youth,-1,,KA", "2019,youth,1.5,,KA", "2019,youth,5,,", "2019,youth,5,KA",
            "2019,youth,5,,KA,more",
        ]
    )
    func `is refused with the line where it is wrong`(line: String) {
        #expect(throws: DemoFailure.unreadable("revenue_by_year.csv", line: 3)) {
            try read(Self.head + "2019,youth,5,,KA\n" + line)
        }
    }

    @Test(arguments: ["", "year,pillar\n", "2019,youth,5,,KA\n"])
    func `is refused without its columns`(text: String) {
        #expect(throws: DemoFailure.unreadable("revenue_by_year.csv", line: 1)) {
            try read(text)
        }
    }
}

@Suite struct `A failure of the demo` {
    @Test(
        arguments: [
            (
                DemoFailure.unreadable("revenue_by_year.csv", line: 3),
                "db/demo/revenue_by_year.csv is not what it should be at line 3."
            ),
            (
                .revenueMissing(year: 2024, pillar: "adult"),
                "db/demo/revenue_by_year.csv lacks the adult revenue of 2024."
            ),
            (
                .refused(request: "POST /partners", answer: "409 taken"),
                "The demo is not complete: POST /partners was answered 409 taken."
            ),
            (
                .notAccepted(message: "S1", answer: "9019"),
                "The demo is not complete: message S1 was answered 9019."
            ),
            (
                .otherVersion,
                "The database holds a part of another version's demo; load it into an empty one."
            ),
            (
                .database("gone"),
                "The demo is not complete, and loading it again goes on with it: gone."
            ),
        ]
    )
    func `is one sentence`(failure: DemoFailure, sentence: String) {
        #expect(failure.sentence == sentence)
    }
}
