/// One answer.
///
/// `ResponseWriter` adds Date, Content-Length and Connection; set here they are left out.
package struct Response: Sendable, Equatable {
    /// The status.
    package var status: Status
    /// The header fields.
    package var headers: Headers
    /// The content.
    package var body: [UInt8]

    /// An answer.
    package init(_ status: Status, headers: Headers = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
