@testable import HTTP

/// What a server hears on one connection: heads and bodies, one after the other, and the end.
struct Conversation: Equatable {
    struct Message: Equatable {
        /// Where its head begins.
        let start: Int
        let head: RequestHead
        var body: [UInt8] = []
        var isComplete = false
    }

    /// What is being read, with what is still to come of a body.
    private enum State: Equatable {
        case head
        case length(Int)
        case chunks
        case refusedHead
        case refusedLength
        case refusedChunks
    }

    private(set) var messages: [Message] = []
    private(set) var refusal: RequestRefusal?
    /// What the parser or the decoder did that it may never do, whatever the bytes.
    private(set) var fault: String?
    private var state = State.head
    private var used = 0
    private var parser: RequestParser
    private var decoder: ChunkedDecoder
    private let maximumBytes: Int
    private let limits: RequestLimits

    /// Reads bytes that come in pieces which end at some places and at the last byte.
    init(
        _ bytes: [UInt8],
        cuts: [Int] = [],
        maximumBytes: Int = 100,
        limits: RequestLimits = RequestLimits()
    ) {
        self.maximumBytes = maximumBytes
        self.limits = limits
        parser = RequestParser(limits: limits)
        decoder = ChunkedDecoder(maximumBytes: maximumBytes, limits: limits)
        for end in cuts + [bytes.count] { read(bytes.span.extracting(0..<end)) }
    }

    static func == (one: Conversation, other: Conversation) -> Bool {
        one.messages == other.messages && one.refusal == other.refusal
            && one.state == other.state && one.fault == other.fault
    }

    /// Reads on, with everything since the start of the connection.
    private mutating func read(_ known: Span<UInt8>) {
        var isDone = false
        while !isDone {
            let rest = known.extracting(used..<known.count)
            do throws(RequestRefusal) {
                switch state {
                case .head, .refusedHead: isDone = try !takeHead(rest)
                case .length(let count): isDone = !takeContent(rest, count)
                case .chunks, .refusedChunks: isDone = try !takeChunks(rest)
                case .refusedLength: isDone = true
                }
                if refusal != nil, state != .refusedLength { fault = "a refusal that did not stay" }
            } catch {
                if refusal != nil, refusal != error { fault = "a refusal that became another" }
                refusal = error
                isDone = true
            }
        }
    }

    private mutating func takeHead(_ rest: Span<UInt8>) throws(RequestRefusal) -> Bool {
        let wasRefused = state == .refusedHead
        state = .refusedHead
        let head = try parser.parse(rest)
        if wasRefused { return false }
        state = .head
        guard let head else { return false }
        guard head.byteCount <= rest.count, parser.isIdle else {
            fault = "a head that is longer than what came, or not the end of it"
            return false
        }
        messages.append(Message(start: used, head: head))
        used += head.byteCount
        state = .refusedLength
        try head.framing.check(maximumBytes: maximumBytes)
        switch head.framing {
        case .none: end()
        case .length(let count): state = .length(count)
        case .chunked:
            state = .chunks
            decoder = ChunkedDecoder(maximumBytes: maximumBytes, limits: limits)
        }
        return true
    }

    private mutating func takeContent(_ rest: Span<UInt8>, _ count: Int) -> Bool {
        let taken = min(count, rest.count)
        for index in 0..<taken { messages[messages.count - 1].body.append(rest[index]) }
        used += taken
        state = .length(count - taken)
        if taken == count { end() }
        return taken == count
    }

    private mutating func takeChunks(_ rest: Span<UInt8>) throws(RequestRefusal) -> Bool {
        state = .refusedChunks
        let taken = try decoder.decode(rest, into: &messages[messages.count - 1].body)
        guard taken == rest.count || decoder.isComplete && taken < rest.count else {
            fault = "a decoder that used \(taken) of \(rest.count) bytes"
            return false
        }
        used += taken
        state = .chunks
        if decoder.isComplete { end() }
        return state == .head
    }

    private mutating func end() {
        messages[messages.count - 1].isComplete = true
        state = .head
    }
}

extension RequestHead: Equatable {
    /// Whether both say the same about the same bytes.
    static func == (one: RequestHead, other: RequestHead) -> Bool {
        one.method == other.method && one.minorVersion == other.minorVersion
            && one.path == other.path && one.query == other.query
            && one.authority == other.authority && one.framing == other.framing
            && one.keepsAlive == other.keepsAlive
            && one.expectsContinue == other.expectsContinue && one.byteCount == other.byteCount
            && one.fields.elementsEqual(other.fields) { field, other in
                field.nameStart == other.nameStart && field.nameEnd == other.nameEnd
                    && field.valueStart == other.valueStart && field.valueEnd == other.valueEnd
            }
    }
}
