/// How many new employees of a partner did the Reisgids, attested by the partner without names.
///
/// - Source: PO 4.3, KA 3.4.
struct Attestation: Sendable, Equatable {
    /// No partner takes on more in a year.
    static let maximumEmployees = 10_000

    let attestedOn: Day
    let newEmployees: Int
    /// At most as many as are new.
    let newEmployeesDone: Int

    /// Whether the Reisgids was done by all who are new, be it nobody.
    var isComplete: Bool { newEmployeesDone >= newEmployees }
}

/// Why an attestation is refused.
enum AttestationRefusal: Error, Equatable, Sendable {
    /// What is attested has happened.
    case datedAhead(Day)
}
