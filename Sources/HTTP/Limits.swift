/// The most we take of anything a peer can make long.
///
/// The largest body is not here: it depends on the route, so the caller gives it.
package enum Limits {
    /// The longest request line in bytes, without its CRLF; a longer one is a 414.
    ///
    /// RFC 9112 §3 asks for at least 8,000; our longest own URL is a few hundred.
    package static let requestLineBytes = 8_192

    /// The largest header section in bytes, with every CRLF; a larger one is a 431.
    ///
    /// Four times what a browser with many cookies sends, and small enough to keep in memory
    /// for every connection at once.
    package static let headerSectionBytes = 32_768

    /// The most header fields in one request; one more is a 431.
    package static let headerFields = 100

    /// The longest method in bytes; a longer one cannot be one of ours and is a 501.
    package static let methodBytes = 32

    /// The empty lines we pass over before a request line (RFC 9112 §2.2).
    package static let leadingEmptyLines = 1

    /// The longest host, with its port, in bytes: a DNS name has at most 253 (RFC 1035 §2.3.4).
    package static let hostBytes = 261

    /// The most hexadecimal digits in a chunk size; sixteen fill 64 bits.
    package static let chunkSizeDigits = 16

    /// The longest extension of one chunk in bytes; nobody needs any.
    package static let chunkExtensionBytes = 256

    /// The most bytes of chunk extensions in one body.
    ///
    /// Without it a peer could send a thousand times more framing than content, chunk by chunk.
    package static let chunkExtensionTotalBytes = 8_192

    /// The largest trailer section in bytes; we drop it, so it may be small.
    package static let trailerSectionBytes = 8_192

    /// The most name and value pairs in a query.
    package static let queryItems = 100

    /// The most members of a list in one field, such as `Accept` or `If-Match`.
    package static let listMembers = 64

    /// The most parameters in one route's pattern.
    package static let pathParameters = 8
}
