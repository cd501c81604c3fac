/// Chance that falls the same way in every run: the demo is one fixed fiction.
///
/// The standard library's own drawing of numbers may change with its version, so that is not
/// used either.
struct DemoRandom: Sendable {
    private var numbers: SplitMix

    /// Chance that starts from a seed.
    init(seed: UInt64) {
        numbers = SplitMix(seed: seed)
    }

    /// The next 64 bits.
    mutating func next() -> UInt64 { numbers.next() }

    /// A number of the range, each as likely as the other for all that a demo can tell.
    mutating func number(in range: ClosedRange<Int>) -> Int {
        let count = UInt64(range.upperBound - range.lowerBound) + 1
        return range.lowerBound + Int(next().multipliedFullWidth(by: count).high)
    }

    /// True in so many of a hundred cases.
    mutating func happens(percent: Int) -> Bool {
        number(in: 1...100) <= percent
    }

    /// An index of the weights, the more likely the more it weighs.
    ///
    /// - Precondition: some weight is positive and none is negative.
    mutating func index(by weights: [Int]) -> Int {
        var rest = number(in: 1...weights.reduce(0, +))
        for (index, weight) in weights.enumerated() {
            rest -= weight
            if rest <= 0 { return index }
        }
        preconditionFailure("the weights add up to less than their sum")
    }

    /// The elements in another order, each order as likely as the other.
    mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
        var elements = elements
        for index in elements.indices.dropFirst() {
            elements.swapAt(index, number(in: 0...index))
        }
        return elements
    }
}
