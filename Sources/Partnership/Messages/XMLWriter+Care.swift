extension XMLWriter {
    /// Writes the client of a start or stop with its products.
    ///
    /// - Parameter answered: the codes of each product, for the answer to a refused message.
    /// - Precondition: the message is no claim.
    mutating func care(
        _ client: MessageClient,
        _ message: Message,
        answered: [[String]]? = nil
    ) {
        element("Client") {
            $0.client(client)
            switch message {
            case .start(let start): $0.starts(start.products, answered)
            case .stop(let stop): $0.stops(stop.products, answered)
            case .claim: preconditionFailure("a claim has lines")
            }
            if answered != nil { $0.returnCodes([ReturnCode.nothingToRemark.code]) }
        }
    }

    private mutating func starts(_ products: [StartProduct], _ answered: [[String]]?) {
        element("StartProducten") {
            for (index, product) in products.enumerated() {
                $0.element("StartProduct") {
                    $0.element("ToewijzingNummer", product.allocationNumber)
                    $0.product(product.category, product.productCode)
                    $0.element("ToewijzingIngangsdatum", product.allocationStartsOn)
                    $0.element("Begindatum", product.startedOn)
                    $0.element("StatusAanlevering", product.status.rawValue)
                    $0.returnCodes(answered.codes(at: index))
                }
            }
        }
    }

    private mutating func stops(_ products: [StopProduct], _ answered: [[String]]?) {
        element("StopProducten") {
            for (index, product) in products.enumerated() {
                $0.element("StopProduct") {
                    $0.element("ToewijzingNummer", product.allocationNumber)
                    $0.product(product.category, product.productCode)
                    $0.element("ToewijzingIngangsdatum", product.allocationStartsOn)
                    $0.element("Begindatum", product.startedOn)
                    $0.element("RedenBeeindiging", product.reason.rawValue)
                    $0.element("Einddatum", product.endedOn)
                    $0.element("StatusAanlevering", product.status.rawValue)
                    $0.returnCodes(answered.codes(at: index))
                }
            }
        }
    }

    /// Writes a product; nothing when neither its category nor its code is known.
    mutating func product(_ category: String?, _ code: String?) {
        guard category != nil || code != nil else { return }
        element("Product") {
            $0.part("Categorie", category)
            $0.part("Code", code)
        }
    }
}

extension Optional<[[String]]> {
    /// What one product is answered: 0200 where a refused message has nothing else to say of it.
    ///
    /// - Source: IJW §3.1.
    fileprivate func codes(at index: Int) -> [String] {
        guard let self else { return [] }
        let codes = self.indices.contains(index) ? self[index] : []
        return codes.isEmpty ? [ReturnCode.nothingToRemark.code] : codes
    }
}
