/// A request method (RFC 9110 §9); its name is case-sensitive.
package enum Method: Sendable, Hashable {
    case get, head, post, put, patch, delete, options, trace, connect
    case other(String)

    /// The method with a name, a standard one where there is one.
    package init(_ name: String) {
        switch name {
        case "GET": self = .get
        case "HEAD": self = .head
        case "POST": self = .post
        case "PUT": self = .put
        case "PATCH": self = .patch
        case "DELETE": self = .delete
        case "OPTIONS": self = .options
        case "TRACE": self = .trace
        case "CONNECT": self = .connect
        default: self = .other(name)
        }
    }

    /// The method whose name stands in a range of bytes that are all token characters.
    init(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) {
        if bytes.equals(start, end, exactly: "GET") {
            self = .get
        } else if bytes.equals(start, end, exactly: "POST") {
            self = .post
        } else {
            self.init(bytes.text(start, end))
        }
    }

    /// The name as it stands on the wire.
    package var name: String {
        switch self {
        case .get: "GET"
        case .head: "HEAD"
        case .post: "POST"
        case .put: "PUT"
        case .patch: "PATCH"
        case .delete: "DELETE"
        case .options: "OPTIONS"
        case .trace: "TRACE"
        case .connect: "CONNECT"
        case .other(let name): name
        }
    }
}
