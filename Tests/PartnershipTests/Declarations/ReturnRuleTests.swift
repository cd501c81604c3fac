@testable import Partnership
import Testing

/// Refused by functions of their own: `ClaimVolumeTests` has them on both sides.
private let rulesOfVolume: Set<String> = ["TR321", "TR322", "TR369"]

@Suite struct `A rule` {
    @Test(arguments: RuleCase.all)
    func `refuses what just breaks it, with its code`(rule: RuleCase) throws {
        let row = try #require(ReturnRule.all.first { $0.rule == rule.rule })
        let answer = try rule.broken.verdict().answer
        let finding = try #require(answer.findings.first { $0.source == rule.rule })
        #expect(finding.code == row.code)
        #expect(finding.text == row.text)
        #expect(!answer.isAccepted)
    }

    @Test(arguments: RuleCase.all)
    func `lets pass what just keeps it`(rule: RuleCase) throws {
        let answer = try rule.kept.verdict().answer
        #expect(answer.findings == [])
        #expect(answer.isAccepted)
    }

    @Test func `is in the table exactly when a message can break it`() {
        let rules = ReturnRule.all.map(\.rule)
        #expect(Set(rules).count == rules.count)
        #expect(Set(RuleCase.all.map(\.rule)).union(rulesOfVolume) == Set(rules))
        #expect(Set(RuleCase.all.map(\.testDescription)).count == RuleCase.all.count)
        #expect(rulesOfVolume.isDisjoint(with: RuleCase.all.map(\.rule)))
    }

    @Test(arguments: ReturnRule.all.map(\.rule))
    func `says in two short Dutch sentences what is wrong and what to do`(rule: String) throws {
        let row = try #require(ReturnRule.all.first { $0.rule == rule })
        for sentence in [row.explanation, row.remedy] {
            #expect(sentence.hasSuffix(".") && !sentence.dropLast().contains(". "), "\(sentence)")
            #expect(sentence.first?.isUppercase == true && sentence.count <= 100, "\(sentence)")
            #expect(!sentence.contains("  "))
        }
    }

    @Test func `has sentences of its own`() {
        #expect(Set(ReturnRule.all.map(\.text)).count == ReturnRule.all.count)
    }

    @Test func `of a message by itself is in the table with the generic code`() {
        for rule in MessageRule.allCases where rule != .messageNotInFuture {
            #expect(rule.returnRule.code == .rejectedForTechnicalReasons)
            #expect(rule.returnRule.level == 2)
        }
        #expect(MessageRule.messageNotInFuture.returnRule.code == .datedInFuture)
        #expect(MessageRule.messageNotInFuture.returnRule.level == 4)
    }

    @Test func `across messages has a code that no other rule has`() {
        let generic: Set<ReturnCode> = [
            .rejectedForTechnicalReasons, .nothingToRemark, .notJudged, .fullyGranted,
        ]
        #expect(Set(ReturnRule.byCode.keys) == Set(ReturnCode.allCases).subtracting(generic))
        for code in generic { #expect(code.rule == nil) }
    }
}
