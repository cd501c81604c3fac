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
        /// Where the caller has the amount, and the partner's name with it.
        let place: Int
    }

    /// The total of one pillar.
    struct PillarTotal: Equatable, Sendable {
        let pillar: Pillar
        var cents: Int
    }

    /// The total of one partner and its share of all.
    struct PartnerTotal: Equatable, Sendable {
        let partnerId: Identifier?
        var cents: Int
        var sharePpm = 0
        /// The least place among its amounts.
        var place: Int
    }

    /// The total of one product.
    struct ProductTotal: Equatable, Sendable {
        let productCode: String?
        var cents: Int
    }

    /// The total of one month.
    struct MonthTotal: Equatable, Sendable {
        let month: Month?
        let cents: Int
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
        self.months = months.sorted { Self.isBefore($0.month, $1.month) }
        let ranks = addUp(amounts)
        shareOut()
        fillCells(amounts, ranks)
    }

    /// For each amount which partner and which product it is.
    private struct Ranks {
        var partners: [Int]
        var products: [Int]
    }

    /// Makes the totals in their order.
    private mutating func addUp(_ amounts: [Amount]) -> Ranks {
        var partnerNumbers: [Identifier?: Int] = [:]
        var productNumbers: [String?: Int] = [:]
        var ranks = Ranks(partners: [], products: [])
        ranks.partners.reserveCapacity(amounts.count)
        ranks.products.reserveCapacity(amounts.count)
        var youthCents: Int?
        var adultCents: Int?
        var lastPartner = 0
        var lastProduct = -1
        for amount in amounts {
            totalCents += amount.cents
            switch amount.pillar {
            case .youth: youthCents = (youthCents ?? 0) + amount.cents
            case .adult: adultCents = (adultCents ?? 0) + amount.cents
            }
            // Amounts mostly come partner by partner, so the last one is often the next one.
            if partners.isEmpty || partners[lastPartner].partnerId != amount.partnerId {
                lastPartner = partnerNumber(of: amount, in: &partnerNumbers)
            }
            partners[lastPartner].cents += amount.cents
            partners[lastPartner].place = min(partners[lastPartner].place, amount.place)
            // And each of them has much the same products in much the same order.
            lastProduct = lastProduct + 1 < products.count ? lastProduct + 1 : 0
            if products.isEmpty || products[lastProduct].productCode != amount.productCode {
                lastProduct = productNumber(of: amount, in: &productNumbers)
            }
            products[lastProduct].cents += amount.cents
            ranks.partners.append(lastPartner)
            ranks.products.append(lastProduct)
        }
        if let youthCents { pillars.append(PillarTotal(pillar: .youth, cents: youthCents)) }
        if let adultCents { pillars.append(PillarTotal(pillar: .adult, cents: adultCents)) }
        return inOrder(ranks)
    }

    private mutating func partnerNumber(
        of amount: Amount,
        in numbers: inout [Identifier?: Int]
    ) -> Int {
        if let number = numbers[amount.partnerId] { return number }
        let total = PartnerTotal(partnerId: amount.partnerId, cents: 0, place: amount.place)
        numbers[amount.partnerId] = partners.count
        partners.append(total)
        return partners.count - 1
    }

    private mutating func productNumber(
        of amount: Amount,
        in numbers: inout [String?: Int]
    ) -> Int {
        if let number = numbers[amount.productCode] { return number }
        numbers[amount.productCode] = products.count
        products.append(ProductTotal(productCode: amount.productCode, cents: 0))
        return products.count - 1
    }

    /// Sorts the totals and renumbers what refers to them.
    private mutating func inOrder(_ ranks: Ranks) -> Ranks {
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
        let partnerRanks = Self.inverse(of: partnerOrder)
        let productRanks = Self.inverse(of: productOrder)
        return Ranks(
            partners: ranks.partners.map { partnerRanks[$0] },
            products: ranks.products.map { productRanks[$0] }
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

    private mutating func fillCells(_ amounts: [Amount], _ ranks: Ranks) {
        // One slot for each partner and product, in the order in which the cells will stand.
        var slots = [Int](repeating: -1, count: partners.count * products.count)
        for (index, amount) in amounts.enumerated() {
            let slot = ranks.partners[index] * products.count + ranks.products[index]
            if slots[slot] < 0 {
                slots[slot] = cells.count
                cells.append(Cell(partner: ranks.partners[index], product: ranks.products[index]))
            }
            let cell = slots[slot]
            switch amount.pillar {
            case .youth: cells[cell].youthCents = (cells[cell].youthCents ?? 0) + amount.cents
            case .adult: cells[cell].adultCents = (cells[cell].adultCents ?? 0) + amount.cents
            }
        }
        cells = slots.compactMap { $0 < 0 ? nil : cells[$0] }
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
