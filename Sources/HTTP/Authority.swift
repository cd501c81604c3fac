/// A host with an optional port, as in `Host` (RFC 9110 §7.2, RFC 3986 §3.2).
enum Authority {
    /// Whether a range is `uri-host [ ":" port ]` with a host that is not empty.
    ///
    /// User information is refused (RFC 9110 §4.2.4).
    static func isValid(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        guard start < end, end - start <= Limits.hostBytes else { return false }
        var index = start
        if bytes[start] == UInt8(ascii: "[") {
            index += 1
            while index < end, Octet.hexadecimal(bytes[index]) != nil || isLiteral(bytes[index]) {
                index += 1
            }
            guard index > start + 2, index < end, bytes[index] == UInt8(ascii: "]") else {
                return false
            }
            index += 1
        } else {
            while index < end, bytes[index] != Octet.colon {
                if bytes[index] == Octet.percent {
                    guard index + 2 < end, Octet.hexadecimal(bytes[index + 1]) != nil,
                        Octet.hexadecimal(bytes[index + 2]) != nil
                    else { return false }
                } else if !Octet.isHost(bytes[index]) {
                    return false
                }
                index += 1
            }
            guard index > start else { return false }
        }
        return isPort(bytes, index, end)
    }

    /// Whether a byte may stand in an IPv6 address beside hexadecimal digits.
    private static func isLiteral(_ byte: UInt8) -> Bool {
        byte == Octet.colon || byte == Octet.dot
    }

    /// Whether a range is empty or a colon with at most five digits (RFC 3986 §3.2.3).
    private static func isPort(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        if start == end { return true }
        guard bytes[start] == Octet.colon, end - start <= 6 else { return false }
        for index in start + 1..<end where !Octet.isDigit(bytes[index]) { return false }
        return true
    }
}
