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
        func isNamed(_ name: StaticString) -> Bool { bytes.equals(start, end, exactly: name) }
        switch end - start {
        case 3 where isNamed("GET"): self = .get
        case 3 where isNamed("PUT"): self = .put
        case 4 where isNamed("POST"): self = .post
        case 4 where isNamed("HEAD"): self = .head
        case 5 where isNamed("PATCH"): self = .patch
        case 6 where isNamed("DELETE"): self = .delete
        default: self.init(bytes.text(start, end))
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
