/// A decoded path and query.
package struct Target: Hashable, Sendable {
    /// The decoded segments; `/` has one empty segment, `/a/` has `a` and an empty one.
    ///
    /// A `%2F` stays inside its segment.
    package let segments: [String]
    /// The decoded query.
    package let query: Query

    init(segments: [String], query: Query) {
        self.segments = segments
        self.query = query
    }

    /// Decodes a path with an optional query.
    package init(_ text: String) throws(TargetRefusal) {
        let bytes = Array(text.utf8)
        let pathEnd = try TargetRefusal.check(bytes.span, 0, bytes.count)
        segments = try Self.segments(bytes.span.extracting(0..<pathEnd))
        query =
            pathEnd < bytes.count
            ? try Query(bytes.span.extracting(pathEnd + 1..<bytes.count)) : Query()
    }

    /// Decodes the segments of a path that begins with a slash.
    static func segments(_ path: Span<UInt8>) throws(TargetRefusal) -> [String] {
        guard path.count > 0, path[0] == Octet.slash else { throw .badCharacter }
        var segments: [String] = []
        var start = 1
        for index in 1...path.count where index == path.count || path[index] == Octet.slash {
            segments.append(try segment(path, start, index))
            start = index + 1
        }
        return segments
    }

    /// Decodes one segment (RFC 3986 §2.1).
    static func segment(
        _ path: Span<UInt8>,
        _ start: Int,
        _ end: Int
    ) throws(TargetRefusal) -> String {
        // Nearly every segment is an identifier or a code, which stands for itself.
        if path.endOfWords(start, end, where: { Octet.isPlainPath($0) }) == end {
            return path.text(start, end)
        }
        let decoded = try octets(path, start, end, plusIsSpace: false)
        if decoded == [Octet.dot] || decoded == [Octet.dot, Octet.dot] { throw .dotSegment }
        guard let text = String(validating: decoded, as: UTF8.self) else { throw .notUTF8 }
        return text
    }

    /// Takes the percent-encoding off a range.
    static func octets(
        _ bytes: Span<UInt8>,
        _ start: Int,
        _ end: Int,
        plusIsSpace: Bool
    ) throws(TargetRefusal) -> [UInt8] {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(end - start)
        var index = start
        while index < end {
            var byte = bytes[index]
            if byte == Octet.percent {
                guard index + 2 < end, let high = Octet.hexadecimal(bytes[index + 1]),
                    let low = Octet.hexadecimal(bytes[index + 2])
                else { throw .badEscape }
                byte = high << 4 | low
                index += 2
            } else if byte == UInt8(ascii: "+") && plusIsSpace {
                byte = Octet.space
            } else if !Octet.isQuery(byte) {
                throw .badCharacter
            }
            if byte == 0 { throw .nul }
            decoded.append(byte)
            index += 1
        }
        return decoded
    }
}
