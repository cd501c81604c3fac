internal import JSON

/// How a message is read.
private struct Reading {
    /// That of a message in XML; nil where each product tells its own.
    let pillar: Pillar?
    /// The codes it may name; nil for one that is kept, whose codes were judged when it came.
    let lists: CodeLists?
    let maximumItems: Int
}

extension Message {
    /// Reads one message; every error of its shape at once.
    ///
    /// - Parameter lists: the codes it may name.
    /// - Returns: nil when there was an error, which then stands in the object's errors.
    init?(reading object: inout JSONObject, in lists: CodeLists) {
        let limit = JSONObject.maximumItems
        self.init(reading: &object, Reading(pillar: nil, lists: lists, maximumItems: limit))
    }

    /// A message as it is kept, whatever its length and codes, and whichever form it came in.
    ///
    /// - Returns: nil when this is not what was kept.
    ///
    /// - Parameter pillar: of a message in XML; nil for one in JSON, where each product tells it.
    init?(kept json: [UInt8], pillar: Pillar?) {
        guard let document = try? JSONDocument(kept: json) else { return nil }
        var object = JSONObject(document.root, JSONErrors())
        self.init(reading: &object, Reading(pillar: pillar, lists: nil, maximumItems: .max))
    }

    private init?(reading object: inout JSONObject, _ how: Reading) {
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
            let products = object.items("products", how.maximumItems) {
                StartProduct(reading: &$0, how)
            }
            guard let messageId, let agbCode, let datedOn, let products else { return nil }
            self = .start(
                StartMessage(
                    pillar: how.pillar ?? Pillar(of: products[0].category, products[0].productCode),
                    messageId: messageId,
                    agbCode: agbCode,
                    datedOn: datedOn,
                    products: products
                )
            )
        case .stop:
            let products = object.items("products", how.maximumItems) {
                StopProduct(reading: &$0, how)
            }
            guard let messageId, let agbCode, let datedOn, let products else { return nil }
            self = .stop(
                StopMessage(
                    pillar: how.pillar ?? Pillar(of: products[0].category, products[0].productCode),
                    messageId: messageId,
                    agbCode: agbCode,
                    datedOn: datedOn,
                    products: products
                )
            )
        case .claim:
            let claim = ClaimContent(reading: &object, how)
            guard let messageId, let agbCode, let datedOn, let claim else { return nil }
            self = .claim(claim.message(how.pillar, messageId, agbCode, datedOn))
        }
    }
}

extension Message {
    private static let membersByKind: [StaticString] = [
        "products", "declarationNumber", "declaredOn", "period", "totalCents", "debitCredit",
        "lines",
    ]
}

extension StartProduct {
    fileprivate init?(reading object: inout JSONObject, _ how: Reading) {
        let number = object.optionalInteger("allocationNumber", in: 0...999_999_999)
        let productCode = object.optionalString("productCode", length: 1...5)
        let category = object.category(of: how.pillar ?? Pillar(naming: productCode), how)
        let allocationStartsOn = object.optionalDay("allocationStartsOn")
        let startedOn = object.day("startedOn")
        let status: DeliveryStatus? = object.choice("status")
        guard let startedOn, let status else { return nil }
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
    fileprivate init?(reading object: inout JSONObject, _ how: Reading) {
        let number = object.optionalInteger("allocationNumber", in: 0...999_999_999)
        let productCode = object.optionalString("productCode", length: 1...5)
        let pillar = how.pillar ?? Pillar(naming: productCode)
        let category = object.category(of: pillar, how)
        let allocationStartsOn = object.optionalDay("allocationStartsOn")
        let startedOn = object.day("startedOn")
        let endedOn = object.day("endedOn")
        let reason = object.stopReason(of: pillar, how)
        let status: DeliveryStatus? = object.choice("status")
        guard let startedOn, let endedOn, let reason, let status else { return nil }
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

extension Pillar {
    /// The pillar that a product tells by its code; nil when it names none.
    fileprivate init?(naming productCode: String?) {
        guard let productCode else { return nil }
        self.init(ofProductCode: productCode)
    }

    /// The pillar that a product tells by its code, or else by its category.
    fileprivate init(of category: String?, _ productCode: String?) {
        self =
            Pillar(naming: productCode)
            ?? category.map(ProductCategory.pillar(of:)) ?? .youth
    }
}

/// What a claim has beyond the members of every message.
private struct ClaimContent {
    let declarationNumber: String
    let declaredOn: Day?
    let period: Period
    let totalCents: Int
    let debitCredit: DebitCredit
    let lines: [ClaimLine]

    init?(reading object: inout JSONObject, _ how: Reading) {
        let number = object.parsed("declarationNumber", "1 to 12 letters and digits") { text in
            Self.declarationNumber(text)
        }
        declaredOn = object.optionalDay("declaredOn")
        let period = object.period("period")
        let total = object.integer("totalCents", in: 0...999_999_999_999)
        let debitCredit: DebitCredit? = object.choice("debitCredit")
        let lines = object.items("lines", how.maximumItems) {
            ClaimLine(reading: &$0, how)
        }
        guard let number, let period, let total, let debitCredit, let lines else { return nil }
        self.declarationNumber = number
        self.period = period
        self.totalCents = total
        self.debitCredit = debitCredit
        self.lines = lines
    }

    func message(
        _ pillar: Pillar?,
        _ messageId: String,
        _ agbCode: String,
        _ datedOn: Day
    ) -> ClaimMessage {
        ClaimMessage(
            pillar: pillar ?? Pillar(ofProductCode: lines.first?.productCode),
            messageId: messageId,
            agbCode: agbCode,
            datedOn: datedOn,
            declarationNumber: declarationNumber,
            declaredOn: declaredOn,
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
    fileprivate init?(reading object: inout JSONObject, _ how: Reading) {
        let reference = object.string("reference", length: 1...20)
        let previous = object.optionalString("previousReference", length: 1...20)
        let number = object.allocationNumber()
        let productCode = object.string("productCode", length: 1...5)
        let category = object.category(of: how.pillar ?? Pillar(naming: productCode), how)
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

    /// A category of a pillar, or of either when the product does not tell its pillar.
    fileprivate mutating func category(of pillar: Pillar?, _ how: Reading) -> String? {
        optionalParsed("category", "a code of JZ020, or of WMO020 for an 18+ product") { code in
            let code = String(copying: code)
            guard let lists = how.lists else { return code }
            return lists.categories(of: pillar).contains(code) ? code : nil
        }
    }

    /// A reason of a pillar, or of either when the product does not tell its pillar.
    fileprivate mutating func stopReason(of pillar: Pillar?, _ how: Reading) -> StopReason? {
        guard let reason: StopReason = choice("reason") else { return nil }
        guard let lists = how.lists else { return reason }
        let reasons = lists.reasons(of: pillar)
        if reasons.contains(reason) { return reason }
        let codes = reasons.map(\.rawValue).joined(separator: ", ")
        refuse("reason", "enum", "must be one of \(codes)")
        return nil
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
        _ maximum: Int,
        _ read: (inout JSONObject) -> Item?
    ) -> [Item]? {
        guard let values = array(name, count: 1...maximum) else { return nil }
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
