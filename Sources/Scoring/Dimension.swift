/// What trust is measured on: the two dimensions of the form, with five items each.
///
/// - Source: PO 7.1, annex 1.
package enum Dimension: String, CaseIterable, Sendable {
    /// Trust in the intentions of a party (intentioneel vertrouwen).
    case intentional
    /// Trust in what a party is able to do (competentieel vertrouwen).
    case competential

    /// The numbers of its items on the form, counted from one.
    ///
    /// - Source: PO annex 1 (R38).
    package var items: ClosedRange<Int> {
        switch self {
        case .intentional: 1...5
        case .competential: 6...10
        }
    }
}
