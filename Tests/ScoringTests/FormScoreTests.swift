import Scoring
import Testing

@Suite struct `The score of forms` {
    @Test func `is of five items in each dimension`() throws {
        let score = try #require(
            FormScore(forms: [[1, 1, 1, 1, 1, 5, 5, 5, 5, 5], [2, 2, 2, 2, 2, 4, 4, 4, 4, 3]])
        )
        #expect(score.forms == 2)
        #expect(score.intentional == DimensionScore(sum: 15, count: 10))
        #expect(score.competential == DimensionScore(sum: 44, count: 10))
        #expect(score[.intentional] == score.intentional)
        #expect(score[.competential] == score.competential)
    }

    @Test func `exists for whole forms alone`() {
        let form = Array(repeating: 3, count: 10)
        #expect(FormScore(forms: []) == nil)
        #expect(FormScore(forms: [[]]) == nil)
        #expect(FormScore(forms: [form, Array(form.dropLast())]) == nil)
        #expect(FormScore(forms: [form, form + [3]]) == nil)
        #expect(FormScore(forms: [form, [6] + form.dropLast()]) == nil)
        #expect(FormScore(forms: [form, form.dropLast() + [0]]) == nil)
        #expect(FormScore(forms: [form, form]) != nil)
    }

    @Test(arguments: [
        (10, 10, true), (5, 5, true), (4, 4, false), (11, 11, false), (10, 15, false),
        (15, 10, false), (1, 1, false),
    ])
    func `is told by scores of as many whole forms`(
        intentional: Int,
        competential: Int,
        exists: Bool
    ) throws {
        let score = FormScore(
            intentional: try #require(DimensionScore(sum: 3 * intentional, count: intentional)),
            competential: try #require(DimensionScore(sum: 4 * competential, count: competential))
        )
        #expect((score != nil) == exists)
        #expect(score?.forms == (exists ? intentional / 5 : nil))
    }

    @Test func `has every item in one dimension`() {
        #expect(Dimension.allCases.flatMap(\.items) == Array(1...10))
        #expect(Dimension.allCases.map(\.rawValue) == ["intentional", "competential"])
        #expect(Whose.allCases.map(\.rawValue) == ["own", "others"])
    }
}
