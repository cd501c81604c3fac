internal import JSON

extension JSONObject {
    /// Tariffs that must be there, each of another product.
    ///
    /// - Parameter hasTimeBasis: whether they may say which time counts.
    mutating func proposedTariffs(hasTimeBasis: Bool) -> [ProposedTariff]? {
        let errors = errors
        var codes: Set<String> = []
        return array("tariffs", count: ProposedTariff.counts)?.compactMap { value in
            var object = JSONObject(value, errors)
            defer { object.close() }
            let tariff = ProposedTariff(reading: &object, hasTimeBasis: hasTimeBasis)
            if let tariff, !codes.insert(tariff.productCode).inserted {
                object.refuse("productCode", "format", "must not stand here twice")
            }
            return tariff
        }
    }
}

extension ProposedTariff {
    fileprivate init?(reading object: inout JSONObject, hasTimeBasis: Bool) {
        let code = object.parsed("productCode", "two capitals, a dash and two digits, as JB-04") {
            Product.isCode($0) ? String(copying: $0) : nil
        }
        let maxTariffCents = object.integer("maxTariffCents", in: Tariff.centsRange)
        timeBasis = hasTimeBasis ? object.optionalChoice("timeBasis") : nil
        guard let code, let maxTariffCents else { return nil }
        productCode = code
        self.maxTariffCents = maxTariffCents
    }
}
