/// The test that most wrong BSNs fail.
///
/// - Source: CS002; that 000000000 fails too is decided by us, because nobody has it.
enum ElevenTest {
    private static let weights = [9, 8, 7, 6, 5, 4, 3, 2, -1]

    /// Whether nine digits may be a BSN; anything else may not.
    static func passes(_ text: String) -> Bool {
        let digits = text.utf8
        guard digits.count == 9, digits.allSatisfy({ (0x30...0x39).contains($0) }),
            digits.contains(where: { $0 != 0x30 })
        else { return false }
        let sum = zip(digits, weights).reduce(0) { $0 + (Int($1.0) - 0x30) * $1.1 }
        return sum % 11 == 0
    }
}
