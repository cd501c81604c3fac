internal import JSON

/// A figure of before the messages (beginstand), as it is asked to be entered.
struct OpeningEntry: Equatable, Sendable {
    /// Ten thousand million euros either way, so that totals of millions of entries still fit.
    static let cents = -999_999_999_999...999_999_999_999

    let year: Int
    let month: Month?
    let pillar: Pillar
    let partnerId: Identifier?
    let productCode: String?
    let cents: Int
    let source: String
    let isRoundedToEuros: Bool

    /// - Source: KA 2.2.1, for the pillar of a code and for figures in whole euros.
    init?(reading object: inout JSONObject) {
        let year = object.integer("year", in: 2015...2199)
        month = object.optionalParsed("month", "a month, YYYY-MM") { Month(utf8: $0) }
        if let month, let year, month.year != year {
            object.refuse("month", "range", "must be a month of \(year)")
        }
        let pillar = object.choice("pillar", of: Pillar.self)
        partnerId = object.optionalIdentifier("partnerId")
        productCode = object.optionalString("productCode", length: 1...5)
        if let productCode, let pillar, Pillar(ofProductCode: productCode) != pillar {
            object.refuse("productCode", "format", "must be a code of the pillar")
        }
        let cents = object.integer("cents", in: Self.cents)
        if cents == 0 { object.refuse("cents", "range", "must not be nothing") }
        let source = object.string("source", length: 1...200)
        isRoundedToEuros = object.optionalBoolean("roundedToEuros") ?? false
        if isRoundedToEuros, let cents, !cents.isMultiple(of: 100) {
            object.refuse("cents", "range", "must be whole euros")
        }
        guard let year, let pillar, let cents, let source else { return nil }
        self.year = year
        self.pillar = pillar
        self.cents = cents
        self.source = source
    }

    /// The entry that it becomes.
    func entry(id: Identifier) -> LedgerEntry {
        LedgerEntry(
            id: id,
            year: year,
            month: month,
            pillar: pillar,
            partnerId: partnerId,
            productCode: productCode,
            cents: cents,
            ground: .historic(source: source, isRoundedToEuros: isRoundedToEuros)
        )
    }
}
