/// Takes the chunked transfer coding off a body as it comes in (RFC 9112 §7.1).
///
///     size ─▶ (extension) ─▶ data ─▶ CRLF ─▶ size …
///       └─ size 0 ─▶ trailer lines ─▶ empty line ─▶ complete
package struct ChunkedDecoder: Sendable {
    private enum State {
        case size(digits: Int)
        case extensions(ChunkExtensions)
        case sizeLineFeed
        case data
        case dataReturn
        case dataLineFeed
        case trailerLine
        case trailerName
        case trailerValue
        case trailerLineFeed
        case lastLineFeed
        case complete
    }

    private let maximumBytes: Int
    private let limits: RequestLimits
    private var state = State.size(digits: 0)
    private var chunkBytes = 0
    private var receivedBytes = 0
    private var extensionBytes = 0
    private var allExtensionBytes = 0
    private var trailerBytes = 0
    private var refusal: RequestRefusal?

    /// A decoder for one body of at most a number of bytes.
    package init(maximumBytes: Int, limits: RequestLimits = RequestLimits()) {
        self.maximumBytes = maximumBytes
        self.limits = limits
    }

    /// Whether the last byte of the body and its framing has come.
    package var isComplete: Bool {
        if case .complete = state { true } else { false }
    }

    /// Reads on, and appends the content to a body.
    ///
    /// - Returns: the number of bytes used. It is all of them unless the body is complete, in
    ///   which case the rest belongs to the next message.
    /// - Throws: the reason why this is no body we take; the same one from then on.
    package mutating func decode(
        _ bytes: Span<UInt8>,
        into body: inout [UInt8]
    ) throws(RequestRefusal) -> Int {
        if let refusal { throw refusal }
        do {
            return try read(bytes, into: &body)
        } catch {
            refusal = error
            throw error
        }
    }

    private mutating func read(
        _ bytes: Span<UInt8>,
        into body: inout [UInt8]
    ) throws(RequestRefusal) -> Int {
        var index = 0
        while index < bytes.count {
            switch state {
            case .complete:
                return index
            case .data:
                let taken = min(chunkBytes, bytes.count - index)
                bytes.extracting(index..<index + taken).withUnsafeBufferPointer {
                    body.append(contentsOf: $0)
                }
                chunkBytes -= taken
                index += taken
                if chunkBytes == 0 { state = .dataReturn }
            case .size, .extensions, .sizeLineFeed, .dataReturn, .dataLineFeed:
                try takeFraming(bytes[index])
                index += 1
            case .trailerLine, .trailerName, .trailerValue, .trailerLineFeed, .lastLineFeed:
                try takeTrailer(bytes[index])
                index += 1
            }
        }
        return index
    }

    private mutating func takeFraming(_ byte: UInt8) throws(RequestRefusal) {
        switch (state, byte) {
        case (.size(let digits), _):
            try takeSize(byte, digits)
        case (.extensions(let extensions), Octet.carriageReturn):
            guard extensions.mayEnd else { throw .malformedChunkExtension }
            state = .sizeLineFeed
        case (.extensions(let extensions), _):
            try takeExtension(byte, extensions)
        case (.sizeLineFeed, Octet.lineFeed):
            extensionBytes = 0
            state = chunkBytes == 0 ? .trailerLine : .data
        case (.dataReturn, Octet.carriageReturn):
            state = .dataLineFeed
        case (.dataLineFeed, Octet.lineFeed):
            state = .size(digits: 0)
        default:
            // RFC 9112 §7.1: the CRLF is exact, after the size and after the data.
            throw .malformedChunk
        }
    }

    private mutating func takeSize(_ byte: UInt8, _ digits: Int) throws(RequestRefusal) {
        if let digit = Octet.hexadecimal(byte) {
            if digits == Limits.chunkSizeDigits { throw .malformedChunk }
            let (high, overflow) = chunkBytes.multipliedReportingOverflow(by: 16)
            let (size, carries) = high.addingReportingOverflow(Int(digit))
            // RFC 9112 §7.1: anticipate a size that is too large for an integer.
            guard !overflow, !carries, size <= maximumBytes - receivedBytes else {
                throw .bodyTooLarge(maximumBytes: maximumBytes)
            }
            chunkBytes = size
            state = .size(digits: digits + 1)
            return
        }
        // RFC 9112 §7.1: chunk-size = 1*HEXDIG
        if digits == 0 { throw .malformedChunk }
        receivedBytes += chunkBytes
        switch byte {
        case Octet.carriageReturn: state = .sizeLineFeed
        case Octet.semicolon, Octet.space, Octet.tab:
            try takeExtension(byte, ChunkExtensions())
        default: throw .malformedChunk
        }
    }

    private mutating func takeExtension(
        _ byte: UInt8,
        _ extensions: ChunkExtensions
    ) throws(RequestRefusal) {
        extensionBytes += 1
        allExtensionBytes += 1
        // RFC 9112 §7.1.1: a recipient ought to limit the extensions of a request.
        if extensionBytes > limits.chunkExtensionBytes {
            throw .chunkExtensionTooLong(maximumBytes: limits.chunkExtensionBytes)
        }
        if allExtensionBytes > limits.chunkExtensionTotalBytes {
            throw .chunkExtensionsTooLong(maximumBytes: limits.chunkExtensionTotalBytes)
        }
        var extensions = extensions
        guard extensions.take(byte) else { throw .malformedChunkExtension }
        state = .extensions(extensions)
    }

    /// Takes one byte of the trailer section, which is read and dropped (RFC 9112 §7.1.2).
    private mutating func takeTrailer(_ byte: UInt8) throws(RequestRefusal) {
        trailerBytes += 1
        if trailerBytes > limits.trailerSectionBytes {
            throw .trailerSectionTooLarge(maximumBytes: limits.trailerSectionBytes)
        }
        switch (state, byte) {
        case (.trailerLine, Octet.carriageReturn): state = .lastLineFeed
        case (.trailerName, Octet.colon): state = .trailerValue
        case (.trailerLine, _) where Octet.isToken(byte),
            (.trailerName, _) where Octet.isToken(byte):
            state = .trailerName
        case (.trailerValue, Octet.carriageReturn): state = .trailerLineFeed
        case (.trailerValue, _) where Octet.isValue(byte): break
        case (.trailerLineFeed, Octet.lineFeed): state = .trailerLine
        case (.lastLineFeed, Octet.lineFeed): state = .complete
        default: throw .malformedTrailer
        }
    }
}
