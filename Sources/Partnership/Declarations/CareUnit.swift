/// What a volume counts.
///
/// - Source: WJ756.
package enum CareUnit: String, CaseIterable, Sendable {
    case minute = "01"
    case hour = "04"
    /// An *etmaal*: twenty-four hours.
    case fullDay = "14"
    /// A *dagdeel*: four hours.
    case dayPart = "16"
    /// A piece, paid by result.
    case resultPiece = "82"
    /// A cent of an agreed sum; the list says euro, the messages count cents.
    case euro = "83"
    /// A piece, paid by effort.
    case piece = "84"
}

/// In what time the allocated volume may be used.
///
/// - Source: WMO757.
package enum Frequency: String, CaseIterable, Sendable {
    case perDay = "1"
    case perWeek = "2"
    case perMonth = "4"
    /// In total, as long as the allocation is valid.
    case inTotal = "6"
}

/// Whether a class of a message is new or takes an earlier one back.
///
/// - Source: COD467.
package enum DeliveryStatus: String, CaseIterable, Sendable {
    case first = "1"
    /// In the list, but forbidden by CS058: a change is a deletion and a new delivery.
    case changed = "2"
    case delete = "3"
    /// In the list, but forbidden by CS058.
    case notApplicable = "9"
}

/// Whether an amount is claimed or given back.
package enum DebitCredit: String, CaseIterable, Sendable {
    case debit = "D"
    case credit = "C"

    /// An amount with the sign it has in a sum.
    package func signed(_ cents: Int) -> Int {
        self == .debit ? cents : 0 - cents
    }
}
