@testable import Partnership
import Testing

private let credit = ClaimLine.sample.with {
    $0.reference = "L2"
    $0.previousReference = "L0"
    $0.amountCents = 16_000
    $0.debitCredit = .credit
}

@Suite struct `The outcome of a claim` {
    @Test func `is everything and 8001 when all lines are granted`() {
        let outcome = ClaimOutcome(lines: [
            LineOutcome(of: .sample, codes: []), LineOutcome(of: credit, codes: []),
        ])
        #expect(outcome.totalGrantedCents == 80_000)
        #expect(outcome.codes == [.fullyGranted])
        #expect(outcome.lines.map(\.grantedCents) == [96_000, -16_000])
    }

    @Test func `has no money in a refused line, debit or credit`() {
        let outcome = ClaimOutcome(lines: [
            LineOutcome(of: .sample, codes: [.amountDiffers, .unitDiffers]),
            LineOutcome(of: credit, codes: []),
        ])
        #expect(outcome.totalGrantedCents == -16_000)
        #expect(outcome.codes == [])
        #expect(outcome.lines.map(\.isGranted) == [false, true])
        #expect(LineOutcome(of: credit, codes: [.creditWithoutDebit]).grantedCents == 0)
    }

    @Test func `has no total when it does not fit`() {
        let largest = LineOutcome(of: .sample.with { $0.amountCents = .max }, codes: [])
        #expect(ClaimOutcome(lines: [largest]).totalGrantedCents == .max)
        #expect(ClaimOutcome(lines: [largest, largest]).totalGrantedCents == nil)
    }
}
