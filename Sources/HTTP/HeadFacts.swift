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
        switch field.nameEnd - field.nameStart {
        case 4, 6, 10, 14, 17: try takeKnown(field, bytes)
        default: break
        }
    }

    @inline(never)
    private mutating func takeKnown(
        _ field: Headers.Field,
        _ bytes: Span<UInt8>
    ) throws(RequestRefusal) {
        let (start, end) = (Int(field.valueStart), Int(field.valueEnd))
        if field.isNamed("host", bytes) {
            // RFC 9112 §3.2: more than one, or an invalid one, is a 400 in every version.
            hosts += 1
            if hosts > 1 { throw .repeatedHost }
            guard Authority.isValid(bytes, start, end) else { throw .malformedHost }
        } else if field.isNamed("connection", bytes) {
            takeConnection(bytes, start, end)
        } else if field.isNamed("content-length", bytes) {
            try takeContentLength(bytes, start, end)
        } else if field.isNamed("transfer-encoding", bytes) {
            try takeTransferEncoding(bytes, start, end)
        } else if field.isNamed("expect", bytes) {
            try takeExpect(bytes, start, end)
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

    private mutating func takeConnection(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) {
        var members = ListMembers(start, end)
        while let (from, to) = members.next(bytes) {
            // RFC 9110 §7.6.1: options are case-insensitive; those we do not know we pass over.
            if bytes.equals(from, to, lowerCase: "close") { closes = true }
            if bytes.equals(from, to, lowerCase: "keep-alive") { asksToStay = true }
        }
    }

    private mutating func takeContentLength(
        _ bytes: Span<UInt8>,
        _ start: Int,
        _ end: Int
    ) throws(RequestRefusal) {
        // RFC 9112 §6.3 item 5 lets us refuse equal values too, and we do.
        if contentLength != nil { throw .repeatedContentLength }
        // RFC 9110 §8.6: 1*DIGIT, and prepare for any number of them.
        if start == end { throw .malformedContentLength }
        var length = 0
        var overflows = false
        for index in start..<end {
            guard Octet.isDigit(bytes[index]) else {
                if bytes[index] == Octet.comma && index > start { throw .repeatedContentLength }
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
        _ bytes: Span<UInt8>,
        _ start: Int,
        _ end: Int
    ) throws(RequestRefusal) {
        // RFC 9112 §6.1: chunked only once. Over two lines we do not even look.
        if isChunked { throw .malformedTransferEncoding }
        var members = ListMembers(start, end)
        var knowsAll = true
        while let (from, to) = members.next(bytes) {
            // RFC 9112 §6.3 item 4: where chunked is not the last, the length cannot be known.
            if isChunked { throw .malformedTransferEncoding }
            if bytes.equals(from, to, lowerCase: "chunked") {
                isChunked = true
            } else if from < to, (from..<to).allSatisfy({ Octet.isToken(bytes[$0]) }) {
                knowsAll = false
            } else {
                throw .malformedTransferEncoding
            }
        }
        // RFC 9112 §6.1: a coding we do not understand is a 501.
        if !knowsAll { throw .unsupportedTransferCoding }
    }

    private mutating func takeExpect(
        _ bytes: Span<UInt8>,
        _ start: Int,
        _ end: Int
    ) throws(RequestRefusal) {
        var members = ListMembers(start, end)
        while let (from, to) = members.next(bytes) {
            // RFC 9110 §10.1.1: case-insensitive; anything else is a 417.
            guard bytes.equals(from, to, lowerCase: "100-continue") else {
                throw .unknownExpectation
            }
            expectsContinue = true
        }
    }
}
