internal import JSON

extension Message {
    /// Reads one message; every error of its shape at once.
    ///
    /// - Returns: nil when there was an error, which then stands in the object's errors.
    init?(reading object: inout JSONObject) {
        let kind: DeclarationKind? = object.choice("kind")
        let messageId = object.string("messageId", length: 1...12)
        let agbCode = object.digits("agbCode", count: 8, "8 digits")
        let datedOn = object.day("datedOn")
        guard let kind else {
            // Which of these belong to the message cannot be said without a kind.
            for name in Self.membersByKind { _ = object.raw(name) }
            return nil
        }
        switch kind {
        case .start:
            let products = object.items("products", StartProduct.init(reading:))
            guard let messageId, let agbCode, let datedOn, let products else { return nil }
            self = .start(
                StartMessage(
                    messageId: messageId,
                    agbCode: agbCode,
                    datedOn: datedOn,
                    products: products
                )
            )
        case .stop:
            let products = object.items("products", StopProduct.init(reading:))
            guard let messageId, let agbCode, let datedOn, let products else { return nil }
            self = .stop(
                StopMessage(
                    messageId: messageId,
                    agbCode: agbCode,
                    datedOn: datedOn,
                    products: products
                )
            )
        case .claim:
            let claim = ClaimContent(reading: &object)
            guard let messageId, let agbCode, let datedOn, let claim else { return nil }
            self = .claim(claim.message(messageId, agbCode, datedOn))
        }
    }
}

extension Message {
    private static let membersByKind: [StaticString] = [
        "products", "declarationNumber", "period", "totalCents", "debitCredit", "lines",
    ]
}

extension StartProduct {
    fileprivate init?(reading object: inout JSONObject) {
        let number = object.allocationNumber()
        let category = object.category()
        let productCode = object.optionalString("productCode", length: 1...5)
        let allocationStartsOn = object.optionalDay("allocationStartsOn")
        let startedOn = object.day("startedOn")
        let status: DeliveryStatus? = object.choice("status")
        guard let number, let startedOn, let status else { return nil }
        self.init(
            allocationNumber: number,
            category: category,
            productCode: productCode,
            allocationStartsOn: allocationStartsOn,
            startedOn: startedOn,
            status: status
        )
    }
}

extension StopProduct {
    fileprivate init?(reading object: inout JSONObject) {
        let number = object.allocationNumber()
        let category = object.category()
        let productCode = object.optionalString("productCode", length: 1...5)
        let allocationStartsOn = object.optionalDay("allocationStartsOn")
        let startedOn = object.day("startedOn")
        let endedOn = object.day("endedOn")
        let reason: StopReason? = object.choice("reason")
        let status: DeliveryStatus? = object.choice("status")
        guard let number, let startedOn, let endedOn, let reason, let status else { return nil }
        self.init(
            allocationNumber: number,
            category: category,
            productCode: productCode,
            allocationStartsOn: allocationStartsOn,
            startedOn: startedOn,
            endedOn: endedOn,
            reason: reason,
            status: status
        )
    }
}

/// What a claim has beyond the members of every message.
private struct ClaimContent {
    let declarationNumber: String
    let period: Period
    let totalCents: Int
    let debitCredit: DebitCredit
    let lines: [ClaimLine]

    init?(reading object: inout JSONObject) {
        let number = object.parsed("declarationNumber", "1 to 12 letters and digits") { text in
            Self.declarationNumber(text)
        }
        let period = object.period("period")
        let total = object.integer("totalCents", in: 0...999_999_999_999)
        let debitCredit: DebitCredit? = object.choice("debitCredit")
        let lines = object.items("lines", ClaimLine.init(reading:))
        guard let number, let period, let total, let debitCredit, let lines else { return nil }
        self.declarationNumber = number
        self.period = period
        self.totalCents = total
        self.debitCredit = debitCredit
        self.lines = lines
    }

    func message(_ messageId: String, _ agbCode: String, _ datedOn: Day) -> ClaimMessage {
        ClaimMessage(
            messageId: messageId,
            agbCode: agbCode,
            datedOn: datedOn,
            declarationNumber: declarationNumber,
            period: period,
            totalCents: totalCents,
            debitCredit: debitCredit,
            lines: lines
        )
    }

    private static func declarationNumber(_ text: Span<UInt8>) -> String? {
        guard (1...12).contains(text.count) else { return nil }
        for index in 0..<text.count {
            switch text[index] {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: continue
            default: return nil
            }
        }
        return String(copying: text)
    }
}

extension ClaimLine {
    fileprivate init?(reading object: inout JSONObject) {
        let reference = object.string("reference", length: 1...20)
        let previous = object.optionalString("previousReference", length: 1...20)
        let number = object.allocationNumber()
        let category = object.category()
        let productCode = object.string("productCode", length: 1...5)
        let period = object.period("period")
        let volume = object.integer("volume", in: 0...99_999_999)
        let unit: CareUnit? = object.choice("unit")
        let tariff = object.optionalInteger("tariffCents", in: 0...99_999_999)
        let amount = object.integer("amountCents", in: 0...99_999_999)
        let debitCredit: DebitCredit? = object.choice("debitCredit")
        guard let reference, let number, let productCode, let period, let volume, let unit,
            let amount, let debitCredit
        else { return nil }
        self.init(
            reference: reference,
            previousReference: previous,
            allocationNumber: number,
            category: category,
            productCode: productCode,
            period: period,
            volume: volume,
            unit: unit,
            tariffCents: tariff,
            amountCents: amount,
            debitCredit: debitCredit
        )
    }
}

extension JSONObject {
    /// The most products or lines in one message.
    ///
    /// The standard names no maximum; a month of the largest partner has a few hundred, and more
    /// than this would not fit in the body of one message.
    fileprivate static let maximumItems = 2_000

    fileprivate mutating func allocationNumber() -> Int? {
        integer("allocationNumber", in: 0...999_999_999)
    }

    fileprivate mutating func category() -> String? {
        optionalParsed("category", "a code of JZ020") { code in
            ProductCategory(rawValue: String(copying: code))?.rawValue
        }
    }

    fileprivate mutating func period(_ name: StaticString) -> Period? {
        guard var days = object(name) else { return nil }
        let from = days.day("from")
        let until = days.day("until")
        days.close()
        guard let from, let until else { return nil }
        guard let period = Period(from: from, until: until) else {
            days.refuse("until", "range", "must not lie before from")
            return nil
        }
        return period
    }

    /// An array of objects, each read by the caller.
    ///
    /// - Returns: nil when one of them has an error.
    fileprivate mutating func items<Item>(
        _ name: StaticString,
        _ read: (inout JSONObject) -> Item?
    ) -> [Item]? {
        guard let values = array(name, count: 1...Self.maximumItems) else { return nil }
        var items: [Item] = []
        items.reserveCapacity(values.count)
        for value in values {
            var object = JSONObject(value, errors)
            if let item = read(&object) { items.append(item) }
            object.close()
        }
        return items.count == values.count ? items : nil
    }
}
