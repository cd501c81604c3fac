@testable import Partnership
import Testing

@Suite struct `A travel budget` {
    private func budget(
        _ budgetCents: Int,
        remainder: Int,
        lines: [Int]? = nil
    ) -> TravelBudget {
        TravelBudget(
            year: 2024,
            budgetCents: budgetCents,
            remainderPreviousYearCents: remainder,
            lines: (lines ?? [budgetCents]).map { TravelBudget.Line(name: "line", cents: $0) }
        )
    }

    @Test(arguments: [
        (10_000_000, 3_000_000, 7_000_000, 3_500_000, 3_500_000),
        (10_000_000, 2_999_999, 7_000_001, 3_500_001, 3_500_000),
        (10_000_000, 0, 10_000_000, 5_000_000, 5_000_000),
        (10_000_000, 9_999_999, 1, 1, 0),
        (10_000_000, 10_000_000, 0, 0, 0),
        (10_000_000, 10_000_001, 0, 0, 0),
        (0, 0, 0, 0, 0),
        (999_999_999_999, 0, 999_999_999_999, 500_000_000_000, 499_999_999_999),
    ])
    func `is contributed half each, the odd cent by the municipality`(
        budgetCents: Int,
        remainderCents: Int,
        contributionCents: Int,
        municipalityCents: Int,
        partnersCents: Int
    ) {
        let budget = budget(budgetCents, remainder: remainderCents)
        #expect(budget.contributionCents == contributionCents)
        #expect(budget.municipalityCents == municipalityCents)
        #expect(budget.partnersCents == partnersCents)
        #expect(budget.baseYear == 2023)
    }

    @Test func `always adds up again`() {
        var generator = SeededGenerator(state: 36)
        for _ in 0..<10_000 {
            let budget = budget(
                Int.random(in: 0...20_000, using: &generator),
                remainder: Int.random(in: 0...20_000, using: &generator)
            )
            let halves = budget.municipalityCents - budget.partnersCents
            guard budget.municipalityCents + budget.partnersCents == budget.contributionCents,
                (0...1).contains(halves), budget.partnersCents >= 0
            else {
                Issue.record("\(budget)")
                return
            }
        }
    }

    @Test func `takes lines that add up to it, and what was expected when it is so`() throws {
        let budget = budget(100, remainder: 31, lines: [30, 10, 60])
        try budget.check(.init())
        try budget.check(
            .init(contributionCents: 69, municipalityCents: 35, partnersCents: 34, baseYear: 2023)
        )
    }

    @Test(arguments: [
        (TravelBudget.Expectation(contributionCents: 68), "contributionCents", 68, 69),
        (.init(contributionCents: 70), "contributionCents", 70, 69),
        (.init(municipalityCents: 34), "municipalityCents", 34, 35),
        (.init(partnersCents: 35), "partnersCents", 35, 34),
        (.init(baseYear: 2024), "baseYear", 2024, 2023),
        (.init(municipalityCents: 34, partnersCents: 35), "municipalityCents", 34, 35),
    ])
    func `refuses another number than follows, with both`(
        expectation: TravelBudget.Expectation,
        member: String,
        given: Int,
        computed: Int
    ) {
        let budget = budget(100, remainder: 31)
        #expect(throws: TravelBudgetRefusal.sumDiffers(member, given: given, computed: computed)) {
            try budget.check(expectation)
        }
    }

    @Test(arguments: [[99], [101], [50, 49], [], [100, 1]])
    func `refuses lines that do not add up to it`(lines: [Int]) {
        let sum = lines.reduce(0, +)
        #expect(throws: TravelBudgetRefusal.sumDiffers("lines", given: sum, computed: 100)) {
            try budget(100, remainder: 0, lines: lines).check(.init())
        }
    }
}
