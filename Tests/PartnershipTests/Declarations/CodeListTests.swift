@testable import Partnership
import Testing

@Suite struct `The code lists` {
    @Test func `hold the reasons of the youth act and those of the Wmo`() {
        #expect(
            StopReason.reasons(of: .youth).map(\.rawValue)
                == ["02", "20", "31", "32", "33", "34", "35", "36", "37", "38", "39"]
        )
        #expect(
            StopReason.reasons(of: .adult).map(\.rawValue)
                == ["02", "19", "20", "21", "22", "23", "31", "36", "37", "38", "39"]
        )
        let listed = Pillar.allCases.flatMap(StopReason.reasons(of:))
        #expect(Set(listed) == Set(StopReason.allCases))
        #expect(StopReason(rawValue: "2") == nil)
        #expect(StopReason.allCases.filter(\.isTemporary) == [.temporarilyStopped])
    }

    @Test(arguments: Pillar.allCases)
    func `say each reason in words of its own`(pillar: Pillar) {
        let reasons = StopReason.reasons(of: pillar)
        #expect(Set(reasons.map { $0.label(in: pillar) }).count == reasons.count)
    }

    @Test func `have one reason that means two things`() {
        let ambiguous = StopReason.reasons(of: .youth).filter {
            StopReason.reasons(of: .adult).contains($0)
                && $0.label(in: .youth) != $0.label(in: .adult)
        }
        #expect(ambiguous.map(\.rawValue) == ["31"])
    }

    @Test(arguments: ["31", "38", "40", "45", "50", "55"])
    func `hold a category`(code: String) {
        #expect(ProductCategory(rawValue: code)?.rawValue == code)
    }

    @Test(arguments: ["30", "39", "56", "", "5", "050", " 50", "JB"])
    func `do not hold a category`(code: String) {
        #expect(ProductCategory(rawValue: code) == nil)
        #expect(ProductCategory.pillar(of: code) == .adult)
    }

    @Test(
        arguments: [
            ("01", .adult), ("18", .adult), ("19", .adult), ("30", .adult), ("31", .youth),
            ("38", .youth), ("39", .adult), ("40", .youth), ("55", .youth), ("56", .adult),
        ] as [(String, Pillar)]
    )
    func `tell of a category that was taken in of which act it is`(code: String, pillar: Pillar) {
        #expect(ProductCategory.pillar(of: code) == pillar)
    }

    @Test func `hold the units, frequencies and statuses of release 3`() {
        #expect(CareUnit.allCases.map(\.rawValue) == ["01", "04", "14", "16", "82", "83", "84"])
        #expect(Frequency.allCases.map(\.rawValue) == ["1", "2", "4", "6"])
        #expect(DeliveryStatus.allCases.map(\.rawValue) == ["1", "2", "3", "9"])
        #expect(CareUnit(rawValue: "21") == nil)
        #expect(Frequency(rawValue: "3") == nil)
        #expect(DeliveryStatus.allCases.filter(\.isAllowed) == [.first, .delete])
    }

    @Test func `sign an amount`() {
        #expect(DebitCredit.debit.signed(5) == 5)
        #expect(DebitCredit.credit.signed(5) == -5)
        #expect(DebitCredit.credit.signed(0) == 0)
    }
}
