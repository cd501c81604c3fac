/// The head of one request, as places in the bytes it was read from.
package struct RequestHead: Sendable {
    /// The method.
    package let method: Method
    /// The minor version, 0 or 1.
    package let minorVersion: Int
    /// Where the path stands; empty for an absolute target without one, which means `/`.
    package let path: Range<Int>
    /// Where the query stands, without its question mark; nil when there is none.
    package let query: Range<Int>?
    /// Where the host and port of an absolute target stand; nil for the other forms.
    let authority: Range<Int>?
    /// How the end of the body is known.
    package let framing: BodyFraming
    /// Whether the connection stays open after the answer (RFC 9112 §9.3).
    package let keepsAlive: Bool
    /// Whether the caller waits for `100 Continue` before it sends its body.
    package let expectsContinue: Bool
    /// The length of the head, with the empty line; the body begins here.
    package let byteCount: Int
    let fields: [Headers.Field]
}

extension Request {
    /// A request from a head and the bytes it was read from: one copy, no strings.
    ///
    /// - Precondition: the span begins with the head.
    package init(_ head: RequestHead, in bytes: Span<UInt8>, body: [UInt8] = []) {
        let count = head.byteCount
        let copy = bytes.extracting(0..<count).withUnsafeBufferPointer { Array($0) }
        self.init(
            method: head.method,
            minorVersion: head.minorVersion,
            bytes: copy,
            path: head.path,
            query: head.query,
            headers: Headers(bytes: copy, fields: head.fields),
            body: body
        )
        // RFC 9112 §3.2.2: the host of an absolute target takes the place of the Host field.
        if let authority = head.authority {
            headers["Host"] = bytes.text(authority.lowerBound, authority.upperBound)
        }
    }
}
