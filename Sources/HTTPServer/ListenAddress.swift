/// A place to listen.
package enum ListenAddress: Hashable, Sendable, CustomStringConvertible {
    /// A host name or address and a port; port 0 is any that is free.
    ///
    /// A name stands for all its addresses, which then have one port; `::` for IPv4 callers too.
    case tcp(host: String, port: UInt16)
    /// A path in the file system, open to our user and our group.
    ///
    /// A socket that nobody listens to any more is replaced.
    case unix(path: String)

    package var description: String {
        switch self {
        case .tcp(let host, let port):
            host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]:\(port)" : "\(host):\(port)"
        case .unix(let path): path
        }
    }
}
