@testable import Scoring
import Testing

@Suite struct `A whole number of any size` {
    @Test func `adds, multiplies and compares as 128 bits do`() throws {
        var generator = SeededGenerator(state: 128)
        func some() -> Int { Int(generator.next() >> UInt64.random(in: 1...63, using: &generator)) }
        for _ in 0..<20_000 {
            let (a, b, c, d) = (some(), some(), some(), some())
            let left = WholeNumber(a) * b + WholeNumber(c)
            let right = WholeNumber(d) * b + WholeNumber(a)
            let exactLeft = Int128(a) * Int128(b) + Int128(c)
            let exactRight = Int128(d) * Int128(b) + Int128(a)
            try #require((left < right) == (exactLeft < exactRight))
            try #require((left == right) == (exactLeft == exactRight))
            try #require(left + right == right + left)
        }
    }

    @Test func `keeps every carry`() {
        let most = WholeNumber(.max)
        var left = WholeNumber(1)
        for _ in 0..<6 { left = left * .max }
        #expect(left < left + WholeNumber(1))
        #expect(left * 2 == left + left)
        #expect(left * 3 == left + left + left)
        #expect((left + most) * 7 == left * 7 + most * 7)
        // 2^64 - 1 and 1 make a second word.
        let word = most + most + WholeNumber(1)
        #expect(word < word + WholeNumber(1))
        #expect(word + WholeNumber(1) == (most + WholeNumber(1)) * 2)
        #expect(word * .max == (most + WholeNumber(1)) * .max + most * .max)
    }

    @Test func `carries through a word of ones`() {
        let word = WholeNumber(.max) + WholeNumber(.max) + WholeNumber(1)
        let ones = word * (1 << 32) * (1 << 32) + word
        let next = (word + WholeNumber(1)) * (1 << 32) * (1 << 32)
        #expect(ones < next)
        #expect(ones + WholeNumber(1) == next)
        #expect(ones * 3 + WholeNumber(3) == next * 3)
    }

    @Test func `multiplies in any order, and each part of a sum`() throws {
        var generator = SeededGenerator(state: 63)
        for _ in 0..<2_000 {
            let factors = (0..<6).map { _ in Int.random(in: 0...(.max / 2), using: &generator) }
            let number = factors[2...].reduce(WholeNumber(1), *)
            try #require(factors[2...].reversed().reduce(WholeNumber(1), *) == number)
            try #require(
                number * (factors[0] + factors[1]) == number * factors[0] + number * factors[1]
            )
        }
    }

    @Test func `has one zero`() {
        #expect(WholeNumber(0) == WholeNumber(5) * 0)
        #expect(WholeNumber(0) * 5 == WholeNumber(0) + WholeNumber(0))
        #expect(WholeNumber(0) < WholeNumber(1))
        #expect(!(WholeNumber(0) < WholeNumber(0)))
        #expect(WholeNumber(7) + WholeNumber(0) == WholeNumber(7))
    }
}
