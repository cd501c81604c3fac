/// A whole number, not negative, of any size.
struct WholeNumber: Comparable {
    /// The lowest first, and the last is not zero.
    private var words: [UInt]

    /// - Precondition: it is not negative.
    init(_ value: Int) {
        precondition(value >= 0, "a whole number is not negative")
        words = value == 0 ? [] : [UInt(value)]
    }

    /// - Precondition: the factor is not negative.
    static func * (left: WholeNumber, right: Int) -> WholeNumber {
        precondition(right >= 0, "a whole number is not negative")
        var product = WholeNumber(0)
        guard right > 0 else { return product }
        var carry: UInt = 0
        for word in left.words {
            let (high, low) = word.multipliedFullWidth(by: UInt(right))
            let (sum, overflow) = low.addingReportingOverflow(carry)
            product.words.append(sum)
            // The high word of a product is never all ones, so this fits.
            carry = high + (overflow ? 1 : 0)
        }
        if carry > 0 { product.words.append(carry) }
        return product
    }

    static func + (left: WholeNumber, right: WholeNumber) -> WholeNumber {
        var sum = WholeNumber(0)
        var carry: UInt = 0
        for place in 0..<max(left.words.count, right.words.count) {
            let (first, overflow) = left.word(place).addingReportingOverflow(right.word(place))
            let (second, overflowAgain) = first.addingReportingOverflow(carry)
            sum.words.append(second)
            carry = overflow || overflowAgain ? 1 : 0
        }
        if carry > 0 { sum.words.append(carry) }
        return sum
    }

    static func < (left: WholeNumber, right: WholeNumber) -> Bool {
        guard left.words.count == right.words.count else {
            return left.words.count < right.words.count
        }
        return left.words.reversed().lexicographicallyPrecedes(right.words.reversed())
    }

    private func word(_ place: Int) -> UInt {
        place < words.count ? words[place] : 0
    }
}
