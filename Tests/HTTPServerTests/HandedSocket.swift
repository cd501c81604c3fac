import CLinux
import Glibc
import HTTPServer

/// A socket that somebody else made, listens on, and hands over in copies.
final class HandedSocket {
    let descriptor: Int32
    let address: ListenAddress

    /// - Parameter path: of a Unix socket; any free port when there is none.
    init(path: String? = nil) throws {
        let kind = Int32(SOCK_STREAM.rawValue)
        let made = socket(path == nil ? AF_INET : AF_UNIX, kind, 0)
        let status =
            if let path {
                SocketName.local(path) { bind(made, $0, $1) }
            } else {
                SocketName.loopback(0) { bind(made, $0, $1) }
            }
        guard status == 0, listen(made, 100) == 0 else { throw Client.Broken(number: errno) }
        var name = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        _ = withUnsafeMutablePointer(to: &name) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                getsockname(made, $0, &length)
            }
        }
        descriptor = made
        let port = UInt16(bigEndian: name.sin_port)
        address = path.map { .unix(path: $0) } ?? .tcp(host: "127.0.0.1", port: port)
    }

    deinit { close(descriptor) }

    /// A descriptor for a server, which closes it.
    func copy() -> Int32 { dup(descriptor) }
}
