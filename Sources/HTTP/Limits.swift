/// The most we take of things that a peer can make long and that nobody needs to set.
///
/// What may have to be set is in `RequestLimits`.
package enum Limits {
    /// The longest method in bytes; a longer one cannot be one of ours and is a 501.
    package static let methodBytes = 32

    /// The empty lines we pass over before a request line (RFC 9112 §2.2).
    package static let leadingEmptyLines = 1

    /// The longest host, with its port, in bytes: a DNS name has at most 253 (RFC 1035 §2.3.4).
    package static let hostBytes = 261

    /// The most digits in a port; five hold the largest one.
    package static let portDigits = 5

    /// The most hexadecimal digits in a chunk size; sixteen fill 64 bits.
    package static let chunkSizeDigits = 16

    /// The most name and value pairs in a query.
    package static let queryItems = 100

    /// The most members of a list in one field, such as `Accept` or `If-Match`.
    package static let listMembers = 64

    /// The most parameters in one route's pattern.
    package static let pathParameters = 8
}
