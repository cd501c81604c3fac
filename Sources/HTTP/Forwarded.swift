/// The two fields in which proxies say for whom they speak.
package enum Forwarded: String, CaseIterable, Sendable {
    /// `Forwarded` (RFC 7239).
    case standard = "forwarded"
    /// `X-Forwarded-For`: no standard, but what most proxies send.
    case older = "x-forwarded-for"

    /// The one for whom a proxy speaks (RFC 7239 §6).
    package enum Node: Hashable, Sendable {
        /// An IPv4 or IPv6 address without brackets, and its port; zero when none is given.
        ///
        /// It has the characters of an address; whether it is one is still to be seen.
        case address(String, port: UInt16)
        /// The proxy does not say who it is: `unknown`, an identifier like `_x`, or nothing.
        case hidden
    }

    /// The nodes that the field names, the nearest proxy's last; of several lines, all in order.
    ///
    /// An empty member is a proxy that says nothing. Passing over it would take what stands
    /// before it, which perhaps the caller wrote, for the word of the next proxy.
    ///
    /// - Returns: nil when there is no such field.
    /// - Throws: `RequestRefusal.malformedForwarding` when it is no list of nodes, or one of more
    ///   than `Limits.listMembers`.
    /// - Source: RFC 7239 §4, §7.1.
    package func nodes(in headers: Headers) throws(RequestRefusal) -> [Node]? {
        guard let text = headers[rawValue] else { return nil }
        var reader = FieldReader(text)
        var nodes: [Node] = []
        reader.skipBlanks()
        repeat {
            guard nodes.count < Limits.listMembers, let node = member(&reader) else {
                throw .malformedForwarding
            }
            nodes.append(node)
        } while reader.takeSeparator(Octet.comma)
        reader.skipBlanks()
        guard reader.isAtEnd else { throw .malformedForwarding }
        return nodes
    }

    /// One member of the list; nil when it is malformed.
    private func member(_ reader: inout FieldReader) -> Node? {
        switch self {
        case .standard: return element(&reader)
        case .older:
            let text = reader.text { $0 != Octet.comma && !Octet.isBlank($0) }
            guard let text else { return .hidden }
            return node(text)
        }
    }

    /// The node in a forwarded-element, whose pairs may be empty (RFC 7239 §4).
    ///
    /// Blanks around semicolons are not in its grammar, but in settings that people write; they
    /// are taken as they are in other parameters (RFC 9110 §5.6.6).
    private func element(_ reader: inout FieldReader) -> Node? {
        var found: Node?
        repeat {
            guard let name = reader.token() else { continue }
            guard reader.take(Octet.equals), let value = reader.tokenOrQuotedString() else {
                return nil
            }
            guard name.lowercased() == "for" else { continue }
            guard found == nil, let node = node(value) else { return nil }
            found = node
        } while reader.takeSeparator(Octet.semicolon)
        return found ?? .hidden
    }

    /// A node (RFC 7239 §6); nil when it is malformed.
    ///
    /// `X-Forwarded-For` has IPv6 addresses without brackets too, and no identifiers; `unknown`
    /// is what Squid writes there.
    private func node(_ text: String) -> Node? {
        var reader = FieldReader(text)
        if reader.take(UInt8(ascii: "[")) {
            guard let address = reader.text(where: Self.isIPv6), address.utf8.contains(Octet.colon),
                reader.take(UInt8(ascii: "]")), let port = port(&reader)
            else { return nil }
            return .address(address, port: port)
        }
        if self == .older, text.utf8.count(where: { $0 == Octet.colon }) > 1 {
            return text.utf8.allSatisfy(Self.isIPv6) ? .address(text, port: 0) : nil
        }
        guard let name = reader.text(where: Self.isIdentifier), let port = port(&reader) else {
            return nil
        }
        if name.lowercased() == "unknown" || isObfuscated(name) { return .hidden }
        let isIPv4 = name.utf8.allSatisfy { Octet.isDigit($0) || $0 == Octet.dot }
        return isIPv4 ? .address(name, port: port) : nil
    }

    /// What follows a node's name: zero for nothing or an identifier, nil when it is malformed.
    private func port(_ reader: inout FieldReader) -> UInt16? {
        guard reader.take(Octet.colon) else { return reader.isAtEnd ? 0 : nil }
        guard let text = reader.text(where: Self.isIdentifier), reader.isAtEnd else { return nil }
        if isObfuscated(text) { return 0 }
        let isNumber = text.utf8.count <= Limits.portDigits && text.utf8.allSatisfy(Octet.isDigit)
        return isNumber ? UInt16(text) : nil
    }

    /// Whether a text is an identifier that a proxy made up (RFC 7239 §6.3).
    private func isObfuscated(_ text: String) -> Bool {
        self == .standard && text.utf8.first == UInt8(ascii: "_") && text.utf8.count > 1
    }

    private static func isIdentifier(_ byte: UInt8) -> Bool {
        Octet.isDigit(byte) || Octet.lowered(byte) &- 0x61 < 26 || byte == Octet.dot
            || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
    }

    private static func isIPv6(_ byte: UInt8) -> Bool {
        Octet.hexadecimal(byte) != nil || byte == Octet.colon || byte == Octet.dot
    }
}
