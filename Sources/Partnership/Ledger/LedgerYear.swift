/// What was granted in a year, in all and divided in every way the household book shows.
///
/// Every division adds up to the same total. What is not attributed to a partner, a product or a
/// month stands last in its list.
///
/// - Source: PO 5.1, KA 2.2.
struct LedgerYear: Equatable, Sendable {
    /// What was granted to one partner for one product of one pillar.
    struct Amount: Equatable, Sendable {
        let pillar: Pillar
        let partnerId: Identifier?
        let productCode: String?
        let cents: Int
        /// Where the caller has the partner's name.
        let place: Int
    }

    /// An amount with the month it is of; nil where only the year is known.
    struct Addition: Equatable, Sendable {
        let pillar: Pillar
        let partnerId: Identifier?
        let productCode: String?
        let month: Month?
        let cents: Int
    }

    /// An amount whose partner and product are known by their numbers in lists.
    struct Part: Equatable, Sendable {
        let pillar: Pillar
        let partner: Int
        let product: Int
        let cents: Int
    }

    /// The total of one pillar.
    struct PillarTotal: Equatable, Sendable {
        let pillar: Pillar
        var cents: Int
    }

    /// The total of one partner and its share of all.
    struct PartnerTotal: Equatable, Sendable {
        let partnerId: Identifier?
        var cents = 0
        var sharePpm = 0
        /// Where the caller has its name; the least place among its amounts.
        var place: Int
    }

    /// The total of one product.
    struct ProductTotal: Equatable, Sendable {
        let productCode: String?
        var cents = 0
    }

    /// The total of one month.
    struct MonthTotal: Equatable, Sendable {
        let month: Month?
        var cents: Int
    }

    /// The total of one partner for one product.
    struct Cell: Equatable, Sendable {
        /// Which of `partners` it is.
        let partner: Int
        /// Which of `products` it is.
        let product: Int
        /// Nil when there was nothing for youth.
        var youthCents: Int?
        /// Nil when there was nothing for adults.
        var adultCents: Int?

        /// Both pillars together.
        var cents: Int { (youthCents ?? 0) + (adultCents ?? 0) }

        /// What it was made of, a pillar at a time.
        fileprivate var parts: [Part] {
            [(Pillar.youth, youthCents), (.adult, adultCents)].compactMap { pillar, cents in
                cents.map {
                    Part(pillar: pillar, partner: partner, product: product, cents: $0)
                }
            }
        }
    }

    /// A whole in millionths.
    static let wholePpm = 1_000_000

    private(set) var totalCents = 0
    /// The pillars that have amounts, youth first.
    private(set) var pillars: [PillarTotal] = []
    /// From the largest total to the smallest; of equal ones the lower id first.
    private(set) var partners: [PartnerTotal] = []
    /// In the order of their codes.
    private(set) var products: [ProductTotal] = []
    /// In the order of time.
    let months: [MonthTotal]
    /// In the order of the partners, then of the products.
    private(set) var cells: [Cell] = []

    /// The ledger of a year from what is kept of it, in whatever order that comes.
    ///
    /// A month, and a pillar of a partner's product, come at most once.
    init(amounts: [Amount], months: [MonthTotal]) {
        var partnerNumbers: [Identifier?: Int] = [:]
        var productNumbers: [String?: Int] = [:]
        var partners: [PartnerTotal] = []
        var products: [ProductTotal] = []
        let parts = amounts.map { amount in
            let partner = partnerNumbers[amount.partnerId] ?? partners.count
            if partner == partners.count {
                partnerNumbers[amount.partnerId] = partner
                partners.append(PartnerTotal(partnerId: amount.partnerId, place: amount.place))
            }
            partners[partner].place = min(partners[partner].place, amount.place)
            let product = productNumbers[amount.productCode] ?? products.count
            if product == products.count {
                productNumbers[amount.productCode] = product
                products.append(ProductTotal(productCode: amount.productCode))
            }
            return Part(
                pillar: amount.pillar,
                partner: partner,
                product: product,
                cents: amount.cents
            )
        }
        self.init(parts: parts, partners: partners, products: products, months: months)
    }

    /// The same of amounts that say by number whose and for what they are.
    ///
    /// - Parameters:
    ///   - partners: each once, with nothing added yet, in whatever order.
    ///   - products: likewise.
    init(
        parts: [Part],
        partners: [PartnerTotal],
        products: [ProductTotal],
        months: [MonthTotal]
    ) {
        self.months = months.sorted { Self.isBefore($0.month, $1.month) }
        self.partners = partners
        self.products = products
        addUp(parts)
        let ranks = putInOrder()
        shareOut()
        fillCells(parts, ranks)
    }

    /// The same with what was granted since.
    ///
    /// - Returns: nil when a partner or a product among that has nothing in the year yet.
    func adding(_ additions: [Addition]) -> LedgerYear? {
        let partnerNumbers = Self.numbers(partners.map(\.partnerId))
        let productNumbers = Self.numbers(products.map(\.productCode))
        var parts = cells.flatMap(\.parts)
        var months = months
        for addition in additions {
            guard let partner = partnerNumbers[addition.partnerId],
                let product = productNumbers[addition.productCode]
            else { return nil }
            let pillar = addition.pillar
            parts.append(
                Part(pillar: pillar, partner: partner, product: product, cents: addition.cents)
            )
            if let place = months.firstIndex(where: { $0.month == addition.month }) {
                months[place].cents += addition.cents
            } else {
                months.append(MonthTotal(month: addition.month, cents: addition.cents))
            }
        }
        return LedgerYear(
            parts: parts,
            partners: partners.map { PartnerTotal(partnerId: $0.partnerId, place: $0.place) },
            products: products.map { ProductTotal(productCode: $0.productCode) },
            months: months
        )
    }

    private static func numbers<Key: Hashable>(_ keys: [Key]) -> [Key: Int] {
        Dictionary(uniqueKeysWithValues: keys.enumerated().map { ($1, $0) })
    }

    /// For each number of before the sorting, which partner and which product it is now.
    private struct Ranks {
        let partners: [Int]
        let products: [Int]
    }

    /// Makes the totals.
    private mutating func addUp(_ parts: [Part]) {
        var youthCents: Int?
        var adultCents: Int?
        for part in parts {
            totalCents += part.cents
            switch part.pillar {
            case .youth: youthCents = (youthCents ?? 0) + part.cents
            case .adult: adultCents = (adultCents ?? 0) + part.cents
            }
            partners[part.partner].cents += part.cents
            products[part.product].cents += part.cents
        }
        if let youthCents { pillars.append(PillarTotal(pillar: .youth, cents: youthCents)) }
        if let adultCents { pillars.append(PillarTotal(pillar: .adult, cents: adultCents)) }
    }

    /// Sorts the totals.
    private mutating func putInOrder() -> Ranks {
        let partnerOrder = partners.indices.sorted { left, right in
            let (left, right) = (partners[left], partners[right])
            if (left.partnerId == nil) != (right.partnerId == nil) { return right.partnerId == nil }
            if left.cents != right.cents { return left.cents > right.cents }
            return Self.isBefore(left.partnerId, right.partnerId)
        }
        let productOrder = products.indices.sorted {
            Self.isBefore(products[$0].productCode, products[$1].productCode)
        }
        partners = partnerOrder.map { partners[$0] }
        products = productOrder.map { products[$0] }
        return Ranks(
            partners: Self.inverse(of: partnerOrder),
            products: Self.inverse(of: productOrder)
        )
    }

    /// Gives each partner its share; nobody has one of nothing or of less.
    ///
    /// The order of the partners is that in which A21 settles ties.
    private mutating func shareOut() {
        guard totalCents > 0 else { return }
        let shares = apportion(Self.wholePpm, by: partners.map { max(0, $0.cents) })
        for index in partners.indices { partners[index].sharePpm = shares[index] }
    }

    private mutating func fillCells(_ parts: [Part], _ ranks: Ranks) {
        // One slot for each partner and product, in the order in which the cells will stand.
        let width = products.count
        var slots = [Cell?](repeating: nil, count: partners.count * width)
        var count = 0
        for part in parts {
            let (partner, product) = (ranks.partners[part.partner], ranks.products[part.product])
            let slot = partner * width + product
            var cell = slots[slot] ?? Cell(partner: partner, product: product)
            if slots[slot] == nil { count += 1 }
            switch part.pillar {
            case .youth: cell.youthCents = (cell.youthCents ?? 0) + part.cents
            case .adult: cell.adultCents = (cell.adultCents ?? 0) + part.cents
            }
            slots[slot] = cell
        }
        cells.reserveCapacity(count)
        for case let cell? in slots { cells.append(cell) }
    }

    /// What the figures rest on.
    func grounds(of year: Int) -> [FigureGround] {
        [
            FigureGround(
                source: "PO",
                article: "5.1",
                figure: "cents",
                formula: "sum(cents); of the entries whose care is in the year",
                inputs: [.init(name: "year", value: year)],
                policies: ["A15"]
            ),
            FigureGround(
                source: "KA",
                article: "2.2",
                figure: "sharePpm",
                formula: "floor(wholePpm * max(0, cents) / positiveCents); "
                    + FigureGround.largestRemainders + "; 0 while totalCents is 0 or less",
                inputs: [
                    .init(name: "wholePpm", value: Self.wholePpm),
                    .init(
                        name: "positiveCents",
                        value: partners.reduce(0) { $0 + max(0, $1.cents) }
                    ),
                ],
                policies: ["A21"]
            ),
        ]
    }

    private static func inverse(of order: [Int]) -> [Int] {
        var ranks = [Int](repeating: 0, count: order.count)
        for (rank, index) in order.enumerated() { ranks[index] = rank }
        return ranks
    }

    /// Nil, which is what is not attributed, comes last.
    private static func isBefore<Key: Comparable>(_ left: Key?, _ right: Key?) -> Bool {
        switch (left, right) {
        case (let left?, let right?): left < right
        case (.some, nil): true
        case (nil, _): false
        }
    }
}
