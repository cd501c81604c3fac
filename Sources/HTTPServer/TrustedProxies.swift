internal import HTTP

/// The proxies whose word we take on who the caller is.
///
/// `Forwarded` and `X-Forwarded-For` are fields like any other: whoever connects can send them.
/// They count only so far as one of these proxies wrote them.
package struct TrustedProxies: Sendable, Hashable {
    /// An entry that names no proxies.
    package struct Malformed: Error, Hashable, CustomStringConvertible {
        /// The entry as it was written.
        package let entry: String
        let refusal: AddressBlock.Refusal

        package var description: String {
            switch refusal {
            case .malformedAddress:
                "'\(entry)' is not an address like 192.0.2.1 or 2001:db8::1, a block like "
                    + "10.0.0.0/8 or 2001:db8::/32, or the word unix."
            case .malformedPrefix(let allowed):
                "The prefix in '\(entry)' is not a number from \(allowed.lowerBound) to "
                    + "\(allowed.upperBound)."
            case .bitsAfterPrefix(let block):
                "'\(entry)' has bits that are not zero after its prefix; the block is \(block)."
            }
        }
    }

    private var blocks: [AddressBlock] = []
    private var trustsLocal = false

    /// Nobody.
    package init() {}

    /// Reads addresses and blocks between commas, and `unix` for callers over a Unix socket.
    ///
    /// An empty text trusts nobody.
    ///
    /// - Throws: `Malformed` with the first entry that is none of these.
    package init(_ text: String) throws(Malformed) {
        if text.allSatisfy({ $0 == " " }) { return }
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let entry = part.split(separator: " ").joined(separator: " ")
            if entry == "unix" {
                trustsLocal = true
                continue
            }
            do throws(AddressBlock.Refusal) {
                blocks.append(try AddressBlock(entry))
            } catch {
                throw Malformed(entry: entry, refusal: error)
            }
        }
    }

    /// Whether a peer is one of the proxies.
    func trusts(_ peer: Peer) -> Bool {
        peer == .local ? trustsLocal : blocks.contains { $0.contains(peer) }
    }

    /// Who sent a request that came through a peer.
    ///
    /// It is the peer itself, unless we trust that; then it is the nearest of those named that
    /// we do not trust, or the farthest of all whom we know. Its port is zero when none is given.
    ///
    /// - Throws: `RequestRefusal.malformedForwarding` when a proxy that we trust sends a malformed
    ///   list, or two lists that come to different addresses.
    /// - Source: RFC 7239 §8.1. That two lists must agree is decided by us because a proxy that
    ///   writes one field and passes the other on lets anyone pretend to be anyone.
    func caller(
        of headers: Headers,
        through peer: Peer
    ) throws(RequestRefusal) -> Peer {
        guard trusts(peer) else { return peer }
        let standard = try caller(in: .standard, of: headers, through: peer)
        let older = try caller(in: .older, of: headers, through: peer)
        guard let standard, let older else { return standard ?? older ?? peer }
        guard standard.address == older.address else { throw .malformedForwarding }
        return standard
    }

    /// Who sent a request according to one field; nil when it is not there.
    private func caller(
        in field: Forwarded,
        of headers: Headers,
        through peer: Peer
    ) throws(RequestRefusal) -> Peer? {
        guard let nodes = try field.nodes(in: headers) else { return nil }
        // All of the list is read before any of it counts: it is good or it is not.
        var named: [Peer?] = []
        for node in nodes { named.append(try Self.peer(node)) }
        var caller = peer
        while trusts(caller), let last = named.popLast(), let next = last { caller = next }
        return caller
    }

    /// The peer at a node; nil when it does not say who it is.
    private static func peer(_ node: Forwarded.Node) throws(RequestRefusal) -> Peer? {
        switch node {
        case .hidden: return nil
        case .address(let text, let port):
            guard let peer = Peer(address: text, port: port) else { throw .malformedForwarding }
            return peer
        }
    }
}
