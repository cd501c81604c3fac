/// The values of one call, in PostgreSQL's text form, kept in one buffer.
///
/// Text with a NUL cannot be told to PostgreSQL; callers refuse it before (JSON strings here never
/// hold one), and a NUL that comes all the same ends the value.
package struct Parameters: Sendable {
    /// Every value ends with a zero byte, as libpq wants it.
    private(set) var bytes: [UInt8] = []
    /// Where each value starts; nil is null.
    private(set) var starts: [Int?] = []

    /// No values yet.
    package init() {}

    /// How many values there are.
    package var count: Int { starts.count }

    /// Adds text.
    package mutating func add(_ value: String) {
        starts.append(bytes.count)
        bytes.append(contentsOf: value.utf8)
        bytes.append(0)
    }

    /// Adds text, or null for nil.
    package mutating func add(_ value: String?) {
        if let value { add(value) } else { addNull() }
    }

    /// Adds an integer.
    package mutating func add(_ value: Int) {
        starts.append(bytes.count)
        value.appendDecimal(to: &bytes)
        bytes.append(0)
    }

    /// Adds an integer, or null for nil.
    package mutating func add(_ value: Int?) {
        if let value { add(value) } else { addNull() }
    }

    /// Adds a boolean.
    package mutating func add(_ value: Bool) {
        add(utf8: [value ? UInt8(ascii: "t") : UInt8(ascii: "f")])
    }

    /// Adds text given as UTF-8.
    package mutating func add(utf8 value: [UInt8]) {
        starts.append(bytes.count)
        bytes.append(contentsOf: value)
        bytes.append(0)
    }

    /// Adds an array.
    package mutating func add(_ value: ArrayText) {
        add(utf8: value.finished())
    }

    /// Adds a null.
    package mutating func addNull() {
        starts.append(nil)
    }
}

/// A PostgreSQL array in text form, `{1,2,null}`, for statements that take many rows at once.
package struct ArrayText: Sendable {
    private var bytes: [UInt8] = [UInt8(ascii: "{")]

    /// An array without elements.
    package init() {}

    /// An array of integers.
    package init(_ values: some Sequence<Int>) {
        for value in values { add(value) }
    }

    /// An array of texts.
    package init(_ values: some Sequence<String>) {
        for value in values { add(value) }
    }

    /// Adds an integer.
    package mutating func add(_ value: Int) {
        separate()
        value.appendDecimal(to: &bytes)
    }

    /// Adds an integer, or null for nil.
    package mutating func add(_ value: Int?) {
        if let value { add(value) } else { addNull() }
    }

    /// Adds a boolean.
    package mutating func add(_ value: Bool) {
        separate()
        bytes.append(value ? UInt8(ascii: "t") : UInt8(ascii: "f"))
    }

    /// Adds text.
    package mutating func add(_ value: String) {
        var value = value
        value.withUTF8 { addQuoted($0) }
    }

    /// Adds text, or null for nil.
    package mutating func add(_ value: String?) {
        if let value { add(value) } else { addNull() }
    }

    /// Adds text as bytes, always quoted, so that no text reads as a number or as null.
    package mutating func add(utf8 value: [UInt8]) {
        value.withUnsafeBufferPointer { addQuoted($0) }
    }

    private mutating func addQuoted(_ value: UnsafeBufferPointer<UInt8>) {
        separate()
        // At worst every byte needs an escape.
        bytes.append(addingCapacity: value.count * 2 + 2) { output in
            output.append(UInt8(ascii: "\""))
            for byte in value {
                if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                    output.append(UInt8(ascii: "\\"))
                }
                output.append(byte)
            }
            output.append(UInt8(ascii: "\""))
        }
    }

    /// Adds a null.
    package mutating func addNull() {
        separate()
        bytes.append(contentsOf: "null".utf8)
    }

    func finished() -> [UInt8] {
        bytes + CollectionOfOne(UInt8(ascii: "}"))
    }

    private mutating func separate() {
        if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
    }
}

extension Int {
    /// Appends the decimal digits, without a String in between.
    package func appendDecimal(to bytes: inout [UInt8]) {
        if self < 0 { bytes.append(UInt8(ascii: "-")) }
        var rest = magnitude
        let start = bytes.count
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0
        bytes[start...].reverse()
    }
}
