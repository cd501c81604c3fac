@testable import Partnership

extension Bodies {
    static func cluster(_ partners: [Identifier], _ name: String = "Noord") -> String {
        """
        {"name": "\(name)", "partnerIds": \(list(partners)), "delegateId": "\(partners[0])"}
        """
    }

    static func clusterDissolution(_ day: String) -> String {
        #"{"dissolvedOn": "\#(day)", "documentReference": "B&W 1"}"#
    }

    static func composition(_ partners: [Identifier], _ seed: String) -> String {
        """
        {"seed": "\(seed)", "startsOn": "2034-01-01", "partnerIds": \(list(partners))}
        """
    }

    static func confirmation(_ reference: String) -> String {
        #"{"decisionReference": "\#(reference)", "names": ["Noord"]}"#
    }

    static func withdrawal(_ reason: String) -> String {
        #"{"reason": "\#(reason)"}"#
    }

    private static func list(_ ids: [Identifier]) -> String {
        "[" + ids.map { "\"\($0)\"" }.joined(separator: ", ") + "]"
    }
}
