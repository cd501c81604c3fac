@testable import Partnership
import Testing

@Suite struct `An entry that is read back` {
    private static let id = Identifier(high: 7, low: 7)

    static func entry(
        month: String? = "2024-02",
        name: String? = "De Wilg",
        cents: Int = 1_250,
        _ ground: PostedEntry.Ground = .opening(source: "KA 2.2.1", isRoundedToEuros: false)
    ) -> PostedEntry {
        PostedEntry(
            number: 12,
            id: id,
            year: 2024,
            month: month.flatMap { Month($0) },
            pillar: .youth,
            partnerId: nil,
            partnerName: name,
            productCode: "JB-04",
            cents: cents,
            ground: ground,
            recordedAt: "2026-01-01T00:00:00.000000Z",
            postings: [
                .init(account: "opening", rgs: "BEivOvrAlr", cents: cents),
                .init(account: "revenue", rgs: "WOmzNodNod", cents: -cents),
            ]
        )
    }

    @Test(
        arguments: [
            ("2024-02", "2024-02-29", "2024-02"), ("2024-12", "2024-12-31", "2024-12"),
            ("2024-01", "2024-01-31", "2024-01"), (nil, "2024-12-31", "2024"),
        ] as [(String?, String, String)]
    )
    func `is booked on the last day of its month, or of its year`(
        month: String?,
        day: String,
        period: String
    ) {
        let entry = Self.entry(month: month)
        #expect(entry.bookedOn.description == day)
        #expect(entry.period == period)
    }

    @Test func `stands in the journal of what it rests on, and refers to that`() {
        let claim = Self.entry(.claim(declarationId: Self.id, reference: "L1"))
        #expect(claim.journal == .claims && claim.reference == "L1")
        let opening = Self.entry()
        #expect(opening.journal == .openings && opening.reference == "KA 2.2.1")
        let reversal = Self.entry(.reversal(of: Self.id, documentReference: "Z-1"))
        #expect(reversal.journal == .reversals && reversal.reference == "Z-1")
        #expect(LedgerJournal.allCases.map(\.auditType) == ["S", "O", "M"])
    }

    @Test func `says whose and what for, as far as that is known`() {
        #expect(Self.entry().description == "De Wilg JB-04 youth")
        #expect(Self.entry(name: nil).description == "JB-04 youth")
    }

    @Test(arguments: [1_250, -1_250, OpeningEntry.cents.lowerBound, OpeningEntry.cents.upperBound])
    func `has a reverse that says the same of as much less`(cents: Int) throws {
        let other = Identifier(high: 8, low: 8)
        let reverse = try Self.entry(cents: cents).reverse(id: other, documentReference: "Z-1")
        #expect(reverse.id == other)
        #expect(reverse.cents == -cents)
        #expect(reverse.year == 2024 && reverse.month == Month("2024-02"))
        #expect(reverse.pillar == .youth && reverse.productCode == "JB-04")
        #expect(reverse.ground == .reversal(of: 12, documentReference: "Z-1"))
    }

    @Test func `has no reverse when it is a claim's, or a reverse itself`() {
        #expect(throws: LedgerEntryRefusal.ofClaim) {
            try Self.entry(.claim(declarationId: Self.id, reference: "L1"))
                .reverse(id: Self.id, documentReference: "Z-1")
        }
        #expect(throws: LedgerEntryRefusal.isReversal) {
            try Self.entry(.reversal(of: Self.id, documentReference: "Z-1"))
                .reverse(id: Self.id, documentReference: "Z-2")
        }
    }

    @Test func `is made by hand for years that are over`() throws {
        try LedgerEntryRefusal.check(year: 2025, currentYear: 2026)
        for year in [2026, 2027] {
            #expect(throws: LedgerEntryRefusal.yearNotOver(year)) {
                try LedgerEntryRefusal.check(year: year, currentYear: 2026)
            }
        }
    }

    @Test func `is a line for each posting in a table`() {
        let table = String(
            decoding: LedgerTable.csv([Self.entry(), Self.entry(cents: -7)]),
            as: UTF8.self
        )
        #expect(
            table == """
                date,period,journal,account,rgs,description,debit,credit,reference\r
                2024-02-29,2024-02,openings,opening,BEivOvrAlr,De Wilg JB-04 youth,12.50,,KA 2.2.1\r
                2024-02-29,2024-02,openings,revenue,WOmzNodNod,De Wilg JB-04 youth,,12.50,KA 2.2.1\r
                2024-02-29,2024-02,openings,opening,BEivOvrAlr,De Wilg JB-04 youth,,0.07,KA 2.2.1\r
                2024-02-29,2024-02,openings,revenue,WOmzNodNod,De Wilg JB-04 youth,0.07,,KA 2.2.1\r

                """
        )
    }

    @Test(arguments: [
        ("L1", "L1"), ("=1+1", "'=1+1"), ("+31", "'+31"), ("-1", "'-1"), ("@a", "'@a"),
        ("\tx", "'\tx"), ("\rx", "'\rx"), ("1=1", "1=1"), ("", ""), ("'x", "'x"),
    ])
    func `is no formula in a spreadsheet`(reference: String, text: String) {
        #expect(LedgerTable.harmless(reference) == text)
    }
}
