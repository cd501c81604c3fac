@testable import Partnership
import Testing

@Suite struct `A formula` {
    @Test(arguments: [
        ("7", 7), ("a + b * 2", 13), ("(a + b) * 2", 16), ("a - b - 1", -3), ("-a", -3),
        ("a / 2 * 4", 6), ("floor(a / 2)", 1), ("floor(-a / 2)", -2), ("max(0, a - b)", 0),
        ("max(a, b)", 5), ("a * 1.5 * 2", 9), ("b > a", 1), ("a > b", 0),
        ("floor((a * b + 30) / 60); rounded half up", 0), ("0.25 * 4", 1),
    ])
    func `has the value that its expression gives`(text: String, value: Int) throws {
        #expect(try Formula.value(of: text, ["a": 3, "b": 5]) == value)
    }

    @Test(arguments: [
        ("a / 2", "is not whole"), ("c", "has no c"), ("a / 0", "divides by nothing"),
        ("a +", "ends too early"), ("a b", "goes on with b"), ("(a", "has no )"),
        ("sum(a)", "calls sum"), ("", "ends too early"), ("1.2.3", "has no 1.2.3"),
    ])
    func `without a whole value is refused`(text: String, reason: String) {
        #expect(throws: Formula.Fault(reason: reason)) {
            try Formula.value(of: text, ["a": 3, "b": 5])
        }
    }
}
