/// The most that is taken of what a caller sends before its content is looked at.
///
/// The largest body is not here: it depends on the route, so the caller of the decoder gives it.
package struct RequestLimits: Sendable {
    /// The longest request line, in bytes without its CRLF; one more is a 414.
    ///
    /// - Source: RFC 9112 §3 asks for at least 8,000; our longest own URL is a few hundred.
    package var requestLineBytes = 8_192

    /// The largest header section, in bytes with every CRLF; one more is a 431.
    ///
    /// Four times what a browser with many cookies sends, and small enough to keep in memory
    /// for every connection at once.
    ///
    /// - Source: none; decided by us. RFC 9110 §5.4 leaves the size to the server.
    package var headerSectionBytes = 32_768

    /// The most field lines in one header section; one more is a 431.
    ///
    /// Each costs us sixteen bytes beside its text, and a look at it whenever a field is asked for.
    ///
    /// - Source: none; decided by us. RFC 9110 §5.4 leaves the number to the server.
    package var headerFields = 100

    /// The longest extensions of one chunk, in bytes from the end of the size; one more is a 400.
    ///
    /// Nobody needs any.
    ///
    /// - Source: RFC 9112 §7.1.1 asks for a limit and a 4xx.
    package var chunkExtensionBytes = 256

    /// The longest chunk extensions of one body together, in bytes; one more is a 400.
    ///
    /// Without it a caller could send a thousand times more framing than content.
    ///
    /// - Source: RFC 9112 §7.1.1 asks for a limit on the total length.
    package var chunkExtensionTotalBytes = 8_192

    /// The largest trailer section, in bytes with every CRLF; one more is a 431.
    ///
    /// - Source: none; decided by us: we drop it, so it may be small.
    package var trailerSectionBytes = 8_192

    /// The limits as they are by default.
    package init() {}
}
