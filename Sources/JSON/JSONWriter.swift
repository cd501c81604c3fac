/// Writes a document from front to back, without white space.
///
/// It puts the commas. It trusts the program to close what it opens, which the closures do,
/// and to give every member of an object a name.
@usableFromInline
package struct JSONWriter {
    /// What was written so far.
    @usableFromInline package var bytes: [UInt8]

    /// Whether the next value or name comes after another.
    @usableFromInline var needsComma = false

    /// A writer with room for a number of bytes; it grows past them.
    package init(capacity: Int = 256) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    /// Writes an object with the members that the body writes.
    @inlinable
    package mutating func object(_ body: (inout JSONWriter) -> Void) {
        open(UInt8(ascii: "{"))
        body(&self)
        close(UInt8(ascii: "}"))
    }

    /// Writes an array with the values that the body writes.
    @inlinable
    package mutating func array(_ body: (inout JSONWriter) -> Void) {
        open(UInt8(ascii: "["))
        body(&self)
        close(UInt8(ascii: "]"))
    }

    /// Ends a line of a body of lines; the next value starts a document of its own.
    package mutating func endLine() {
        bytes.append(0x0A)
        needsComma = false
    }

    @inlinable
    mutating func open(_ bracket: UInt8) {
        comma()
        bytes.append(bracket)
        needsComma = false
    }

    @inlinable
    mutating func close(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }

    @inlinable
    mutating func comma() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }

    /// Writes a name the program knows; its value comes next.
    ///
    /// - Precondition: the name needs no escapes.
    @usableFromInline
    package mutating func name(_ name: StaticString) {
        let hasComma = needsComma
        needsComma = false
        name.withUTF8Buffer { name in
            assert(name.allSatisfy { !Self.mustEscape($0) }, "a name that needs escapes")
            bytes.append(addingCapacity: name.count + 4) { output in
                if hasComma { output.append(UInt8(ascii: ",")) }
                output.append(UInt8(ascii: "\""))
                Self.append(name, to: &output)
                output.append(UInt8(ascii: "\""))
                output.append(UInt8(ascii: ":"))
            }
        }
    }

    /// Writes a name from data; its value comes next.
    package mutating func name(_ name: String) {
        comma()
        text(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// Writes a string.
    package mutating func value(_ value: String) {
        comma()
        text(value)
    }

    /// Writes a string from its UTF-8, which must be correct.
    package mutating func value(utf8 value: Span<UInt8>) {
        comma()
        value.withUnsafeBufferPointer { text($0) }
    }

    /// Writes an integer.
    package mutating func value(_ value: Int) {
        comma()
        // The digits from the last to the first: at most 19 and a sign.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var start = 20
            var rest = value.magnitude
            repeat {
                start -= 1
                let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
                digits[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
                rest = quotient
            } while rest > 0
            if value < 0 {
                start -= 1
                digits[start] = UInt8(ascii: "-")
            }
            bytes.append(contentsOf: digits[start...])
        }
    }

    /// Writes `true` or `false`.
    package mutating func value(_ value: Bool) {
        word(value ? "true" : "false")
    }

    /// Writes `null`.
    package mutating func null() {
        word("null")
    }

    /// Writes a string, or `null` for nil.
    package mutating func value(_ value: String?) {
        if let value { self.value(value) } else { null() }
    }

    /// Writes an integer, or `null` for nil.
    package mutating func value(_ value: Int?) {
        if let value { self.value(value) } else { null() }
    }

    /// Writes a boolean, or `null` for nil.
    package mutating func value(_ value: Bool?) {
        if let value { self.value(value) } else { null() }
    }

    /// Writes a value that is JSON already, as it is.
    package mutating func value(raw json: [UInt8]) {
        comma()
        bytes.append(contentsOf: json)
    }

    private mutating func word(_ word: StaticString) {
        comma()
        word.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }
}
