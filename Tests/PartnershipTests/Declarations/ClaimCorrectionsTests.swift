@testable import Partnership
import Testing

private let credit = ClaimLine.sample.with {
    $0.reference = "L2"
    $0.previousReference = "L1"
    $0.debitCredit = .credit
}

@Suite struct `A correction` {
    @Test func `of a granted line by an equal credit is granted`() {
        let facts = CorrectionFacts(creditedLine: .sample, hasStandingDebit: true)
        #expect(credit.refusals(corrections: facts) == [])
    }

    @Test func `needs a granted line that is not credited yet`() {
        #expect(credit.refusals(corrections: CorrectionFacts()) == [.creditWithoutDebit])
        let credited = CorrectionFacts(creditedLine: .sample, isCreditedBefore: true)
        #expect(credit.refusals(corrections: credited) == [.secondCredit])
    }

    @Test func `is equal to the line it takes back in everything but the references`() {
        let facts = CorrectionFacts(creditedLine: .sample)
        let others = [
            credit.with { $0.amountCents += 1 }, credit.with { $0.volume += 1 },
            credit.with { $0.tariffCents = 7_999 }, credit.with { $0.allocationNumber += 1 },
            credit.with { $0.unit = .minute }, credit.with { $0.productCode = "JB-03" },
            credit.with { $0.category = nil }, credit.with { $0.previousReference = "L0" },
            credit.with { $0.period = .days("2026-04-01", "2026-04-29") },
        ]
        for other in others {
            #expect(other.refusals(corrections: facts) == [.creditWithoutDebit])
        }
    }

    @Test func `cannot take back a credit`() {
        let facts = CorrectionFacts(
            creditedLine: credit.with { $0.reference = "L1" }
        )
        #expect(credit.refusals(corrections: facts) == [.creditWithoutDebit])
    }

    @Test func `makes room for a second debit, which otherwise is refused`() {
        let standing = CorrectionFacts(hasStandingDebit: true)
        #expect(ClaimLine.sample.refusals(corrections: standing) == [.secondDebit])
        #expect(ClaimLine.sample.refusals(corrections: CorrectionFacts()) == [])
    }

    @Test func `and every other line have a new reference`() {
        let used = CorrectionFacts(isReferenceUsed: true, creditedLine: .sample)
        #expect(ClaimLine.sample.refusals(corrections: used) == [.referenceUsed])
        #expect(credit.refusals(corrections: used) == [.referenceUsed])
    }

    @Test func `is judged before the debit lines`() {
        let claim = ClaimMessage.sample.with { $0.lines = [.sample, credit, .sample, credit] }
        #expect(claim.judgementOrder == [1, 3, 0, 2])
    }
}
