/// Who is at the other end of a connection.
package enum Peer: Hashable, Sendable {
    /// An IPv4 address, its first byte the highest.
    case ipv4(address: UInt32, port: UInt16)
    /// An IPv6 address in two halves, its first byte the highest.
    case ipv6(high: UInt64, low: UInt64, port: UInt16)
    /// A process on this machine.
    case local

    /// The address as text without its port; `local` for a process on this machine.
    ///
    /// It is personal data: for limits per caller and the access log alone.
    package var address: String {
        switch self {
        case .ipv4(let address, _):
            return (0..<4).map { String(address >> UInt32(24 - $0 * 8) & 0xff) }
                .joined(separator: ".")
        case .ipv6(let high, let low, _):
            return Self.text(
                (0..<8).map { index in
                    let half = index < 4 ? high : low
                    return UInt16(truncatingIfNeeded: half >> UInt64(48 - index % 4 * 16))
                }
            )
        case .local:
            return "local"
        }
    }

    /// An IPv6 address in its one canonical form (RFC 5952 §4).
    private static func text(_ groups: [UInt16]) -> String {
        var longest = 0..<0
        var start = 0
        for index in 0...groups.count where index == groups.count || groups[index] != 0 {
            if index - start > max(1, longest.count) { longest = start..<index }
            start = index + 1
        }
        func joined(_ part: ArraySlice<UInt16>) -> String {
            part.map { String($0, radix: 16) }.joined(separator: ":")
        }
        if longest.isEmpty { return joined(groups[...]) }
        return joined(groups[..<longest.lowerBound]) + "::" + joined(groups[longest.upperBound...])
    }
}
