/// An IPv6 address as it stands between brackets in a URI (RFC 3986 §3.2.2).
///
/// There is no `IPvFuture`, of which nobody knows what it means, and no zone, which means
/// something on the caller's machine alone (RFC 6874 §1).
enum IPv6Literal {
    /// Whether a range is an `IPv6address`.
    ///
    /// That is eight groups of one to four hexadecimal digits with colons between them, where
    /// `::` once stands for one or more groups, and an IPv4 address may stand for the last two.
    static func isValid(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        var groups = 0
        var isShortened = false
        var index = start
        if hasColons(bytes, index, end) {
            isShortened = true
            index += 2
        }
        while index < end {
            let groupEnd = bytes.end(index, end) { Octet.hexadecimal($0) != nil }
            if groupEnd < end, bytes[groupEnd] == Octet.dot {
                guard isIPv4(bytes, index, end) else { return false }
                groups += 2
                break
            }
            guard (1...4).contains(groupEnd - index) else { return false }
            groups += 1
            index = groupEnd
            if index == end { break }
            if hasColons(bytes, index, end) {
                if isShortened { return false }
                isShortened = true
                index += 2
            } else {
                // A single colon has a group behind it.
                guard bytes[index] == Octet.colon, index + 1 < end else { return false }
                index += 1
            }
        }
        return isShortened ? groups <= 7 : groups == 8
    }

    private static func hasColons(_ bytes: Span<UInt8>, _ index: Int, _ end: Int) -> Bool {
        index + 1 < end && bytes[index] == Octet.colon && bytes[index + 1] == Octet.colon
    }

    /// Whether a range is four numbers up to 255 without leading zeros (RFC 3986 §3.2.2).
    private static func isIPv4(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        var index = start
        for place in 0..<4 {
            let digitsEnd = bytes.end(index, end, where: Octet.isDigit)
            let count = digitsEnd - index
            guard (1...3).contains(count), count == 1 || bytes[index] != 0x30 else { return false }
            let number = (index..<digitsEnd).reduce(0) { $0 * 10 + Int(bytes[$1] &- 0x30) }
            guard number <= 255 else { return false }
            index = digitsEnd
            if place == 3 { break }
            guard index < end, bytes[index] == Octet.dot else { return false }
            index += 1
        }
        return index == end
    }
}
