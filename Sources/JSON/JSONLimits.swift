/// What a document may cost.
///
/// RFC 8259 §9 lets a parser set limits on size, depth, numbers and strings. Every limit is
/// met before the memory is spent.
package struct JSONLimits: Sendable {
    /// The largest document, in bytes.
    ///
    /// The largest body there is: an iJw file (OP192), or ten thousand declarations.
    package var bytes = 25 * 1024 * 1024

    /// How many objects and arrays may lie within each other.
    ///
    /// Our deepest message has five levels. The parser recurses, so this bounds the stack.
    package var depth = 16

    /// The most values and member names in one document.
    ///
    /// A token takes 28 bytes, so the tape stays below 56 MB whatever the document says.
    package var tokens = 2_000_000

    /// The longest member name as it is written, in bytes.
    ///
    /// An error repeats the names that lead to its place, and must not become a large answer.
    package var nameBytes = 256

    /// The longest number as it is written, in bytes.
    ///
    /// An integer needs 20 and any double 24; longer ones carry digits nobody keeps.
    package var numberBytes = 64

    /// The most lines in a body of lines.
    ///
    /// As many as the tokens allow in an array of the smallest messages; a range each.
    package var lines = 100_000

    /// The limits that hold unless a caller says otherwise.
    package static let standard = JSONLimits()

    /// The standard limits, to be changed one by one.
    package init() {}
}
