/// Filled-in forms (vragenlijsten) added up: a score in each dimension.
///
/// - Source: PO 7.1, annex 1.
package struct FormScore: Equatable, Sendable {
    /// The ratings of items 1 to 5.
    package let intentional: DimensionScore

    /// The ratings of items 6 to 10, as many.
    package let competential: DimensionScore

    /// How many forms it is of.
    package var forms: Int { intentional.count / Dimension.intentional.items.count }

    /// The score in one dimension.
    package subscript(dimension: Dimension) -> DimensionScore {
        switch dimension {
        case .intentional: intentional
        case .competential: competential
        }
    }

    /// Adds up forms, each with a rating for every item in the order of the form.
    ///
    /// - Returns: nil when there are none, or when one does not have ten ratings of 1...5.
    /// - Source: PO 7.1, annex 1 (R38: all ten or none).
    package init?(forms: [[Int]]) {
        guard forms.allSatisfy({ $0.count == 10 }),
            let intentional = Self.score(.intentional, forms),
            let competential = Self.score(.competential, forms)
        else { return nil }
        self.init(intentional: intentional, competential: competential)
    }

    /// Both scores as they were told.
    ///
    /// - Returns: nil unless both are of the same forms: as many ratings, and five for each.
    /// - Source: PO 7.1, annex 1 (R38: all ten or none).
    package init?(intentional: DimensionScore, competential: DimensionScore) {
        guard intentional.count == competential.count,
            intentional.count.isMultiple(of: Dimension.intentional.items.count)
        else { return nil }
        self.intentional = intentional
        self.competential = competential
    }

    private static func score(_ dimension: Dimension, _ forms: [[Int]]) -> DimensionScore? {
        DimensionScore(ratings: forms.flatMap { form in dimension.items.map { form[$0 - 1] } })
    }
}
