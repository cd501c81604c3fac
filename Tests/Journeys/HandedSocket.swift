import Glibc

/// A socket that listens on any free port of this machine, to be handed to one service after
/// another: its queue lasts as long as this.
final class HandedSocket: Sendable {
    let descriptor: Int32
    let port: UInt16

    init() throws {
        let first = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        // Above the numbers that a child is given.
        descriptor = fcntl(first, F_DUPFD_CLOEXEC, 64)
        close(first)
        let made = descriptor
        let status = Loopback.with(0) { bind(made, $0, $1) }
        guard status == 0, listen(descriptor, 1_024) == 0 else {
            throw Caller.Broken(number: errno)
        }
        var name = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        _ = withUnsafeMutablePointer(to: &name) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                getsockname(made, $0, &length)
            }
        }
        port = UInt16(bigEndian: name.sin_port)
    }

    deinit { close(descriptor) }
}
