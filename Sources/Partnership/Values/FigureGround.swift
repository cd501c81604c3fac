/// Why a figure is what it is: the article, what went in, how it was computed and how read.
struct FigureGround: Equatable, Sendable {
    /// A number that went in, by the name that it has elsewhere.
    struct Input: Equatable, Sendable {
        let name: String
        let value: Int
        /// The day by which it was selected, where there are others on other days.
        var day: Day?
    }

    /// KA (Uitgediept Kader), PO (procesovereenkomst) or IJW.
    let source: String
    let article: String
    /// The member that it is of.
    let figure: String
    /// An expression of inputs and of members beside the figure, with `floor`, `max` and `sum`;
    /// what it leaves unsaid follows a semicolon.
    let formula: String
    let inputs: [Input]
    /// The readings that were chosen, as A19.
    let policies: [String]
}

extension FigureGround {
    /// How parts of a whole that must add up are rounded.
    ///
    /// - Source: A21.
    static let largestRemainders =
        "one more each by largest remainder, then by larger amount, then by lower id"
}
