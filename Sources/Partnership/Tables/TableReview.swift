/// The yearly revision of who sits at the development tables (herijking van de deelnemerslijst).
///
/// - Source: ZHZ 3.3; A33.
struct TableReview: Sendable, Equatable {
    /// What a provider did in the reference years.
    struct Figures: Sendable, Equatable {
        let provider: Provider
        /// In the order of the reference years.
        let years: [ProviderYear]
    }

    /// Ten times the providers of a region; more are not reviewed at once.
    static let maximumFigures = 500

    let reviewedOn: Day
    let referenceYears: [Int]
    let figures: [Figures]
    let decisionReference: String

    /// Checks that it looks back on two closed years in a row.
    ///
    /// - Throws: `toCome` when it is of a day after today; `notInARow`; `notClosed` with the year
    ///   that was not over on its day.
    /// - Source: A33.
    func check(today: Day) throws(TableReviewRefusal) {
        guard reviewedOn <= today else { throw .toCome(reviewedOn) }
        guard let first = referenceYears.first, let last = referenceYears.last,
            referenceYears.count == ParticipationThreshold.yearCount, last == first + 1
        else { throw .notInARow }
        guard last < reviewedOn.year else { throw .notClosed(last) }
    }
}

/// Someone the organiser wants at a table besides who reaches its threshold (uitnodiging).
///
/// - Source: ZHZ 3.3.
struct TableInvitation: Sendable, Equatable {
    let provider: Provider
    let table: DevelopmentTable.Kind
    let reason: String
}

/// Why a review, or an invitation beside it, is refused.
enum TableReviewRefusal: Error, Equatable, Sendable {
    /// There is a review of this calendar year.
    case exists(Int)
    case toCome(Day)
    case notInARow
    case notClosed(Int)
    case invited(DevelopmentTable.Kind)
    /// It sits at this table by its own figures.
    case sitsThere(DevelopmentTable.Kind)
}
