/// An amount as bookkeeping writes it: euros, a point and two decimals.
struct Euros: Equatable, Sendable, CustomStringConvertible {
    let cents: Int

    init(_ cents: Int) {
        self.cents = cents
    }

    /// How much it is, whichever side it is on.
    ///
    /// - Returns: the same without its sign.
    var amount: String {
        let rest = cents.magnitude % 100
        return "\(cents.magnitude / 100).\(rest < 10 ? "0" : "")\(rest)"
    }

    var description: String { cents < 0 ? "-" + amount : amount }
}
