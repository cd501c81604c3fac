/// What a scalar without quotes stands for.
///
/// - Source: YAML 1.2.2 §10.3.2, the core schema.
enum YAMLScalar {
    /// The value of a plain scalar; whatever is nothing else is a string.
    ///
    /// - Returns: nil for a number that does not fit or that JSON does not have.
    static func value(of text: String) -> YAMLValue? {
        switch text {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return .boolean(true)
        case "false", "False", "FALSE": return .boolean(false)
        default: break
        }
        let bytes = Array(text.utf8)
        if let number = integer(bytes) { return number.map(YAMLValue.integer) }
        if let number = fraction(bytes, text) { return number.map(YAMLValue.number) }
        return .string(text)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func unsigned(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        bytes.first == UInt8(ascii: "-") || bytes.first == UInt8(ascii: "+")
            ? bytes.dropFirst() : bytes[...]
    }

    /// - Returns: nil when it is no integer; nil inside when it does not fit.
    private static func integer(_ bytes: [UInt8]) -> Int?? {
        let digits = unsigned(bytes)
        if !digits.isEmpty, digits.allSatisfy(isDigit) {
            return .some(Int(String(decoding: bytes, as: UTF8.self)))
        }
        let text = String(decoding: bytes.dropFirst(2), as: UTF8.self)
        if bytes.starts(with: "0x".utf8), !text.isEmpty, text.allSatisfy(\.isHexDigit) {
            return .some(Int(text, radix: 16))
        }
        if bytes.starts(with: "0o".utf8), !text.isEmpty,
            text.allSatisfy({ "01234567".contains($0) })
        {
            return .some(Int(text, radix: 8))
        }
        return nil
    }

    /// - Returns: nil when it is no number; nil inside when JSON does not have it.
    private static func fraction(_ bytes: [UInt8], _ text: String) -> Double?? {
        let digits = unsigned(bytes)
        let name = String(decoding: digits, as: UTF8.self)
        if [".inf", ".Inf", ".INF"].contains(name) { return .some(nil) }
        if [".nan", ".NaN", ".NAN"].contains(text) { return .some(nil) }
        var rest = digits
        let whole = rest.prefix(while: isDigit).count
        rest = rest.dropFirst(whole)
        if rest.first == UInt8(ascii: ".") {
            let decimals = rest.dropFirst().prefix(while: isDigit).count
            guard whole + decimals > 0 else { return nil }
            rest = rest.dropFirst(decimals + 1)
        } else if whole == 0 {
            return nil
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            let exponent = unsigned(Array(rest.dropFirst()))
            guard !exponent.isEmpty, exponent.allSatisfy(isDigit) else { return nil }
        } else if !rest.isEmpty {
            return nil
        }
        guard let number = Double(text), number.isFinite else { return .some(nil) }
        return .some(number)
    }
}
