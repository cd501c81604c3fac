import TestSupport

/// A partner with cares to declare on, made through the service itself.
struct Setting {
    let agbCode = "94000001"
    let partner: String
    private let caller: Caller

    init(_ caller: Caller) throws {
        self.caller = caller
        let partner = try Self.make(
            caller,
            "POST",
            "/v1/partners",
            """
            {"name": "De Wilg", "kvkNumber": "94000001", "agbCode": "94000001", "size": "small",
             "pillars": ["youth"], "expertise": ["autisme"]}
            """
        )
        guard let id = partner["id"].text else { throw TestProblem("no id") }
        self.partner = id
        for (kind, startsOn) in [("process", "2026-01-01"), ("assignment", "2025-01-01")] {
            _ = try Self.make(
                caller,
                "POST",
                "/v1/agreements",
                """
                {"partnerId": "\(id)", "kind": "\(kind)", "signedOn": "2024-12-18",
                 "startsOn": "\(startsOn)", "documentReference": "PO-1"}
                """
            )
        }
    }

    /// Allocates a care under a number.
    func allocate(_ number: Int) throws {
        let match = try Self.make(
            caller,
            "POST",
            "/v1/matches",
            """
            {"caseReference": "case-\(number)", "partnerId": "\(partner)",
             "professional": "Sybren Geheim", "productCode": "JB-04",
             "agreed": {"family": "2024-12-02", "coach": "2024-12-03",
             "professional": "2024-12-04"}}
            """
        )
        _ = try Self.make(
            caller,
            "PUT",
            "/v1/matches/\(match["id"].text ?? "")/allocation",
            "{\"number\": \(number), \"productCode\": \"JB-04\", \"startsOn\": \"2025-01-01\"}",
            ["If-None-Match: *"]
        )
    }

    private static func make(
        _ caller: Caller,
        _ method: String,
        _ target: String,
        _ json: String,
        _ fields: [String] = []
    ) throws -> TestJSON {
        let answer = try caller.ask(method, target, json: json, fields: fields)
        guard answer.status == 201 else { throw TestProblem("\(target): \(answer.text)") }
        return answer.json
    }
}

/// Messages about a care that starts, stops and starts again, and is claimed, once a day.
enum Story {
    /// The message with a place in the story of a care, in which starts and stops take turns.
    static func message(_ place: Int, of number: Int, agbCode: String) -> String {
        let day = day(place / 2)
        let head = """
            "messageId": "\(number % 1_000)-\(place)", "agbCode": "\(agbCode)", \
            "datedOn": "\(day)"
            """
        let product = """
            "allocationNumber": \(number), "category": "50", "productCode": "JB-04", \
            "startedOn": "\(day)", "status": "1"
            """
        return place.isMultiple(of: 2)
            ? "{\"kind\": \"start\", \(head), \"products\": [{\(product)}]}"
            : "{\"kind\": \"stop\", \(head), \"products\": [{\(product), \"endedOn\": \"\(day)\", "
                + "\"reason\": \"31\"}]}"
    }

    /// A claim of one hour in a month of 2025 from January on.
    static func claim(_ month: Int, of number: Int, agbCode: String) -> String {
        let id = "\(number % 1_000)C\(month)"
        let text = month < 10 ? "0\(month)" : "\(month)"
        let period =
            "{\"from\": \"2025-\(text)-01\", \"until\": \"2025-\(text)-\(days[month - 1])\"}"
        return """
            {"kind": "claim", "messageId": "\(id)", "agbCode": "\(agbCode)", \
            "datedOn": "2025-\(text)-\(days[month - 1])", "declarationNumber": "\(id)", \
            "period": \(period), "totalCents": 8000, "debitCredit": "D", "lines": [{\
            "reference": "\(id)", "allocationNumber": \(number), "category": "50", \
            "productCode": "JB-04", "period": \(period), "volume": 1, "unit": "04", \
            "tariffCents": 8000, "amountCents": 8000, "debitCredit": "D"}]}
            """
    }

    private static let days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

    /// A day of 2025.
    private static func day(_ number: Int) -> String {
        var (month, day) = (0, number)
        while day >= days[month] {
            day -= days[month]
            month += 1
        }
        return "2025-\(month < 9 ? "0" : "")\(month + 1)-\(day < 9 ? "0" : "")\(day + 1)"
    }
}
