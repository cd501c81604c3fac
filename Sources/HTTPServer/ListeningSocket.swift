internal import CLinux
internal import Glibc

/// A socket that callers connect to.
struct ListeningSocket {
    let descriptor: Int32
    /// Where it listens, with the port that it got.
    let address: ListenAddress
    /// Whether somebody else made it, who may hold it still.
    let isInherited: Bool

    /// What came of one try to accept.
    enum Outcome {
        case accepted(Int32, Peer)
        /// Nobody waits.
        case empty
        /// That caller has gone already.
        case gone
        /// There is no descriptor, or no memory, for another.
        case exhausted
    }

    func accept() -> Outcome {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let flags = Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let accepted = withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                accept4(descriptor, $0, &length, flags)
            }
        }
        if accepted >= 0 { return .accepted(accepted, Peer(storage)) }
        switch errno {
        case EAGAIN, EWOULDBLOCK: return .empty
        case EMFILE, ENFILE, ENOBUFS, ENOMEM: return .exhausted
        // accept(2): errors of the new connection itself come out here.
        default: return .gone
        }
    }

    /// Stops listening.
    ///
    /// The path of a socket that was handed over belongs to whoever made it.
    func close() {
        // The path first: once nobody listens, another program may put its own there.
        if case .unix(let path) = address, !isInherited { unlink(path) }
        StreamSocket.close(descriptor)
    }

    /// Has every connection that is accepted send small answers at once.
    ///
    /// Linux hands the option down from the socket that listens.
    static func sendAtOnce(_ descriptor: Int32) {
        set(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, to: 1)
    }

    static func set(_ descriptor: Int32, _ level: Int32, _ option: Int32, to value: Int32) {
        var value = value
        setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }
}
