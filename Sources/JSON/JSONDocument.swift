/// A document that was read: its bytes and the tape of what is where.
///
/// The bytes are shared with the array they came in, not copied.
package final class JSONDocument: Sendable {
    let bytes: [UInt8]
    let tape: JSONTape

    /// Reads a whole body.
    ///
    /// - Throws: the first error, `syntax`, `duplicate-member` or a limit's code.
    package convenience init(
        parsing bytes: [UInt8],
        limits: JSONLimits = .standard
    ) throws(InputError) {
        try self.init(parsing: bytes, range: 0..<bytes.count, limits: limits)
    }

    /// Reads a part of a body, for example one line of `JSONLines`.
    ///
    /// Byte numbers in errors count from the start of the body.
    ///
    /// - Throws: the first error, `syntax`, `duplicate-member` or a limit's code.
    /// - Precondition: the range lies in the bytes.
    package init(
        parsing bytes: [UInt8],
        range: Range<Int>,
        limits: JSONLimits = .standard
    ) throws(InputError) {
        precondition(bytes.indices.contains(range), "a range outside the bytes")
        precondition(limits.depth <= 512, "a depth the stack may not hold")
        var parser = JSONParser(limits: limits, start: range.lowerBound)
        try parser.document(bytes.span.extracting(0..<range.upperBound))
        self.bytes = bytes
        tape = parser.tape
    }

    /// The value that is the whole document.
    package var root: JSONValue { JSONValue(document: self, index: 0) }

    func location(of index: Int) -> String {
        let bytes = bytes
        return tape.location(of: index, in: bytes.span)
    }

    func step(ofName key: Int) -> String {
        JSONTape.step(text(key))
    }

    func text(_ index: Int) -> [UInt8] {
        let bytes = bytes
        return tape.text(index, in: bytes.span)
    }

    @inline(__always)
    func text(_ index: Int, equals wanted: StaticString) -> Bool {
        tape.text(index, equals: wanted, in: bytes)
    }
}
