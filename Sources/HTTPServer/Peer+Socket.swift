internal import CLinux
internal import Glibc

extension Peer {
    /// The peer that the kernel names.
    init(_ storage: sockaddr_storage) {
        var storage = storage
        self = withUnsafePointer(to: &storage) { pointer in
            switch Int32(pointer.pointee.ss_family) {
            case AF_INET:
                pointer.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
                    Peer($0.pointee)
                }
            case AF_INET6:
                pointer.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) {
                    Peer($0.pointee)
                }
            default: .local
            }
        }
    }

    init(_ name: sockaddr_in) {
        self = .ipv4(
            address: UInt32(bigEndian: name.sin_addr.s_addr),
            port: UInt16(bigEndian: name.sin_port)
        )
    }

    init(_ name: sockaddr_in6) {
        let port = UInt16(bigEndian: name.sin6_port)
        let (high, low) = withUnsafeBytes(of: name.sin6_addr) { bytes in
            (
                UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
                UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            )
        }
        // RFC 4291 §2.5.5.2: an IPv4 caller on a socket for both kinds.
        if high == 0 && low >> 32 == 0xffff {
            self = .ipv4(address: UInt32(truncatingIfNeeded: low), port: port)
        } else {
            self = .ipv6(high: high, low: low, port: port)
        }
    }

    /// The port at that end; nil for a process on this machine.
    var port: UInt16? {
        switch self {
        case .ipv4(_, let port), .ipv6(_, _, let port): port
        case .local: nil
        }
    }
}
