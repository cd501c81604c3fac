/// Why a path or a query cannot be read.
package enum TargetRefusal: Error, Hashable, Sendable {
    case badCharacter, badEscape, nul, dotSegment, notUTF8, tooManyQueryItems

    /// One sentence for the caller, without anything it sent.
    package var reason: String {
        switch self {
        case .badCharacter: "The target has a character that must be percent-encoded."
        case .badEscape: "The target has a percent sign without two hexadecimal digits."
        case .nul: "The target has %00."
        case .dotSegment: "The path has a segment . or .. in it."
        case .notUTF8: "The target is not UTF-8 when it is decoded."
        case .tooManyQueryItems: "The query has more than \(Limits.queryItems) parameters."
        }
    }

    /// Checks a path with an optional query and finds where the path ends.
    ///
    /// Dot segments are refused instead of removed (RFC 3986 §5.2.4 leaves the removal to
    /// clients): a proxy in front and we might not agree on what is left.
    static func check(
        _ bytes: Span<UInt8>,
        _ start: Int,
        _ end: Int
    ) throws(TargetRefusal) -> Int {
        var index = start
        var mayHaveDotSegment = false
        while true {
            index = bytes.endOfWords(index, end, slashes: true, where: Octet.isPlainPath)
            if index == end { break }
            let byte = bytes[index]
            if byte == Octet.percent {
                try checkEscape(bytes, index, end)
                mayHaveDotSegment = true
            } else if byte == Octet.dot {
                mayHaveDotSegment = true
            } else if byte == Octet.question {
                break
            } else {
                throw .badCharacter
            }
            index += 1
        }
        let pathEnd = index
        if mayHaveDotSegment { try checkDotSegments(bytes, start, pathEnd) }
        while true {
            index = bytes.endOfWords(index, end, slashes: true, where: Octet.isPlainQuery)
            if index == end { return pathEnd }
            guard bytes[index] == Octet.percent else { throw .badCharacter }
            try checkEscape(bytes, index, end)
            index += 1
        }
    }

    /// Checks `"%" HEXDIG HEXDIG` (RFC 3986 §2.1), and that it is no NUL.
    static func checkEscape(
        _ bytes: Span<UInt8>,
        _ index: Int,
        _ end: Int
    ) throws(TargetRefusal) {
        guard index + 2 < end, let high = Octet.hexadecimal(bytes[index + 1]),
            let low = Octet.hexadecimal(bytes[index + 2])
        else { throw .badEscape }
        if high | low == 0 { throw .nul }
    }

    /// Checks that no segment is one or two dots, escaped or not (RFC 3986 §3.3).
    private static func checkDotSegments(
        _ bytes: Span<UInt8>,
        _ start: Int,
        _ end: Int
    ) throws(TargetRefusal) {
        var index = start
        var dots = 0
        var isOnlyDots = true
        while index <= end {
            if index == end || bytes[index] == Octet.slash {
                if isOnlyDots && (dots == 1 || dots == 2) { throw .dotSegment }
                dots = 0
                isOnlyDots = true
            } else if bytes[index] == Octet.dot {
                dots += 1
            } else if index + 3 <= end, bytes.equals(index, index + 3, lowerCase: "%2e") {
                dots += 1
                index += 2
            } else {
                isOnlyDots = false
            }
            index += 1
        }
    }
}
