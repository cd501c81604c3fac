/// A client as a message in XML names it: personal, and never in JSON, in the log or in an error.
///
/// - Source: IJW §2.3; a claim names the BSN alone (§2.5).
struct MessageClient: Equatable, Sendable {
    /// The burgerservicenummer: nine digits, leading zeros among them.
    var bsn: String
    /// What a start or stop tells beyond the BSN; nil in a claim.
    var person: Person?

    /// Who the client is.
    struct Person: Equatable, Sendable {
        var birthDate: BirthDate
        /// `0` unknown, `1` male, `2` female.
        var sex: String
        var surname: String
        var surnamePrefix: String?
        var givenNames: String?
        /// Letters without dots or spaces.
        var initials: String?
    }

    /// A date of birth, of which some may be unknown.
    ///
    /// It is not a `Day`, which begins at 1900: who is said to be born before is found by TR002.
    struct BirthDate: Equatable, Sendable {
        /// As it was written, `YYYY-MM-DD`, a day that the calendar has.
        var text: String
        /// `DatumGebruik`: `1` day unknown, `2` day and month, `3` all of it; nil when known.
        var unknownPart: String?
    }
}

/// What a message in XML says beyond the message itself, so that its answer can be in XML too.
struct MessageEnvelope: Equatable, Sendable {
    /// `Ontvanger`: the municipality, four digits.
    var receiver: String
    /// `BasisschemaXsdVersie` and `BerichtXsdVersie`, each three numbers with dots.
    var schemaVersions: SchemaVersions
    /// The clients in their order: one for a start or stop.
    var clients: [Part]

    struct SchemaVersions: Equatable, Sendable {
        var base: String
        var message: String
    }

    /// One client with what is theirs.
    struct Part: Equatable, Sendable {
        var client: MessageClient
        /// How many of the products or lines are this client's; they follow each other.
        var items: Int
    }
}
