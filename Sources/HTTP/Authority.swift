/// A host with an optional port, as in `Host` (RFC 9110 §7.2, RFC 3986 §3.2).
enum Authority {
    /// Whether a range is `uri-host [ ":" port ]` with a host that is not empty.
    ///
    /// User information is refused (RFC 9110 §4.2.4), and so is an empty host (RFC 9110 §4.2.1).
    static func isValid(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        guard start < end, end - start <= Limits.hostBytes else { return false }
        let isLiteral = bytes[start] == UInt8(ascii: "[")
        let hostEnd = isLiteral ? literalEnd(bytes, start, end) : nameEnd(bytes, start, end)
        guard let hostEnd, hostEnd > start else { return false }
        return isPort(bytes, hostEnd, end)
    }

    /// The end of `"[" IPv6address "]"` (RFC 3986 §3.2.2); nil for anything else in brackets.
    private static func literalEnd(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
        let bracket = bytes.end(start, end) { $0 != UInt8(ascii: "]") }
        guard bracket < end, IPv6Literal.isValid(bytes, start + 1, bracket) else { return nil }
        return bracket + 1
    }

    /// The end of a `reg-name` or an IPv4 address, which has its form (RFC 3986 §3.2.2).
    private static func nameEnd(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
        var index = start
        while true {
            index = bytes.endOfWords(index, end, where: Octet.isHost)
            if index == end || bytes[index] == Octet.colon { return index }
            guard bytes[index] == Octet.percent,
                (try? TargetRefusal.checkEscape(bytes, index, end)) != nil
            else { return nil }
            index += 1
        }
    }

    /// Whether a range is empty or a colon with a port, which may be empty (RFC 3986 §3.2.3).
    ///
    /// The grammar has no largest port, but TCP has (RFC 9293 §3.1).
    private static func isPort(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        if start == end { return true }
        guard bytes[start] == Octet.colon, end - start - 1 <= Limits.portDigits else {
            return false
        }
        var port = 0
        for index in start + 1..<end {
            guard Octet.isDigit(bytes[index]) else { return false }
            port = port * 10 + Int(bytes[index] &- 0x30)
        }
        return port <= 65_535
    }
}
