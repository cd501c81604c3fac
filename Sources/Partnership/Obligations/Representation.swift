/// Who speaks for a partner in the meetings (vertegenwoordiging), told by functions, never names.
///
/// - Source: PO 4.1.
struct Representation: Sendable, Equatable {
    /// What somebody does at a partner.
    ///
    /// - Source: none; decided by us because a list leaves no room for a name.
    enum Function: String, CaseIterable, Sendable {
        case owner, director, manager, coordinator, controller, professional
    }

    /// The first day; it lasts until the day of the next one.
    let validFrom: Day
    let functions: [Function]

    /// Refuses to change who spoke for the partner before the last ones do.
    ///
    /// - Parameter last: the day the last ones are valid from; nil when there are none.
    /// - Source: none; decided by us because duties of days that are over were judged by them.
    func check(after last: Day?) throws(RepresentationRefusal) {
        if let last, validFrom < last { throw .beforeLast(last) }
    }
}

/// Why representatives are refused.
enum RepresentationRefusal: Error, Equatable, Sendable {
    case beforeLast(Day)
}
