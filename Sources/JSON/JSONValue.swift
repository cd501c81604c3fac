/// A value in a document, of any kind.
///
/// It keeps the whole document alive. Questions that do not fit its kind answer nil.
package struct JSONValue: Sendable {
    let document: JSONDocument
    let index: Int

    var token: JSONToken { document.tape.tokens[index] }

    /// What it is.
    package var kind: JSONKind { token.kind }

    /// Its JSON Pointer (RFC 6901), found when asked.
    package var location: String { document.location(of: index) }

    /// Where it is in the bytes of the body, a string with its quotes.
    package var range: Range<Int> {
        let range = token.range
        return kind == .string ? range.lowerBound - 1..<range.upperBound + 1 : range
    }

    /// The number of elements or members; zero for other kinds.
    package var count: Int { Int(token.count) }

    /// Whether it is `null`.
    package var isNull: Bool { kind == .null }

    /// Its number, when that is written without fraction and exponent and fits.
    package var integer: Int? {
        guard kind == .number else { return nil }
        let bytes = document.bytes
        guard case .integer(let number) = JSONInteger(bytes.span.extracting(token.range)) else {
            return nil
        }
        return number
    }

    /// Whether it is `true` or `false`.
    package var boolean: Bool? {
        guard kind == .boolean else { return nil }
        return document.bytes[Int(token.start)] == UInt8(ascii: "t")
    }

    /// Its text, whatever characters that has.
    package var string: String? {
        guard kind == .string else { return nil }
        return withText { text in
            text.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
        }
    }

    /// Whether it is a string that says this.
    package func equals(_ text: StaticString) -> Bool {
        kind == .string && document.text(index, equals: text)
    }

    /// Hands over the UTF-8 of a string, without its escapes.
    ///
    /// - Precondition: the value is a string.
    @inline(__always)
    func withText<T>(_ body: (Span<UInt8>) -> T) -> T {
        let token = token
        precondition(token.kind == .string, "the text of what is no string")
        if token.isEscaped {
            let text = document.text(index)
            return body(text.span)
        }
        let bytes = document.bytes
        return body(bytes.span.extracting(token.range))
    }

    /// The elements of an array in their order; none for other kinds.
    package func elements() -> JSONElements { JSONElements(self) }

    /// One element of an array; `elements` is the way to visit all.
    ///
    /// - Precondition: the value is an array with this element.
    package subscript(element: Int) -> JSONValue {
        precondition(kind == .array, "an element of what is no array")
        precondition(element >= 0 && element < count, "an element past the end")
        var current = index + 1
        for _ in 0..<element {
            current = Int(document.tape.tokens[current].next)
        }
        return JSONValue(document: document, index: current)
    }

    /// The names and values of an object in their order; none for other kinds.
    package func members() -> [(name: String, value: JSONValue)] {
        guard kind == .object else { return [] }
        var members: [(name: String, value: JSONValue)] = []
        members.reserveCapacity(count)
        var key = index + 1
        for _ in 0..<count {
            let name = document.text(key)
            let value = JSONValue(document: document, index: key + 1)
            members.append((String(decoding: name, as: UTF8.self), value))
            key = Int(value.token.next)
        }
        return members
    }
}

/// The elements of an array, one after the other.
package struct JSONElements: Sequence, IteratorProtocol {
    private let document: JSONDocument
    private var index: Int
    private var remaining: Int

    init(_ value: JSONValue) {
        document = value.document
        index = value.index + 1
        remaining = value.kind == .array ? value.count : 0
    }

    /// How many are left.
    package var underestimatedCount: Int { remaining }

    /// The next element; nil after the last.
    package mutating func next() -> JSONValue? {
        guard remaining > 0 else { return nil }
        remaining -= 1
        defer { index = Int(document.tape.tokens[index].next) }
        return JSONValue(document: document, index: index)
    }
}

/// What a number is as an integer.
enum JSONInteger: Equatable {
    case integer(Int)
    /// It has a fraction or an exponent.
    case fraction
    /// It does not fit in 64 bits.
    case tooLarge

    /// Reads the digits of a number.
    init(_ text: Span<UInt8>) {
        let isNegative = text[0] == UInt8(ascii: "-")
        var number = 0
        var overflows = false
        for position in (isNegative ? 1 : 0)..<text.count {
            let byte = text[position]
            guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte else {
                self = .fraction
                return
            }
            // Downwards, because there is one more negative number than there are positive.
            let (product, isPast) = number.multipliedReportingOverflow(by: 10)
            let digit = Int(byte - UInt8(ascii: "0"))
            let (difference, isBelow) = product.subtractingReportingOverflow(digit)
            overflows = overflows || isPast || isBelow
            number = difference
        }
        if !isNegative {
            overflows = overflows || number == .min
            number = 0 &- number
        }
        self = overflows ? .tooLarge : .integer(number)
    }
}
