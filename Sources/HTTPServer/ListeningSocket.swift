internal import CLinux
internal import EventLoop
internal import Glibc

/// A socket that callers connect to.
struct ListeningSocket {
    let descriptor: Int32
    /// Where it listens, with the port that it got.
    let address: ListenAddress

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

    init(_ address: ListenAddress, backlog: Int32) throws(ListenFailure) {
        switch address {
        case .tcp(let host, let port):
            descriptor = try Self.open(address, host, port, backlog)
            let bound = Self.port(of: descriptor) ?? port
            self.address = .tcp(host: host, port: bound)
        case .unix(let path):
            descriptor = try Self.open(address, path, backlog)
            self.address = address
        }
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
    func close() {
        StreamSocket.close(descriptor)
        if case .unix(let path) = address { unlink(path) }
    }

    private static func open(
        _ address: ListenAddress,
        _ host: String,
        _ port: UInt16,
        _ backlog: Int32
    ) throws(ListenFailure) -> Int32 {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &list) == 0, let list else {
            throw .unknown(address)
        }
        defer { freeaddrinfo(list) }
        let first = list.pointee
        let descriptor = try make(address, family: first.ai_family)
        set(descriptor, SOL_SOCKET, SO_REUSEADDR)
        // Linux hands this down to every connection that is accepted.
        set(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY)
        try check(address, descriptor, "bind", bind(descriptor, first.ai_addr, first.ai_addrlen))
        try check(address, descriptor, "listen", listen(descriptor, backlog))
        return descriptor
    }

    private static func port(of descriptor: Int32) -> UInt16? {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let status = withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                getsockname(descriptor, $0, &length)
            }
        }
        guard status == 0 else { return nil }
        return Peer(storage).port
    }

    private static func set(_ descriptor: Int32, _ level: Int32, _ option: Int32) {
        var on: Int32 = 1
        setsockopt(descriptor, level, option, &on, socklen_t(MemoryLayout<Int32>.size))
    }

    private static func open(
        _ address: ListenAddress,
        _ path: String,
        _ backlog: Int32
    ) throws(ListenFailure) -> Int32 {
        var name = sockaddr_un()
        name.sun_family = sa_family_t(AF_UNIX)
        let capacity = MemoryLayout.size(ofValue: name.sun_path)
        guard !path.isEmpty, path.utf8.count < capacity else { throw .unknown(address) }
        withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: path.utf8) }
        let descriptor = try make(address, family: AF_UNIX)
        var status = Self.name(descriptor, name, bind)
        if status != 0 && errno == EADDRINUSE && isSocket(path) && isAbandoned(name) {
            unlink(path)
            status = Self.name(descriptor, name, bind)
        }
        try check(address, descriptor, "bind", status)
        try check(address, descriptor, "listen", listen(descriptor, backlog))
        return descriptor
    }

    /// Whether what stands there is a socket: connecting to a file is refused just the same.
    private static func isSocket(_ path: String) -> Bool {
        var facts = stat()
        return lstat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFSOCK
    }

    /// Whether a socket stands there to which nobody listens any more.
    private static func isAbandoned(_ name: sockaddr_un) -> Bool {
        let flags = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor = socket(AF_UNIX, flags, 0)
        guard descriptor >= 0 else { return false }
        let isRefused = Self.name(descriptor, name, connect) != 0 && errno == ECONNREFUSED
        StreamSocket.close(descriptor)
        return isRefused
    }

    private static func name(
        _ descriptor: Int32,
        _ name: sockaddr_un,
        _ call: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        withUnsafePointer(to: name) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                call(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }

    private static func make(
        _ address: ListenAddress,
        family: Int32
    ) throws(ListenFailure) -> Int32 {
        let flags = SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue
        let descriptor = socket(family, Int32(flags), 0)
        guard descriptor >= 0 else { throw .refused(address, SystemError("socket", errno)) }
        return descriptor
    }

    private static func check(
        _ address: ListenAddress,
        _ descriptor: Int32,
        _ call: StaticString,
        _ status: Int32
    ) throws(ListenFailure) {
        guard status != 0 else { return }
        let number = errno
        StreamSocket.close(descriptor)
        if number == EADDRINUSE { throw .taken(address) }
        throw .refused(address, SystemError(call, number))
    }
}
