/// What a declaration is judged against: the allocation its number names.
///
/// - Source: IJW §2.4; a code without category is one of the 18+ products, which have none.
package struct AllocationFacts: Equatable, Sendable {
    /// The allocation number, given by the municipality.
    package var number: Int
    /// Whether the allocation is to the partner that declares; another's counts as unknown.
    package var belongsToDeclarant: Bool
    /// The product category, if any is named.
    package var category: String?
    /// The product code, if any is named.
    package var productCode: String?
    /// The first day of validity.
    package var startsOn: Day
    /// The last day of validity; nil while it has no end.
    package var endsOn: Day?
    /// What the volume counts.
    package var unit: CareUnit
    /// When the partner got to know of the allocation, if that is known.
    package var announcedOn: Day?

    /// The facts of an allocation.
    package init(
        number: Int,
        belongsToDeclarant: Bool,
        category: String?,
        productCode: String?,
        startsOn: Day,
        endsOn: Day?,
        unit: CareUnit,
        announcedOn: Day? = nil
    ) {
        self.number = number
        self.belongsToDeclarant = belongsToDeclarant
        self.category = category
        self.productCode = productCode
        self.startsOn = startsOn
        self.endsOn = endsOn
        self.unit = unit
        self.announcedOn = announcedOn
    }

    /// Whether a category fits: a generic allocation, without any product, fits all.
    package func fits(category: String?) -> Bool {
        isGeneric || category == self.category
    }

    /// Whether a code fits: an allocation without a code fits all.
    package func fits(productCode: String?) -> Bool {
        self.productCode == nil || productCode == self.productCode
    }

    private var isGeneric: Bool { category == nil && productCode == nil }
}
