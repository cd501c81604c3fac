/// What the fields of one request say about the message itself.
struct HeadFacts {
    private var hosts = 0
    private var contentLength: Int?
    private var isChunked = false
    private var closes = false
    private var asksToStay = false
    private var expectsContinue = false

    /// Takes in one field; most have nothing to say here.
    @inline(__always)
    mutating func take(_ field: Headers.Field, _ bytes: Span<UInt8>) throws(RequestRefusal) {
        // The length tells nearly every field apart from the few that matter.
        switch field.nameEnd - field.nameStart {
        case 4 where field.isNamed("host", bytes): try takeHost(field, bytes)
        case 6 where field.isNamed("expect", bytes): try takeExpect(field, bytes)
        case 10 where field.isNamed("connection", bytes): takeConnection(field, bytes)
        case 14 where field.isNamed("content-length", bytes): try takeContentLength(field, bytes)
        case 17 where field.isNamed("transfer-encoding", bytes):
            try takeTransferEncoding(field, bytes)
        default: break
        }
    }

    /// Checks the facts against each other at the end of the head.
    func framing(minorVersion: Int) throws(RequestRefusal) -> BodyFraming {
        // RFC 9112 §3.2
        if hosts == 0 && minorVersion > 0 { throw .missingHost }
        if isChunked {
            // RFC 9112 §6.1: a Transfer-Encoding on HTTP/1.0 is faulty framing.
            if minorVersion == 0 { throw .transferEncodingOnOldVersion }
            // RFC 9112 §6.3 item 3: the classic way to smuggle a request.
            if contentLength != nil { throw .twoFramings }
            return .chunked
        }
        // RFC 9112 §6.3 items 6 and 7
        return contentLength.map { .length($0) } ?? .none
    }

    /// Whether the connection stays open after the answer (RFC 9112 §9.3).
    func keepsAlive(minorVersion: Int) -> Bool {
        !closes && (minorVersion > 0 || asksToStay)
    }

    /// Whether the caller waits for a 100 before it sends its body.
    func waitsForContinue(minorVersion: Int, _ framing: BodyFraming) -> Bool {
        // RFC 9110 §10.1.1: on HTTP/1.0 the expectation is ignored, and without a body it is void.
        expectsContinue && minorVersion > 0 && framing != .none && framing != .length(0)
    }

    private mutating func takeHost(
        _ field: Headers.Field,
        _ bytes: Span<UInt8>
    ) throws(RequestRefusal) {
        // RFC 9112 §3.2: more than one, or an invalid one, is a 400 in every version.
        hosts += 1
        if hosts > 1 { throw .repeatedHost }
        guard Authority.isValid(bytes, field.value.lowerBound, field.value.upperBound) else {
            throw .malformedHost
        }
    }

    private mutating func takeConnection(_ field: Headers.Field, _ bytes: Span<UInt8>) {
        var members = ListMembers(field.value)
        while let (from, to) = members.next(bytes) {
            // RFC 9110 §7.6.1: options are case-insensitive. What we do not know we pass over,
            // and so we do what is no token: to close is safe, and to stay we have to be asked.
            if bytes.equals(from, to, lowerCase: "close") { closes = true }
            if bytes.equals(from, to, lowerCase: "keep-alive") { asksToStay = true }
        }
    }

    private mutating func takeContentLength(
        _ field: Headers.Field,
        _ bytes: Span<UInt8>
    ) throws(RequestRefusal) {
        // RFC 9112 §6.3 item 5 lets us refuse equal values too, and we do.
        if contentLength != nil { throw .repeatedContentLength }
        // RFC 9110 §8.6: 1*DIGIT, and prepare for any number of them.
        let value = field.value
        if value.isEmpty { throw .malformedContentLength }
        var length = 0
        var overflows = false
        for index in value {
            guard Octet.isDigit(bytes[index]) else {
                if bytes[index] == Octet.comma && index > value.lowerBound {
                    throw .repeatedContentLength
                }
                throw .malformedContentLength
            }
            let (tens, overflow) = length.multipliedReportingOverflow(by: 10)
            let (sum, carries) = tens.addingReportingOverflow(Int(bytes[index] &- 0x30))
            overflows = overflows || overflow || carries
            length = overflows ? 0 : sum
        }
        if overflows { throw .contentLengthTooLarge }
        contentLength = length
    }

    private mutating func takeTransferEncoding(
        _ field: Headers.Field,
        _ bytes: Span<UInt8>
    ) throws(RequestRefusal) {
        // RFC 9112 §6.1: chunked only once. Over two lines we do not even look.
        if isChunked { throw .malformedTransferEncoding }
        var members = ListMembers(field.value)
        var knowsAll = true
        while let (from, to) = members.next(bytes) {
            // RFC 9112 §6.3 item 4: where chunked is not the last, the length cannot be known.
            if isChunked { throw .malformedTransferEncoding }
            // RFC 9110 §5.6.1.2 would have us pass over an empty member. We refuse it, because
            // others compare the whole value, and then see another framing.
            let nameEnd = bytes.end(from, to, where: Octet.isToken)
            let isKnown = bytes.equals(from, nameEnd, lowerCase: "chunked")
            // RFC 9112 §7: a coding may have parameters; chunked has none.
            let hasParameters = nameEnd < to && !isKnown && bytes[nameEnd] == Octet.semicolon
            guard nameEnd > from, nameEnd == to || hasParameters else {
                throw .malformedTransferEncoding
            }
            if isKnown { isChunked = true } else { knowsAll = false }
        }
        // RFC 9112 §6.1: a coding we do not understand is a 501.
        if !knowsAll { throw .unsupportedTransferCoding }
    }

    private mutating func takeExpect(
        _ field: Headers.Field,
        _ bytes: Span<UInt8>
    ) throws(RequestRefusal) {
        var members = ListMembers(field.value)
        while let (from, to) = members.next(bytes) {
            // RFC 9110 §5.6.1.2: an empty member is no member.
            if from == to { continue }
            // RFC 9110 §10.1.1: case-insensitive; anything else is a 417.
            guard bytes.equals(from, to, lowerCase: "100-continue") else {
                throw .unknownExpectation
            }
            expectsContinue = true
        }
    }
}

extension Headers.Field {
    /// Where the value stands.
    fileprivate var value: Range<Int> { Int(valueStart)..<Int(valueEnd) }
}
