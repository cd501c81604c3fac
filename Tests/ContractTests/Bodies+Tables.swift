@testable import Partnership

/// Bodies about development tables, recovery terms and alliances.
extension Bodies {
    static func table(_ kind: String, _ day: String) -> String {
        #"{"kind": "\#(kind)", "heldOn": "\#(day)", "topic": "Wachttijden"}"#
    }

    static func step(_ day: String) -> String {
        #"{"takenOn": "\#(day)", "documentReference": "SOJ 1"}"#
    }

    /// A review of one provider, which reaches no threshold.
    static func review(_ year: Int) -> String {
        """
        {"reviewedOn": "\(year)-03-03", "referenceYears": [\(year - 2), \(year - 1)],
         "decisionReference": "SOJ 2", "figures": [{"kvkNumber": "00000001", "name": "De Es",
         "years": [{"year": \(year - 2), "revenueCents": 1, "clients": 4},
         {"year": \(year - 1), "revenueCents": 100000000, "clients": 150}]}]}
        """
    }

    static func invitation(_ table: String) -> String {
        """
        {"kvkNumber": "00000001", "name": "De Es", "table": "\(table)", "reason": "The only one."}
        """
    }

    static func recoveryTerm(_ goal: String) -> String {
        """
        {"kvkNumber": "00000001", "goal": "\(goal)", "startsOn": "2025-01-01",
         "endsOn": "2025-06-30", "documentReference": "SOJ 3"}
        """
    }

    static func outcome(_ day: String) -> String {
        #"{"outcome": "met", "assessedOn": "\#(day)", "documentReference": "SOJ 4"}"#
    }

    static func alliance(_ kvkNumber: String) -> String {
        let hash = String(repeating: "0", count: 64)
        let contracts = ["continuity", "development", "governance"].map {
            #"{"kind": "\#($0)", "sha256": "\#(hash)", "documentReference": "LIM 1"}"#
        }
        return """
            {"name": "Noord", "region": "Limburg", "startsOn": "2025-01-01",
             "coreProviders": [{"kvkNumber": "\(kvkNumber)", "name": "De Es"}],
             "contracts": [\(contracts.joined(separator: ", "))]}
            """
    }

    static let subcontractors =
        #"{"subcontractors": [{"kvkNumber": "00000009", "name": "De Els"}]}"#

    static func dissolution(_ day: String) -> String {
        #"{"dissolvedOn": "\#(day)", "documentReference": "LIM 2"}"#
    }
}
