/// The client as an allocation message names it: who, and where they can be found.
///
/// Personal: sealed where it is kept, and never in the log, in a URL or in an error. What the
/// standard leaves open and no provider needs to begin (way of communication, legal status,
/// relations, remarks) is left out, because the least about a client is enough.
///
/// - Source: IJW §2.4 (`Client` of a 301).
struct AllocationClient: Equatable, Sendable {
    /// Nine digits that pass the eleven-test (CS002).
    var bsn: String
    var person: MessageClient.Person
    /// The partner's name (*partnernaam*), with its prefix.
    var partnerSurname: String?
    var partnerSurnamePrefix: String?
    var nameUse: NameUse
    /// At least one.
    var contacts: [Contact]

    /// Which name the client goes by; the first unless there is a partner's name (CS050).
    ///
    /// - Source: COD700 (`NaamGebruik`); its pseudonyms and organisations are no clients.
    enum NameUse: String, CaseIterable, Sendable {
        case ownName = "1"
        case partnerName = "2"
        case partnerNameThenOwn = "3"
        case ownNameThenPartner = "4"
    }

    /// Where the client can be found.
    struct Contact: Equatable, Sendable {
        var kind: Kind
        var address: Address?
        var phone: Phone?
        var emailAddress: String?

        /// - Source: COD757 (`AdresSoort`).
        enum Kind: String, CaseIterable, Sendable {
            /// As the register of persons (BRP) has it.
            case registered = "01"
            case post = "02"
            case residence = "03"
            case temporary = "04"
        }
    }

    struct Address: Equatable, Sendable {
        var house: House?
        var postalCode: String?
        var street: String?
        var city: String?
        /// Two letters (ISO 3166).
        var countryCode: String?
    }

    struct House: Equatable, Sendable {
        var number: Int
        var letter: String?
        var addition: String?
        var indication: Indication?

        /// How a house without an address of its own is found (*aanduiding woonadres*).
        enum Indication: String, CaseIterable, Sendable {
            /// Opposite (*tegenover*).
            case opposite = "TO"
            /// Near (*bij*).
            case near = "BY"
            /// On board of a ship (*aan boord*).
            case aboard = "AB"
            /// *Woonwagen*.
            case caravan = "WW"
        }
    }

    struct Phone: Equatable, Sendable {
        /// Digits alone.
        var number: String
        /// Such as `0031`.
        var countryNumber: String
    }
}
