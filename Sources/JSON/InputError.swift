/// One thing that is wrong with a document, and where.
package struct InputError: Error, Equatable, Sendable {
    /// The JSON Pointer (RFC 6901) of the place; empty for the document as a whole.
    package var location: String

    /// The machine-readable cause.
    ///
    /// One of `required`, `unknown-member`, `duplicate-member`, `type`, `length`, `range`,
    /// `format`, `enum`, `syntax`, `depth` and `too-many`, or a code a feature adds.
    package var code: String

    /// What is wrong and what would be right, for a person.
    package var detail: String

    /// An error at a place.
    package init(location: String, code: String, detail: String) {
        self.location = location
        self.code = code
        self.detail = detail
    }
}

extension InputError: CustomStringConvertible {
    /// The place, the cause and the detail on one line.
    package var description: String { "\(location): \(code): \(detail)" }
}
