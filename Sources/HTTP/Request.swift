/// One request, as a route sees it.
package struct Request: Sendable {
    /// The method.
    package var method: Method
    /// The minor version of HTTP/1, 0 or 1.
    package let minorVersion: Int
    /// The header fields.
    package var headers: Headers
    /// The content, with any transfer coding taken off.
    package var body: [UInt8]

    @usableFromInline let bytes: [UInt8]
    @usableFromInline let pathRange: Range<Int>
    private let queryRange: Range<Int>?

    init(
        method: Method,
        minorVersion: Int,
        bytes: [UInt8],
        path: Range<Int>,
        query: Range<Int>?,
        headers: Headers,
        body: [UInt8]
    ) {
        self.method = method
        self.minorVersion = minorVersion
        self.bytes = bytes
        self.headers = headers
        self.body = body
        pathRange = path
        queryRange = query
    }

    /// A request that came over no connection.
    ///
    /// - Parameter target: a path with an optional query, percent-encoded as on the wire.
    package init(
        _ method: Method,
        _ target: String,
        headers: Headers = [:],
        body: [UInt8] = []
    ) {
        let bytes = Array(target.utf8)
        let question = bytes.firstIndex(of: Octet.question)
        self.init(
            method: method,
            minorVersion: 1,
            bytes: bytes,
            path: 0..<(question ?? bytes.count),
            query: question.map { $0 + 1..<bytes.count },
            headers: headers,
            body: body
        )
    }

    /// The path as it came, percent-encoded and without the query.
    package var path: String {
        withPath { $0.text(0, $0.count) }
    }

    /// The query as it came, percent-encoded; nil when there is no question mark.
    package var query: String? {
        queryRange.map { bytes.span.text($0.lowerBound, $0.upperBound) }
    }

    /// The host with an optional port; nil when an HTTP/1.0 caller does not name one.
    ///
    /// It is that of an absolute target, whatever the Host field said.
    ///
    /// - Source: RFC 9112 §3.2.2.
    package var host: String? { header("Host") }

    /// Lends the bytes of the path, percent-encoded.
    @inlinable
    package func withPath<Result, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        // RFC 9110 §4.2.3: in an absolute target an empty path means "/".
        if pathRange.isEmpty { return try body(Self.root.span) }
        return try body(bytes.span.extracting(pathRange))
    }

    /// The decoded path and query.
    package func target() throws(TargetRefusal) -> Target {
        let segments = try withPath { path throws(TargetRefusal) in try Target.segments(path) }
        return Target(segments: segments, query: try queryItems())
    }

    /// The decoded query; empty when there is none.
    package func queryItems() throws(TargetRefusal) -> Query {
        guard let queryRange else { return Query() }
        return try Query(bytes.span.extracting(queryRange))
    }

    /// The value of a header field; of several with this name, all of them, joined by `, `.
    package func header(_ name: String) -> String? {
        headers[name]
    }

    /// Whether there is a header field with this name.
    package func hasHeader(_ name: String) -> Bool {
        headers.contains(name)
    }

    /// Whether there is exactly one header field with this name and exactly this value.
    package func headerEquals(_ name: String, _ value: StaticString) -> Bool {
        headers.equals(name, value)
    }

    @usableFromInline static let root: [UInt8] = [Octet.slash]
}
