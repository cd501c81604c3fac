/// What is kept of a ballot (stembiljet): its ratings added up.
///
/// So not even the opened ballot tells how an item was answered, or who was rated how.
///
/// - Source: PO 7.2, A26; that only sums are kept is decided by us: fewer figures say less.
package struct BallotSums: Hashable, Sendable {
    /// How many other parties one ballot can rate.
    ///
    /// - Source: none; decided by us: a cluster has five partners (KA 3.2), and twenty leave room.
    package static let partiesAllowed = 1...19

    /// The ratings of oneself added up in each dimension, 5...25.
    package let ownIntentional: Int
    package let ownCompetential: Int

    /// The ratings of all other parties added up in each dimension, 5...25 for each of them.
    package let othersIntentional: Int
    package let othersCompetential: Int

    /// How many other parties were rated.
    package let parties: Int

    /// Adds up what one member filled in.
    ///
    /// - Parameters:
    ///   - own: ratings of oneself, one for each item in the order of the form.
    ///   - others: the same of each other party, in any order.
    /// - Returns: nil when a list does not have ten ratings of 1...5, or when there are none of
    ///   others, or more than `partiesAllowed`.
    /// - Source: PO 7.1, 7.2, annex 1 (R38: all ten or none of a party).
    package init?(own: [Int], others: [[Int]]) {
        guard Self.partiesAllowed.contains(others.count), let own = FormScore(forms: [own]),
            let others = FormScore(forms: others)
        else { return nil }
        ownIntentional = own.intentional.sum
        ownCompetential = own.competential.sum
        othersIntentional = others.intentional.sum
        othersCompetential = others.competential.sum
        parties = others.forms
    }

    /// Reads what `text` wrote.
    ///
    /// - Returns: nil for anything that no ballot is written as.
    /// - Source: none; decided by us: what opens to anything else is no ballot of the service.
    package init?(text: String) {
        guard text.utf8.count == Self.textLength else { return nil }
        let fields = text.utf8.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard fields.map(\.count) == Self.widths,
            fields.allSatisfy({ $0.allSatisfy(digits.contains) })
        else { return nil }
        let numbers = fields.map { $0.reduce(0) { 10 * $0 + Int($1 - digits.lowerBound) } }
        let parties = numbers[5]
        guard numbers[0] == Self.version, Self.partiesAllowed.contains(parties),
            numbers[1...2].allSatisfy((5...25).contains),
            numbers[3...4].allSatisfy((5 * parties...25 * parties).contains)
        else { return nil }
        ownIntentional = numbers[1]
        ownCompetential = numbers[2]
        othersIntentional = numbers[3]
        othersCompetential = numbers[4]
        self.parties = parties
    }

    /// The numbers in decimal digits, as many for every ballot: `1 22 19 102 098 05`.
    ///
    /// In order: version, own intentional and competential, others' intentional and
    /// competential, parties.
    ///
    /// - Source: none; decided by us: a sealed ballot is as long as what it seals, so that a
    ///   length that varied would tell of the answers.
    package var text: String {
        let numbers = [
            Self.version, ownIntentional, ownCompetential, othersIntentional, othersCompetential,
            parties,
        ]
        return zip(numbers, Self.widths).map { number, width in
            let digits = String(number)
            return String(repeating: "0", count: width - digits.utf8.count) + digits
        }.joined(separator: " ")
    }

    private static let version = 1
    private static let widths = [1, 2, 2, 3, 3, 2]
    private static let textLength = 18
}
