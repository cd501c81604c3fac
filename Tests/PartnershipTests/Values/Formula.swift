@testable import Partnership

/// The expression of a formula, computed exactly from what its names stand for.
struct Formula {
    /// Why an expression has no value.
    struct Fault: Error, Equatable {
        let reason: String
    }

    /// A number as two whole ones.
    private struct Fraction {
        var top: Int128
        var bottom: Int128 = 1

        var floor: Int128 { top / bottom - (top % bottom < 0 ? 1 : 0) }

        static func + (left: Fraction, right: Fraction) -> Fraction {
            let top = left.top * right.bottom + right.top * left.bottom
            return Fraction(top: top, bottom: left.bottom * right.bottom)
        }

        static prefix func - (number: Fraction) -> Fraction {
            Fraction(top: -number.top, bottom: number.bottom)
        }

        static func * (left: Fraction, right: Fraction) -> Fraction {
            Fraction(top: left.top * right.top, bottom: left.bottom * right.bottom)
        }

        static func > (left: Fraction, right: Fraction) -> Bool { (left + -right).top > 0 }

        func over(_ number: Fraction) throws(Fault) -> Fraction {
            guard number.top != 0 else { throw Fault(reason: "divides by nothing") }
            let sign: Int128 = number.top < 0 ? -1 : 1
            return self * Fraction(top: sign * number.bottom, bottom: sign * number.top)
        }
    }

    private let names: [String: Int]
    private var tokens: ArraySlice<String>

    /// The value of a formula; what follows its first semicolon is for people.
    ///
    /// - Throws: when it is no expression, has a name that stands for nothing, or is not whole.
    static func value(of text: String, _ names: [String: Int]) throws(Fault) -> Int {
        var formula = Formula(text, names)
        let value = try formula.comparison()
        if let rest = formula.tokens.first { throw Fault(reason: "goes on with \(rest)") }
        guard value.top % value.bottom == 0 else { throw Fault(reason: "is not whole") }
        return Int(value.top / value.bottom)
    }

    private init(_ text: String, _ names: [String: Int]) {
        self.names = names
        var tokens: [String] = []
        var isWord = false
        for character in text.prefix(while: { $0 != ";" }) {
            let continues = character.isLetter || character.isNumber || character == "."
            if continues, isWord, let last = tokens.popLast() {
                tokens.append(last + String(character))
            } else if character != " " {
                tokens.append(String(character))
            }
            isWord = continues
        }
        self.tokens = tokens[...]
    }

    private mutating func take(_ token: String) -> Bool {
        guard tokens.first == token else { return false }
        tokens.removeFirst()
        return true
    }

    private mutating func expect(_ token: String) throws(Fault) {
        guard take(token) else { throw Fault(reason: "has no \(token)") }
    }

    private mutating func comparison() throws(Fault) -> Fraction {
        let left = try sum()
        guard take(">") else { return left }
        return try Fraction(top: left > sum() ? 1 : 0)
    }

    private mutating func sum() throws(Fault) -> Fraction {
        var value = try product()
        while true {
            if take("+") {
                value = try value + product()
            } else if take("-") {
                value = try value + -product()
            } else {
                return value
            }
        }
    }

    private mutating func product() throws(Fault) -> Fraction {
        var value = try factor()
        while true {
            if take("*") {
                value = try value * factor()
            } else if take("/") {
                value = try value.over(factor())
            } else {
                return value
            }
        }
    }

    private mutating func factor() throws(Fault) -> Fraction {
        if take("-") { return try -factor() }
        if take("(") {
            let value = try sum()
            try expect(")")
            return value
        }
        guard let word = tokens.popFirst() else { throw Fault(reason: "ends too early") }
        if take("(") { return try call(word) }
        if let value = names[word] { return Fraction(top: Int128(value)) }
        let parts = word.split(separator: ".")
        let decimals = parts.count == 2 ? parts[1] : ""
        guard let digits = Int128(String(parts.first ?? "") + decimals), parts.count < 3 else {
            throw Fault(reason: "has no \(word)")
        }
        return Fraction(top: digits, bottom: decimals.reduce(1) { ten, _ in 10 * ten })
    }

    private mutating func call(_ name: String) throws(Fault) -> Fraction {
        let first = try sum()
        switch name {
        case "floor":
            try expect(")")
            return Fraction(top: first.floor)
        case "max":
            try expect(",")
            let second = try sum()
            try expect(")")
            return first > second ? first : second
        default: throw Fault(reason: "calls \(name)")
        }
    }
}

extension FigureGround {
    /// What its formula gives, with the values of members beside the figure.
    func value(_ members: [String: Int] = [:]) throws(Formula.Fault) -> Int {
        let inputs = inputs.map { ($0.name, $0.value) }
        return try Formula.value(of: formula, members.merging(inputs) { _, input in input })
    }
}

extension [FigureGround] {
    /// The one of a figure.
    func ground(of figure: String) -> FigureGround? { first { $0.figure == figure } }
}
