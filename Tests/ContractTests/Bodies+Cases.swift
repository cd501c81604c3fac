@testable import Partnership

extension Bodies {
    /// A child who is nobody.
    static func client(_ surname: String) -> String {
        """
        {"bsn": "999900006", "birthDate": "2012-05-14", "sex": "2", "surname": "\(surname)",
         "surnamePrefix": "van", "initials": "AB", "nameUse": "1",
         "contacts": [{"kind": "01", "address": {"house": {"number": 12}, "postalCode": "5981AB",
                       "street": "Kerkstraat", "city": "Panningen", "countryCode": "NL"}}]}
        """
    }

    static let outside = #"{"outsideMessaging": true}"#

    static func erasure(_ reference: String) -> String {
        #"{"decidedOn": "2026-01-05", "documentReference": "\#(reference)"}"#
    }
}
