/// A message as a sender writes it, with the AGB code left open.
struct MessageText: Sendable {
    private let kind: String
    private let id: String
    private let datedOn: String
    private let rest: String

    /// The message as one JSON object.
    func json(_ agbCode: String) -> String {
        """
        {"kind": "\(kind)", "messageId": "\(id)", "agbCode": "\(agbCode)", \
        "datedOn": "\(datedOn)", \(rest)}
        """
    }

    /// A start of one product, dated on the day it is about.
    static func start(
        _ id: String,
        of number: Int,
        on startedOn: String = "2025-04-03",
        status: String = "1"
    ) -> MessageText {
        starts(id, datedOn: startedOn, [product(number, on: startedOn, status: status)])
    }

    static func starts(_ id: String, datedOn: String, _ products: [String]) -> MessageText {
        MessageText(
            kind: "start",
            id: id,
            datedOn: datedOn,
            rest: "\"products\": [\(products.joined(separator: ", "))]"
        )
    }

    /// A product of a start.
    static func product(_ number: Int, on startedOn: String, status: String = "1") -> String {
        """
        {"allocationNumber": \(number), "category": "50", "productCode": "JB-04", \
        "allocationStartsOn": "2025-01-01", "startedOn": "\(startedOn)", "status": "\(status)"}
        """
    }

    /// A stop of one product, dated on the day on which it ended.
    static func stop(
        _ id: String,
        of number: Int,
        on startedOn: String = "2025-04-03",
        ended endedOn: String = "2025-07-17",
        reason: String = "31",
        status: String = "1"
    ) -> MessageText {
        MessageText(
            kind: "stop",
            id: id,
            datedOn: endedOn,
            rest: """
                "products": [{"allocationNumber": \(number), "category": "50", \
                "productCode": "JB-04", "allocationStartsOn": null, "startedOn": "\(startedOn)", \
                "endedOn": "\(endedOn)", "reason": "\(reason)", "status": "\(status)"}]
                """
        )
    }

    /// A claim for a month of thirty days in 2025, dated the day after, with its own id as its
    /// number.
    static func claim(
        _ id: String,
        _ lines: LineText...,
        number: String? = nil,
        month: String = "2025-04"
    ) -> MessageText {
        claim(id, of: lines, number: number, month: month)
    }

    static func claim(
        _ id: String,
        of lines: [LineText],
        number: String? = nil,
        month: String = "2025-04"
    ) -> MessageText {
        let total = lines.reduce(0) { $0 + $1.signedCents }
        let text = lines.map { $0.json(month) }.joined(separator: ", ")
        return MessageText(
            kind: "claim",
            id: id,
            datedOn: "\(month)-30",
            rest: """
                "declarationNumber": "\(number ?? id)", \
                "period": {"from": "\(month)-01", "until": "\(month)-30"}, \
                "totalCents": \(abs(total)), "debitCredit": "\(total < 0 ? "C" : "D")", \
                "lines": [\(text)]
                """
        )
    }
}

/// A line of a claim: hours of individual guidance at the maximum tariff.
struct LineText: Sendable {
    var reference: String
    var number: Int
    var hours = 12
    var tariffCents = 8_000
    /// The line that is credited; nil for a debit.
    var credits: String?

    var signedCents: Int { hours * tariffCents * (credits == nil ? 1 : -1) }

    static func debit(_ reference: String, of number: Int, hours: Int = 12) -> LineText {
        LineText(reference: reference, number: number, hours: hours)
    }

    static func credit(
        _ reference: String,
        for earlier: String,
        of number: Int,
        hours: Int = 12
    ) -> LineText {
        LineText(reference: reference, number: number, hours: hours, credits: earlier)
    }

    func json(_ month: String) -> String {
        let previous = credits.map { "\"\($0)\"" } ?? "null"
        return """
            {"reference": "\(reference)", "previousReference": \(previous), \
            "allocationNumber": \(number), "category": "50", "productCode": "JB-04", \
            "period": {"from": "\(month)-01", "until": "\(month)-30"}, "volume": \(hours), \
            "unit": "04", "tariffCents": \(tariffCents), "amountCents": \(hours * tariffCents), \
            "debitCredit": "\(credits == nil ? "D" : "C")"}
            """
    }
}
