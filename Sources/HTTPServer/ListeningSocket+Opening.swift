internal import EventLoop
internal import Glibc

/// Sockets of our own.
extension ListeningSocket {
    /// The sockets that the settings ask for: all of them, or none and the reason.
    static func all(_ settings: ServerSettings) throws(ListenFailure) -> [ListeningSocket] {
        var sockets: [ListeningSocket] = []
        do throws(ListenFailure) {
            for descriptor in settings.inherited {
                sockets.append(try ListeningSocket(inherited: descriptor))
            }
            guard settings.inherited.isEmpty else { return sockets }
            for address in settings.addresses {
                try open(address, settings.backlog, into: &sockets)
            }
        } catch {
            for socket in sockets { socket.close() }
            throw error
        }
        return sockets
    }

    private static func open(
        _ address: ListenAddress,
        _ backlog: Int32,
        into sockets: inout [ListeningSocket]
    ) throws(ListenFailure) {
        switch address {
        case .tcp(let host, let port):
            let names = SocketAddress.all(of: host, port: port)
            guard !names.isEmpty else { throw .unknown(address) }
            try open(names, for: address, backlog, into: &sockets)
        case .unix(let path):
            guard let name = SocketAddress(path: path) else { throw .unknown(address) }
            sockets.append(try ListeningSocket(name, at: path, backlog))
        }
    }

    /// Listens on all addresses of one host, on one port.
    ///
    /// Many a machine has an IPv6 address for a name and no IPv6, so such an address is passed
    /// over when the host has another.
    static func open(
        _ names: [SocketAddress],
        for address: ListenAddress,
        _ backlog: Int32,
        into sockets: inout [ListeningSocket]
    ) throws(ListenFailure) {
        var port: UInt16?
        var lacking: ListenFailure?
        for name in names {
            do throws(ListenFailure) {
                let name = port.map { name.with(port: $0) } ?? name
                let socket = try ListeningSocket(name, for: address, backlog)
                if case .tcp(_, let bound) = socket.address { port = bound }
                sockets.append(socket)
            } catch {
                guard name.family == AF_INET6, error.isForLackOfAddress else { throw error }
                lacking = error
            }
        }
        if port == nil, let lacking { throw lacking }
    }

    private init(
        _ name: SocketAddress,
        for asked: ListenAddress,
        _ backlog: Int32
    ) throws(ListenFailure) {
        let address = name.listenAddress ?? asked
        let descriptor = try Self.make(address, family: name.family)
        Self.set(descriptor, SOL_SOCKET, SO_REUSEADDR, to: 1)
        Self.sendAtOnce(descriptor)
        if name.family == AF_INET6 {
            // Decided by us, not by the machine's settings: `::` is every address there is.
            Self.set(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, to: 0)
        }
        try Self.check(address, descriptor, "bind", name.pass(to: bind, descriptor))
        try Self.check(address, descriptor, "listen", listen(descriptor, backlog))
        self.descriptor = descriptor
        self.address = SocketAddress(boundTo: descriptor)?.listenAddress ?? address
        isInherited = false
    }

    private init(_ name: SocketAddress, at path: String, _ backlog: Int32) throws(ListenFailure) {
        let address = ListenAddress.unix(path: path)
        let descriptor = try Self.make(address, family: AF_UNIX)
        var status = name.pass(to: bind, descriptor)
        if status != 0 && errno == EADDRINUSE {
            if Self.isSocket(path) && Self.isAbandoned(name) { unlink(path) }
            // Looking has changed errno, so that it must be said again also when nothing changed.
            status = name.pass(to: bind, descriptor)
        }
        try Self.check(address, descriptor, "bind", status)
        // Nobody can connect before it listens, so nobody slips in before this.
        try Self.check(address, descriptor, "chmod", chmod(path, Self.mode))
        try Self.check(address, descriptor, "listen", listen(descriptor, backlog))
        self.descriptor = descriptor
        self.address = address
        isInherited = false
    }

    /// Our user and our group may connect, others not.
    ///
    /// - Source: none; decided by us because a proxy runs as a user of its own, which the
    ///   operator puts into our group, or gives its group to the folder (with the setgid bit);
    ///   and nobody else on the machine is to come past the proxy.
    private static let mode: mode_t = 0o660

    /// Whether what stands there is a socket: connecting to a file is refused just the same.
    private static func isSocket(_ path: String) -> Bool {
        var facts = stat()
        return lstat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFSOCK
    }

    /// Whether a socket stands there to which nobody listens any more.
    private static func isAbandoned(_ name: SocketAddress) -> Bool {
        let flags = SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue
        let descriptor = socket(AF_UNIX, Int32(flags), 0)
        guard descriptor >= 0 else { return false }
        let isRefused = name.pass(to: connect, descriptor) != 0 && errno == ECONNREFUSED
        StreamSocket.close(descriptor)
        return isRefused
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

extension ListenFailure {
    /// Whether this machine has no such address, or no addresses of that kind at all.
    fileprivate var isForLackOfAddress: Bool {
        guard case .refused(_, let error) = self else { return false }
        return error.number == EADDRNOTAVAIL || error.number == EAFNOSUPPORT
    }
}
