/// The address for which limits per caller count, at any port.
///
/// Of an IPv6 address it is the first half: one line has at least a /64, so a limit for each of
/// its 2^64 addresses would be none.
///
/// - Source: RFC 6177 §2, RFC 7421 §1. Some lines have a shorter prefix and count as several; we
///   decided that because with a shorter one, neighbours elsewhere would share a limit.
enum CallerAddress: Hashable, Sendable {
    /// An IPv4 address.
    case ipv4(UInt32)
    /// The first 64 bits of an IPv6 address.
    case ipv6(prefix: UInt64)

    /// The address to count for a peer; nil for a process on this machine.
    init?(_ peer: Peer) {
        switch peer {
        case .ipv4(let address, _): self = .ipv4(address)
        case .ipv6(let high, _, _): self = .ipv6(prefix: high)
        case .local: return nil
        }
    }
}
