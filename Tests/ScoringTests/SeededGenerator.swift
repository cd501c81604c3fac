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

    /// Ratings 1...5, about a mean that differs from call to call.
    mutating func ratings(_ count: Int) -> [Int] {
        let lowest = Int.random(in: 1...5, using: &self)
        return (0..<count).map { _ in Int.random(in: lowest...5, using: &self) }
    }

    /// A form of ten ratings.
    mutating func form() -> [Int] { ratings(10) }
}
