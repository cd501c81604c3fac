@testable import Partnership

extension Bodies {
    static func questionnaire(_ source: String) -> String {
        let items = (1...10).map {
            #"{"item": \#($0), "labelNl": "stelling \#($0)", "labelEn": "item \#($0)"}"#
        }
        return #"{"source": "\#(source)", "items": [\#(items.joined(separator: ", "))]}"#
    }

    /// - Parameter armour: of the public key, in lines.
    static func trustKey(_ armour: String, _ label: String = "2026") -> String {
        #"{"publicKey": "\#(armour.replacing("\n", with: "\\n"))", "label": "\#(label)"}"#
    }

    static func measuredCluster(_ partners: [Identifier]) -> String {
        let ids = partners.map { "\"\($0)\"" }.joined(separator: ", ")
        return """
            {"name": "West", "partnerIds": [\(ids)], "delegateId": "\(partners[0])",
             "startsOn": "2026-02-01"}
            """
    }

    static func measurement(
        _ cluster: Identifier,
        _ title: String = "2026",
        from opensAt: String = "2026-02-02T08:00:00Z"
    ) -> String {
        """
        {"title": "\(title)", "clusterIds": ["\(cluster)"], "opensAt": "\(opensAt)",
         "closesAt": "2035-01-01T00:00:00Z"}
        """
    }
}
