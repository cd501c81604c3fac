/// Reads the head of a request from a connection's buffer as it fills.
///
///     line ──request line──▶ fields ──empty line──▶ a head, and line again
///       └─────────────── anything wrong ──────────────▶ refused, for good
///
/// Every call gets all bytes from the start of the message. A byte is searched once for the end
/// of its line, and a line is read when it is complete, so a head that comes in a byte at a time
/// costs no more than one that comes at once, and gives the same outcome.
package struct RequestParser: Sendable {
    private enum State {
        case line
        case fields
        case refused(RequestRefusal)
    }

    private let limits: RequestLimits
    private var state = State.line
    private var looked = 0
    private var lineStart = 0
    private var emptyLines = 0
    private var fieldsStart = 0
    private var line: RequestLine?
    private var facts = HeadFacts()
    private var fields: [Headers.Field] = []

    /// A parser at the start of a message.
    package init(limits: RequestLimits = RequestLimits()) {
        self.limits = limits
    }

    /// Whether it has seen a byte of the next message.
    package var isIdle: Bool { looked == 0 }

    /// Reads on.
    ///
    /// - Parameter bytes: everything since the start of this message, and whatever follows it.
    /// - Returns: the head, after which the parser is ready for the next message, which begins
    ///   after the body; nil when the head is not yet complete.
    /// - Throws: the reason why this can never become a head; the same one from then on.
    package mutating func parse(_ bytes: Span<UInt8>) throws(RequestRefusal) -> RequestHead? {
        if case .refused(let refusal) = state { throw refusal }
        do {
            return try read(bytes)
        } catch {
            state = .refused(error)
            throw error
        }
    }

    private mutating func read(_ bytes: Span<UInt8>) throws(RequestRefusal) -> RequestHead? {
        while let lineFeed = bytes.lineFeed(from: looked) {
            looked = lineFeed + 1
            try checkLimits(lineEnd: lineFeed)
            // RFC 9112 §2.2 lets a recipient take a lone LF; we do not, others may disagree.
            guard lineFeed > lineStart, bytes[lineFeed - 1] == Octet.carriageReturn else {
                throw .bareLineFeed
            }
            let (start, end) = (lineStart, lineFeed - 1)
            lineStart = looked
            if case .fields = state {
                if start == end { return try finish() }
                try readField(bytes, start, end)
            } else if start < end || emptyLines == Limits.leadingEmptyLines {
                line = try RequestLine(bytes, start, end)
                state = .fields
                fieldsStart = looked
                fields.reserveCapacity(16)
            } else {
                // RFC 9112 §2.2: pass over an empty line before the request line.
                emptyLines += 1
            }
        }
        looked = max(looked, bytes.count)
        try checkLimits(lineEnd: looked)
        return nil
    }

    /// Refuses a line that is too long, whether or not its end has come.
    private func checkLimits(lineEnd: Int) throws(RequestRefusal) {
        switch state {
        case .line:
            // One more for the CR.
            if lineEnd - lineStart > limits.requestLineBytes + 1 {
                throw .requestLineTooLong(maximumBytes: limits.requestLineBytes)
            }
        case .fields:
            // The LF at lineEnd itself would be one byte too many.
            if lineEnd - fieldsStart >= limits.headerSectionBytes {
                throw .headerSectionTooLarge(maximumBytes: limits.headerSectionBytes)
            }
        case .refused(let refusal):
            throw refusal
        }
    }

    /// Reads one `field-name ":" OWS field-value OWS` (RFC 9112 §5).
    private mutating func readField(
        _ bytes: Span<UInt8>,
        _ start: Int,
        _ end: Int
    ) throws(RequestRefusal) {
        let colon = bytes.endOfWords(start, end, where: Octet.isToken)
        guard colon > start, colon < end, bytes[colon] == Octet.colon else {
            throw Self.fault(bytes, start, colon, end)
        }
        var from = colon + 1
        var to = end
        while from < to, Octet.isBlank(bytes[from]) { from &+= 1 }
        while to > from, Octet.isBlank(bytes[to &- 1]) { to &-= 1 }
        // RFC 9110 §5.5: no CR, LF, NUL or other control character.
        guard bytes.isFieldValue(from, to) else { throw .malformedFieldValue }
        if fields.count >= limits.headerFields {
            throw .tooManyFields(maximum: limits.headerFields)
        }
        let field = Headers.Field(start, colon, from, to)
        fields.append(field)
        try facts.take(field, bytes)
    }

    private static func fault(
        _ bytes: Span<UInt8>,
        _ start: Int,
        _ place: Int,
        _ end: Int
    ) -> RequestRefusal {
        guard place < end, Octet.isBlank(bytes[place]) else { return .malformedFieldName }
        // RFC 9112 §5.2: a line that begins with a blank goes on with the field before it.
        // RFC 9112 §5.1: no whitespace between the name and the colon.
        return place == start ? .foldedField : .spaceBeforeColon
    }

    private mutating func finish() throws(RequestRefusal) -> RequestHead? {
        guard let line else { return nil }
        let framing = try facts.framing(minorVersion: line.minorVersion)
        let head = RequestHead(
            method: line.method,
            minorVersion: line.minorVersion,
            path: line.path,
            query: line.query,
            authority: line.authority,
            framing: framing,
            keepsAlive: facts.keepsAlive(minorVersion: line.minorVersion),
            expectsContinue: facts.waitsForContinue(minorVersion: line.minorVersion, framing),
            byteCount: looked,
            fields: fields
        )
        self = RequestParser(limits: limits)
        return head
    }
}
