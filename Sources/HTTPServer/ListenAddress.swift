/// A place to listen.
package enum ListenAddress: Hashable, Sendable, CustomStringConvertible {
    /// A host name or address and a port; port 0 is any that is free.
    case tcp(host: String, port: UInt16)
    /// A path in the file system; a socket that nobody listens to any more is replaced.
    case unix(path: String)

    package var description: String {
        switch self {
        case .tcp(let host, let port):
            host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]:\(port)" : "\(host):\(port)"
        case .unix(let path): path
        }
    }
}
