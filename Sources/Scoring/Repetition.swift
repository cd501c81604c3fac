/// Whether a party is repeatedly insufficient (bij herhaling onvoldoende).
///
/// It opens the way to dissolution of its agreement, and never ends anything by itself.
///
/// - Source: PO 10.1, A7, A8.
package enum Repetition: String, Sendable {
    /// Insufficient in one individual test at most.
    case none
    /// Insufficient in more than one, yet never in the same dimension twice in a row: repeated
    /// under readings that were not chosen.
    case possible
    /// Insufficient in the same dimension in two tests in a row.
    case repeated

    /// What the completed individual tests of a party amount to.
    ///
    /// Two insufficiencies of one test are no repetition, and what was repeated stays so: whether
    /// a party has bettered itself since is for the college to weigh.
    ///
    /// - Parameter tests: its bands in each test that covered it, the first test first.
    /// - Source: PO 10.1, A8: the heaviest sanction has the narrowest reading.
    package init(_ tests: [[Dimension: Band]]) {
        let insufficient = tests.map { test in
            Set(Dimension.allCases.filter { test[$0] == .insufficient })
        }
        let inARow = zip(insufficient, insufficient.dropFirst())
        if inARow.contains(where: { !$0.isDisjoint(with: $1) }) {
            self = .repeated
        } else {
            self = insufficient.count { !$0.isEmpty } > 1 ? .possible : .none
        }
    }
}
