internal import EventLoop
internal import Glibc

/// Sockets that another process made and that stay when we go.
extension ListeningSocket {
    /// A socket that listens already.
    ///
    /// How many may wait in its queue was decided by whoever made it.
    ///
    /// - Throws: `ListenFailure.notListening` when it is something else.
    init(inherited descriptor: Int32) throws(ListenFailure) {
        guard Self.option(SO_ACCEPTCONN, of: descriptor) == 1,
            Self.option(SO_TYPE, of: descriptor) == Int32(SOCK_STREAM.rawValue),
            let address = SocketAddress(boundTo: descriptor)?.listenAddress
        else { throw .notListening(descriptor: descriptor) }
        let flags = fcntl(descriptor, F_GETFL)
        guard flags >= 0, fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) >= 0,
            fcntl(descriptor, F_SETFD, FD_CLOEXEC) >= 0
        else { throw .refused(address, SystemError("fcntl", errno)) }
        if case .tcp = address { Self.sendAtOnce(descriptor) }
        self.descriptor = descriptor
        self.address = address
        isInherited = true
    }

    private static func option(_ name: Int32, of descriptor: Int32) -> Int32? {
        var value: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        return getsockopt(descriptor, SOL_SOCKET, name, &value, &length) == 0 ? value : nil
    }
}
