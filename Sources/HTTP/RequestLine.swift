/// A request line as offsets (RFC 9112 §3).
struct RequestLine {
    let method: Method
    let minorVersion: Int
    let path: Range<Int>
    let query: Range<Int>?
    /// The host and port of an absolute target.
    let authority: Range<Int>?

    /// Reads `method SP request-target SP HTTP-version`, each with exactly one space.
    init(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) throws(RequestRefusal) {
        let methodEnd = bytes.end(start, end, where: Octet.isToken)
        // RFC 9112 §3: a method longer than any we know is a 501.
        if methodEnd - start > Limits.methodBytes { throw .unsupportedMethod }
        // One space, a target of at least one byte, one space, eight bytes of version.
        guard methodEnd > start, end - methodEnd >= 11, bytes[methodEnd] == Octet.space,
            bytes[end - 9] == Octet.space
        else { throw .malformedRequestLine }
        minorVersion = try Self.minorVersion(bytes, end - 8)
        method = Method(bytes, start, methodEnd)
        // RFC 9110 §9.3.6: we are no proxy, so there is no CONNECT and no authority-form.
        if method == .connect { throw .unsupportedMethod }
        (authority, path, query) = try Self.target(bytes, methodEnd + 1, end - 9, method)
    }

    /// The minor version, where anything above 1 is read as 1 (RFC 9110 §2.5).
    private static func minorVersion(
        _ bytes: Span<UInt8>,
        _ start: Int
    ) throws(RequestRefusal) -> Int {
        // RFC 9112 §2.3: the name is case-sensitive, both numbers are one digit.
        guard bytes.equals(start, start + 5, exactly: "HTTP/"), Octet.isDigit(bytes[start + 5]),
            bytes[start + 6] == Octet.dot, Octet.isDigit(bytes[start + 7])
        else { throw .malformedRequestLine }
        // RFC 9110 §15.6.6
        if bytes[start + 5] != UInt8(ascii: "1") { throw .unsupportedVersion }
        return bytes[start + 7] == UInt8(ascii: "0") ? 0 : 1
    }

    /// Reads a target in the form that goes with the method (RFC 9112 §3.2).
    private static func target(
        _ bytes: Span<UInt8>,
        _ start: Int,
        _ end: Int,
        _ method: Method
    ) throws(RequestRefusal) -> (authority: Range<Int>?, path: Range<Int>, query: Range<Int>?) {
        var authority: Range<Int>?
        if bytes[start] != Octet.slash {
            // RFC 9112 §3.2.4: asterisk-form is for OPTIONS alone.
            if end - start == 1, bytes[start] == UInt8(ascii: "*"), method == .options {
                return (nil, start..<end, nil)
            }
            // RFC 9112 §3.2.2: a server must take the absolute-form.
            authority = try self.authority(bytes, start, end)
        }
        let pathStart = authority?.upperBound ?? start
        do {
            let pathEnd = try TargetRefusal.check(bytes, pathStart, end)
            return (authority, pathStart..<pathEnd, pathEnd < end ? pathEnd + 1..<end : nil)
        } catch {
            throw .target(error)
        }
    }

    /// The place of the authority in a target that begins with `http://authority`.
    ///
    /// `https` is taken too, since what stands in front of us may have ended the TLS.
    private static func authority(
        _ bytes: Span<UInt8>,
        _ start: Int,
        _ end: Int
    ) throws(RequestRefusal) -> Range<Int> {
        var place = start
        for scheme: StaticString in ["http://", "https://"] {
            let schemeEnd = start + scheme.utf8CodeUnitCount
            // RFC 3986 §3.1: schemes are case-insensitive.
            if schemeEnd <= end, bytes.equals(start, schemeEnd, lowerCase: scheme) {
                place = schemeEnd
            }
        }
        var index = place
        while index < end, bytes[index] != Octet.slash, bytes[index] != Octet.question {
            index += 1
        }
        // RFC 9110 §4.2.1: an http URI with an empty host is invalid.
        guard place > start, Authority.isValid(bytes, place, index) else {
            throw .malformedTarget
        }
        return place..<index
    }
}
