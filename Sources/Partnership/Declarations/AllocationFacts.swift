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
    /// What the volume counts; nil with a budget.
    package var unit: CareUnit?
    /// How much may be used; nil with a budget.
    package var volume: Int?
    /// In what time the volume may be used; nil with a budget.
    package var frequency: Frequency?
    /// What may be claimed in all, in cents; nil with a volume.
    package var budgetCents: Int?
    /// Whether it was withdrawn, and so counts as never sent.
    package var isWithdrawn: Bool
    /// When the partner got to know of the allocation, if that is known.
    package var announcedOn: Day?

    /// The facts of an allocation; by default without a volume to keep to.
    package init(
        number: Int,
        belongsToDeclarant: Bool,
        category: String?,
        productCode: String?,
        startsOn: Day,
        endsOn: Day?,
        unit: CareUnit?,
        volume: Int? = nil,
        frequency: Frequency? = nil,
        budgetCents: Int? = nil,
        isWithdrawn: Bool = false,
        announcedOn: Day? = nil
    ) {
        self.number = number
        self.belongsToDeclarant = belongsToDeclarant
        self.category = category
        self.productCode = productCode
        self.startsOn = startsOn
        self.endsOn = endsOn
        self.unit = unit
        self.volume = volume
        self.frequency = frequency
        self.budgetCents = budgetCents
        self.isWithdrawn = isWithdrawn
        self.announcedOn = announcedOn
    }

    /// Whether a category fits: a generic allocation, without any product, fits all.
    ///
    /// The product list has no category for 18+ products, while the messages must name one, so
    /// their allocations fit every category of the Wmo.
    package func fits(category: String?) -> Bool {
        if isGeneric || category == self.category { return true }
        guard self.category == nil, let category else { return false }
        return ProductCategory.pillar(of: category) == .adult
    }

    /// Whether a code fits: an allocation without a code fits all.
    package func fits(productCode: String?) -> Bool {
        self.productCode == nil || productCode == self.productCode
    }

    /// Whether the volume is the one that a product has by default.
    ///
    /// It fills a field of the message and is never a ceiling.
    ///
    /// - Source: KA 2.3, A14.
    package var hasDefaultVolume: Bool {
        ["hour", "etmaal", "agreement"].contains {
            let filler = Allocation.defaultVolume(ofProductUnit: $0)
            return filler.volume == volume && filler.unit == unit && filler.frequency == frequency
        }
    }

    private var isGeneric: Bool { category == nil && productCode == nil }
}
