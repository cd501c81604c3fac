/// A version of the form on which trust is measured (vragenlijst).
///
/// Its ten items are statements on a party, each to be answered from 1, not at all, to 5, fully.
///
/// - Source: PO annex 1.
struct Questionnaire: Sendable, Equatable {
    /// A statement, in Dutch as it stands on the form and in English for who reads the API.
    struct Item: Sendable, Equatable {
        let labelNl: String
        let labelEn: String
    }

    /// Items 1 to 5 are about intentions and 6 to 10 about competence.
    ///
    /// - Source: PO 7.1, annex 1.
    static let itemCount = 10

    /// Where the wording comes from.
    let source: String
    /// In the order of their numbers, from 1.
    let items: [Item]
}
