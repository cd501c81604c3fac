/// An exact fraction that compares without multiplying, so that a test does not repeat the sum it
/// tests: whole parts first, then the rests turned over, as Euclid would.
struct Ratio: Comparable, CustomStringConvertible {
    let over: Int128
    let under: Int128

    /// In lowest terms.
    init(_ over: Int128, _ under: Int128) {
        var (left, right) = (over, under)
        while right != 0 { (left, right) = (right, left % right) }
        self.over = over / left
        self.under = under / left
    }

    var description: String { "\(over)/\(under)" }

    static func + (left: Ratio, right: Ratio) -> Ratio {
        Ratio(left.over * right.under + right.over * left.under, left.under * right.under)
    }

    static func < (left: Ratio, right: Ratio) -> Bool {
        var (a, b, c, d) = (left.over, left.under, right.over, right.under)
        while a / b == c / d {
            guard c % d != 0 else { return false }
            guard a % b != 0 else { return true }
            (a, b, c, d) = (d, c % d, b, a % b)
        }
        return a / b < c / d
    }
}
