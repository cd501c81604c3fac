internal import CLinux
internal import Glibc

/// The name of a socket, as the kernel takes and gives it.
struct SocketAddress: Equatable {
    private var storage = sockaddr_storage()
    private var length = socklen_t(MemoryLayout<sockaddr_storage>.size)

    var family: Int32 { Int32(storage.ss_family) }

    /// The addresses of a host, each once; none when it is unknown.
    static func all(of host: String, port: UInt16) -> [SocketAddress] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &list) == 0 else { return [] }
        defer { if let list { freeaddrinfo(list) } }
        var found: [SocketAddress] = []
        var next = list
        while let entry = next?.pointee {
            let address = SocketAddress(entry)
            // A hosts file may say the same thing twice.
            if let address, !found.contains(address) { found.append(address) }
            next = entry.ai_next
        }
        return found
    }

    private init?(_ entry: addrinfo) {
        let capacity = MemoryLayout<sockaddr_storage>.size
        guard let pointer = entry.ai_addr, Int(entry.ai_addrlen) <= capacity else { return nil }
        withUnsafeMutableBytes(of: &storage) {
            $0.copyMemory(
                from: UnsafeRawBufferPointer(start: pointer, count: Int(entry.ai_addrlen))
            )
        }
        length = entry.ai_addrlen
    }

    /// A path; nil when it is empty or too long for a socket.
    init?(path: String) {
        guard !path.isEmpty, path.utf8.count < Self.pathCapacity else { return nil }
        storage.ss_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &storage) {
            UnsafeMutableRawBufferPointer(rebasing: $0[Self.pathStart...])
                .copyBytes(from: path.utf8)
        }
        length = socklen_t(MemoryLayout<sockaddr_un>.size)
    }

    /// What a socket is bound to; nil when it is no socket.
    init?(boundTo descriptor: Int32) {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let status = withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                getsockname(descriptor, $0, &length)
            }
        }
        guard status == 0 else { return nil }
        self.storage = storage
        self.length = length
    }

    /// The same address with another port.
    ///
    /// - Precondition: it has a port.
    func with(port: UInt16) -> SocketAddress {
        precondition(family == AF_INET || family == AF_INET6, "a path has no port")
        var copy = self
        // sockaddr_in and sockaddr_in6 have it in the same place, the highest byte first.
        withUnsafeMutableBytes(of: &copy.storage) {
            $0.storeBytes(of: port.bigEndian, toByteOffset: 2, as: UInt16.self)
        }
        return copy
    }

    /// Gives it to a system call.
    func pass(
        to call: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32,
        _ descriptor: Int32
    ) -> Int32 {
        withUnsafePointer(to: storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                call(descriptor, $0, length)
            }
        }
    }

    /// The place to listen that it names; nil when it is of a kind that we do not know.
    var listenAddress: ListenAddress? {
        switch family {
        case AF_INET, AF_INET6:
            let name = Peer(storage)
            return .tcp(host: name.address, port: name.port ?? 0)
        case AF_UNIX: return .unix(path: path)
        default: return nil
        }
    }

    private var path: String {
        withUnsafeBytes(of: storage) { bytes in
            let end = min(Int(length), Self.pathStart + Self.pathCapacity)
            guard end > Self.pathStart else { return "" }
            let name = bytes[Self.pathStart..<end]
            // unix(7): a name that begins with a zero byte is no path; @ is how tools write it.
            if name.first == 0 { return "@" + String(decoding: name.dropFirst(), as: UTF8.self) }
            return String(decoding: name.prefix { $0 != 0 }, as: UTF8.self)
        }
    }

    private static let pathCapacity = MemoryLayout.size(ofValue: sockaddr_un().sun_path)
    private static let pathStart = MemoryLayout<sockaddr_un>.size - pathCapacity

    static func == (left: SocketAddress, right: SocketAddress) -> Bool {
        guard left.length == right.length else { return false }
        return withUnsafeBytes(of: left.storage) { leftBytes in
            withUnsafeBytes(of: right.storage) { rightBytes in
                leftBytes.prefix(Int(left.length)).elementsEqual(
                    rightBytes.prefix(Int(right.length))
                )
            }
        }
    }
}
