/// A rule of the standard that a receiver checks: the code a breach is refused with, and why.
///
/// `all` is the one table of them. Not in it, though the standard has a code for them:
///
/// | rule | code | why not |
/// |---|---|---|
/// | TR318 | 8214 | it asks in which months care was given, which a receiver cannot know |
/// | TR366, TR367 | 9366, 9367 | whoever gets a 325 checks them |
/// | TR385 | 9385 | about a 301: whoever withdraws an allocation is told by this service |
/// | TR332, TR347...TR375, TR379 | 93.. | about 301, 315, 317 and 319 alone |
///
/// - Source: IJW §3.2, §3.3 and §3.9; the sentences are ours.
package struct ReturnRule: Equatable, Sendable {
    /// The number of the rule.
    package let rule: String

    /// The code of what breaks it.
    package let code: ReturnCode

    /// Where it is checked: 2 within the message, 3 across messages, 4 against another source.
    package let level: Int

    /// What is wrong, in one plain Dutch sentence.
    package let explanation: String

    /// What the sender can do about it, in one plain Dutch sentence.
    package let remedy: String

    /// A row of the table.
    init(
        _ rule: String,
        _ code: ReturnCode,
        level: Int,
        _ explanation: String,
        _ remedy: String
    ) {
        self.rule = rule
        self.code = code
        self.level = level
        self.explanation = explanation
        self.remedy = remedy
    }

    /// A row about a rule that a message breaks by itself.
    init(within rule: MessageRule, _ explanation: String, _ remedy: String) {
        self.init(rule.rawValue, .rejectedForTechnicalReasons, level: 2, explanation, remedy)
    }

    /// Both sentences.
    package var text: String { explanation + " " + remedy }

    /// Every rule that is checked, each once.
    package static let all = withinMessages + ofEveryMessage + ofCare + ofClaims

    /// The rule of each code that one rule leads to.
    static let byCode = Dictionary(
        uniqueKeysWithValues: all.filter { $0.level > 2 }.map { ($0.code, $0) }
    )

    private static let byRule = Dictionary(uniqueKeysWithValues: all.map { ($0.rule, $0) })

    /// - Precondition: the code is not a generic one.
    static func row(of code: ReturnCode) -> ReturnRule {
        guard let row = byCode[code] else {
            preconditionFailure("code \(code.rawValue) has a rule")
        }
        return row
    }

    static func row(of rule: MessageRule) -> ReturnRule {
        guard let row = byRule[rule.rawValue] else {
            preconditionFailure("rule \(rule.rawValue) is in the table")
        }
        return row
    }
}
