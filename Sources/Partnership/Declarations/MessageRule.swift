/// A rule that a message can break by itself, without anything else being known.
///
/// - Source: the in-message rules of iJw 3.2 (level 2), and TR135 about the date of the message.
package enum MessageRule: String, CaseIterable, Sendable {
    // For starts and stops.
    case statusIsFirstOrDelete = "CS058"
    case stopNotBeforeStart = "TR018"
    case datesNotAfterMessage = "TR134"

    // For every message.
    case messageNotInFuture = "TR135"
    case keysDiffer = "TR101"

    // For the clients of a message in XML.
    case bsnPassesElevenTest = "CS002"
    case birthDateFitsUnknownPart = "CS139"
    case birthDateWithin120Years = "TR002"

    // For claims.
    case periodFrom2021 = "CS100"
    case zeroIsDebit = "CS325"
    case lineWithinOneMonth = "CS337"
    case euroVolumeIsAmount = "CS339"
    case periodIsWholeMonth = "CS340"
    case creditNamesEarlierLine = "CD060"
    case tariffUnlessEuro = "CD087"
    case messageAfterPeriod = "TR137"
    case creditsDiffer = "TR315"
    case creditOfOtherMessage = "TR316"
    case debitsDiffer = "TR416"
    case lineWithinFiveYears = "TR335"
    case totalIsSumOfLines = "TR358"

    /// What the table says of the rule.
    package var returnRule: ReturnRule { ReturnRule.row(of: self) }
}

/// One thing wrong with a message, and where.
package struct Finding: Hashable, Sendable {
    /// The return code.
    package let code: ReturnCode

    /// The number of the rule that was broken.
    package let source: String

    /// What is wrong and what to do about it, in plain Dutch.
    package let text: String

    /// A JSON Pointer into the message.
    package let location: String

    /// The finding that a message breaks a rule by itself.
    package init(_ rule: MessageRule, at location: String) {
        code = rule.returnRule.code
        source = rule.rawValue
        text = rule.returnRule.text
        self.location = location
    }

    /// The finding that a part of a message gets a return code.
    package init(_ code: ReturnCode, at location: String) {
        self.code = code
        source = code.rule ?? code.rawValue
        text = code.text
        self.location = location
    }
}
