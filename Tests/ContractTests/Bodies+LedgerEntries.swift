@testable import Partnership

extension Bodies {
    static func opening(_ cents: Int, year: Int = 2023, partner: Identifier? = nil) -> String {
        let partnerId = partner.map { "\"\($0)\"" } ?? "null"
        return """
            {"year": \(year), "month": "\(year)-03", "pillar": "youth", "partnerId": \(partnerId),
             "productCode": "JB-04", "cents": \(cents), "source": "KA 2.2.1",
             "roundedToEuros": true}
            """
    }

    static func reversal(_ document: String) -> String {
        "{\"documentReference\": \"\(document)\"}"
    }
}
