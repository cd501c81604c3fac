@testable import Partnership

/// Bodies of requests that are right in themselves.
enum Bodies {
    static func product(_ code: String) -> String {
        """
        {"code": "\(code)", "pillar": "youth", "nameNl": "Rouw", "nameEn": "Grief",
         "unit": "hour"}
        """
    }

    static func tariff(_ from: String) -> String {
        """
        {"maxTariffCents": 9000, "validFrom": "\(from)", "decisionReference": "2026-12"}
        """
    }

    static func window(_ from: String, _ until: String) -> String {
        """
        {"opensAt": "\(from)", "closesAt": "\(until)", "decisionReference": "B&W 1",
         "criteria": [{"code": "METHOD", "text": "Works by the method."}]}
        """
    }

    static func application(_ number: Int) -> String {
        """
        {"applicantName": "De Es", "kvkNumber": "\(number)", "agbCode": "\(number)",
         "ground": "expertise-tent", "commitsToMethod": true, "meetsConditions": true}
        """
    }

    static let intake = #"{"heldOn": "2026-02-18", "participants": ["kartrekker"]}"#

    static let admission =
        #"{"outcome": "admitted", "decidedOn": "2026-03-03", "decisionReference": "B&W 2"}"#

    static func partner(_ number: String) -> String {
        """
        {"name": "De Wilg", "kvkNumber": "\(number)", "agbCode": "\(number)", "size": "small",
         "pillars": ["youth"], "expertise": ["autisme"]}
        """
    }

    static func agreement(_ partner: Identifier, _ kind: String) -> String {
        """
        {"partnerId": "\(partner)", "kind": "\(kind)", "signedOn": "2025-12-18",
         "startsOn": "2026-01-01", "endsOn": null, "documentReference": "PO-1"}
        """
    }

    static func match(_ partner: Identifier) -> String {
        """
        {"caseReference": "case-1", "partnerId": "\(partner)", "professional": "S. de Vries",
         "productCode": "JB-04", "agreed": \(agreed)}
        """
    }

    static let agreed =
        #"{"family": "2025-01-06", "coach": "2025-01-07", "professional": "2025-01-08"}"#

    static func allocation(_ number: Int) -> String {
        """
        {"number": \(number), "productCode": "JB-04", "startsOn": "2025-01-01"}
        """
    }

    static func start(_ id: String, _ agbCode: String, _ number: Int) -> String {
        """
        {"kind": "start", "messageId": "\(id)", "agbCode": "\(agbCode)", "datedOn": "2025-04-03",
         "products": [{"allocationNumber": \(number), "category": "50", "productCode": "JB-04",
         "startedOn": "2025-04-03", "status": "1"}]}
        """
    }

    static func stop(_ id: String, _ agbCode: String, _ number: Int) -> String {
        """
        {"kind": "stop", "messageId": "\(id)", "agbCode": "\(agbCode)", "datedOn": "2025-07-17",
         "products": [{"allocationNumber": \(number), "category": "50", "productCode": "JB-04",
         "allocationStartsOn": null, "startedOn": "2025-04-03", "endedOn": "2025-07-17",
         "reason": "31", "status": "1"}]}
        """
    }

    static func claim(_ id: String, _ agbCode: String, _ number: Int) -> String {
        """
        {"kind": "claim", "messageId": "\(id)", "agbCode": "\(agbCode)", "datedOn": "2025-05-02",
         "declarationNumber": "\(id)", "period": {"from": "2025-04-01", "until": "2025-04-30"},
         "totalCents": 96000, "debitCredit": "D", "lines": [{"reference": "L-\(id)",
         "previousReference": null, "allocationNumber": \(number), "category": "50",
         "productCode": "JB-04", "period": {"from": "2025-04-01", "until": "2025-04-30"},
         "volume": 12, "unit": "04", "tariffCents": 8000, "amountCents": 96000,
         "debitCredit": "D"}]}
        """
    }

    static func budget(_ cents: Int) -> String {
        """
        {"budgetCents": \(cents), "remainderPreviousYearCents": 0,
         "lines": [{"name": "meetings", "cents": \(cents)}]}
        """
    }
}
