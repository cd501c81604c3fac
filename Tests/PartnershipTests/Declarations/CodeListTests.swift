@testable import Partnership
import Testing

@Suite struct `The code lists` {
    @Test func `hold the reasons of the youth act, not those of the Wmo`() {
        #expect(
            StopReason.allCases.map(\.rawValue)
                == ["02", "20", "31", "32", "33", "34", "35", "36", "37", "38", "39"]
        )
        #expect(StopReason(rawValue: "19") == nil)
        #expect(StopReason(rawValue: "2") == nil)
        #expect(StopReason.allCases.filter(\.isTemporary) == [.temporarilyStopped])
        #expect(Set(StopReason.allCases.map(\.label)).count == StopReason.allCases.count)
    }

    @Test(arguments: ["31", "38", "40", "45", "50", "55"])
    func `hold a category`(code: String) {
        #expect(ProductCategory(rawValue: code)?.rawValue == code)
    }

    @Test(arguments: ["30", "39", "56", "", "5", "050", " 50", "JB"])
    func `do not hold a category`(code: String) {
        #expect(ProductCategory(rawValue: code) == nil)
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
