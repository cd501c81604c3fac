@testable import Partnership

extension Bodies {
    static func session(_ kind: String, _ day: String, cluster: Identifier? = nil) -> String {
        """
        {"kind": "\(kind)", "heldOn": "\(day)", "topic": null,
         "clusterId": \(cluster.map { "\"\($0)\"" } ?? "null")}
        """
    }

    static func attendance(_ partner: Identifier) -> String {
        """
        {"entries": [{"partnerId": "\(partner)", "attendance": "present"}],
         "municipalityPresent": true}
        """
    }

    static let cancellation = #"{"reason": "Te weinig aanmeldingen."}"#

    static func attestation(_ day: String) -> String {
        """
        {"attestedOn": "\(day)", "newEmployees": 3, "newEmployeesDone": 3}
        """
    }

    static func representatives(_ day: String) -> String {
        """
        {"validFrom": "\(day)", "functions": ["manager"]}
        """
    }
}
