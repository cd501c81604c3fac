/// A product of the agreed list (productcodelijst), as far as messages are held against it.
struct ListedProduct: Equatable, Sendable {
    /// Nil for an 18+ product: our list has no category for those.
    let category: String?
    let pillar: Pillar

    /// Whether the code belongs to a category; when none is named there is nothing to belong to.
    ///
    /// An 18+ product belongs to any category of the Wmo.
    ///
    /// - Source: TR381; that of the 18+ products is decided by us, since Kader §2.2.1 names no
    ///   category and a message in XML must.
    func belongs(to category: String?) -> Bool {
        guard let category else { return true }
        return self.category.map { $0 == category }
            ?? (ProductCategory.pillar(of: category) == pillar)
    }
}

extension Docket {
    /// The codes in a message that have to be looked up in the list.
    ///
    /// Those of the allocation are not among them: what it names together, the municipality agreed.
    func unlistedCodes(in message: Message) -> [String] {
        message.namedProducts.compactMap { named in
            guard let facts = named.number.flatMap({ grounds[$0]?.facts }),
                !facts.names(category: named.category, productCode: named.productCode)
            else { return nil }
            return named.productCode
        }
    }

    /// The code for each product or line, by its index, that names a product outside the list.
    ///
    /// A deletion is matched on its key (TR063) and a credit on its debit (IV091), nothing else.
    func listRefusals(of message: Message) -> [Int: ReturnCode] {
        var refusals: [Int: ReturnCode] = [:]
        for (index, named) in message.namedProducts.enumerated() where !named.takesBack {
            guard let productCode = named.productCode,
                let facts = named.number.flatMap({ grounds[$0]?.facts }),
                !facts.names(category: named.category, productCode: productCode)
            else { continue }
            if products[productCode]?.belongs(to: named.category) != true {
                refusals[index] = .codeOutsideCategory
            }
        }
        return refusals
    }
}

extension AllocationFacts {
    /// Whether a product is the allocated one, as far as its names go.
    fileprivate func names(category: String?, productCode: String?) -> Bool {
        productCode == self.productCode && fits(category: category)
    }
}

extension Message {
    /// What a product or line names.
    fileprivate struct NamedProduct {
        let number: Int?
        let category: String?
        let productCode: String?
        /// A deletion or a credit.
        let takesBack: Bool
    }

    fileprivate var namedProducts: [NamedProduct] {
        switch self {
        case .start(let message):
            message.products.map {
                NamedProduct(
                    number: $0.allocationNumber,
                    category: $0.category,
                    productCode: $0.productCode,
                    takesBack: $0.status == .delete
                )
            }
        case .stop(let message):
            message.products.map {
                NamedProduct(
                    number: $0.allocationNumber,
                    category: $0.category,
                    productCode: $0.productCode,
                    takesBack: $0.status == .delete
                )
            }
        case .claim(let message):
            message.lines.map {
                NamedProduct(
                    number: $0.allocationNumber,
                    category: $0.category,
                    productCode: $0.productCode,
                    takesBack: $0.debitCredit == .credit
                )
            }
        }
    }
}
