/// How the end of a request's body is known (RFC 9112 §6.3).
package enum BodyFraming: Hashable, Sendable {
    case none
    case length(Int)
    case chunked

    /// Refuses a body whose announced length is above what the resource takes.
    ///
    /// A chunked body announces nothing; `ChunkedDecoder` counts it as it comes.
    ///
    /// - Throws: `RequestRefusal.bodyTooLarge` when the length is above the maximum.
    package func check(maximumBytes: Int) throws(RequestRefusal) {
        if case .length(let length) = self, length > maximumBytes {
            throw .bodyTooLarge(maximumBytes: maximumBytes)
        }
    }
}
