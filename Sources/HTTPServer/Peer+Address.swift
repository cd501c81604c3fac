internal import Glibc

extension Peer {
    /// The peer at an IPv4 or IPv6 address as people write it; nil when the text is none.
    ///
    /// An IPv6 address stands without brackets and has no zone: that means something on the
    /// machine that wrote it alone (RFC 4007 §6).
    init?(address text: String, port: UInt16) {
        // A C string ends at the first zero byte, so what follows one would not be looked at.
        guard text.utf8.count < Int(INET6_ADDRSTRLEN), !text.utf8.contains(0) else { return nil }
        if text.utf8.contains(UInt8(ascii: ":")) {
            var name = sockaddr_in6()
            guard inet_pton(AF_INET6, text, &name.sin6_addr) == 1 else { return nil }
            name.sin6_port = port.bigEndian
            self.init(name)
        } else {
            var name = sockaddr_in()
            guard inet_pton(AF_INET, text, &name.sin_addr) == 1 else { return nil }
            name.sin_port = port.bigEndian
            self.init(name)
        }
    }
}
