@testable import Partnership

extension Day: ExpressibleByStringLiteral {
    /// A day written in a test; a wrong one stops the test.
    package init(stringLiteral text: String) {
        guard let day = Day(text) else { preconditionFailure("\(text) is no day") }
        self = day
    }
}

extension Period {
    /// A period written in a test; a wrong one stops the test.
    static func days(_ from: Day, _ until: Day) -> Period {
        guard let period = Period(from: from, until: until) else {
            preconditionFailure("\(from) - \(until) is no period")
        }
        return period
    }
}

/// A repeatable source of random numbers, so that a failure can be seen again.
///
/// - Source: SplitMix64 (Steele, Lea, Flood 2014).
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
