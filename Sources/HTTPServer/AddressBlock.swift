/// All addresses of IPv4 or of IPv6 that begin with the same bits (RFC 4632 §3.1, RFC 4291 §2.3).
///
/// An IPv4-mapped IPv6 address counts as IPv4 (RFC 4291 §2.5.5.2).
struct AddressBlock: Hashable, Sendable, CustomStringConvertible {
    /// Why a text is no block.
    enum Refusal: Error, Hashable {
        /// What stands before the slash is no address.
        case malformedAddress
        /// What stands after the slash is no number in this range.
        case malformedPrefix(ClosedRange<Int>)
        /// Bits after the prefix are set; this is the block around the address.
        case bitsAfterPrefix(AddressBlock)
    }

    private let first: Peer
    private let prefixBits: Int

    /// Reads `10.0.0.0/8`, `2001:db8::/32`, or one address.
    ///
    /// - Throws: `Refusal.bitsAfterPrefix` for `10.0.0.1/8`, too.
    /// - Source: none; decided by us because whoever writes that means either one address or
    ///   sixteen million, and we cannot know which.
    init(_ text: String) throws(Refusal) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let peer = Peer(address: String(parts[0]), port: 0) else {
            throw .malformedAddress
        }
        let hasColons = parts[0].contains(":")
        let isIPv4 = if case .ipv4 = peer { true } else { false }
        let isMapped = isIPv4 && hasColons
        let allowed = isMapped ? 96...128 : 0...(isIPv4 ? 32 : 128)
        var prefixBits = allowed.upperBound
        if parts.count == 2 {
            // Int reads more than we take: a sign, leading zeros.
            guard let number = Int(parts[1]), String(number) == parts[1], allowed.contains(number)
            else { throw .malformedPrefix(allowed) }
            prefixBits = number
        }
        let block = AddressBlock(around: peer, isMapped ? prefixBits - 96 : prefixBits)
        guard block.first == peer else { throw .bitsAfterPrefix(block) }
        self = block
    }

    private init(around peer: Peer, _ prefixBits: Int) {
        self.prefixBits = prefixBits
        // A shift by all bits or more leaves zero.
        first =
            switch peer {
            case .ipv4(let address, _):
                .ipv4(address: address & ~(UInt32.max >> prefixBits), port: 0)
            case .ipv6(let high, let low, _):
                .ipv6(
                    high: high & ~(UInt64.max >> prefixBits),
                    low: low & ~(UInt64.max >> max(prefixBits - 64, 0)),
                    port: 0
                )
            case .local: .local
            }
    }

    /// Whether a peer has one of the addresses, at any port.
    func contains(_ peer: Peer) -> Bool {
        self == AddressBlock(around: peer, prefixBits)
    }

    var description: String { "\(first.address)/\(prefixBits)" }
}
