internal import HTTP

/// Takes the body of one request out of what comes in.
struct BodyReader {
    private enum Framing {
        case length(remaining: Int)
        case chunked(ChunkedDecoder)
    }

    private var framing: Framing
    private(set) var body: [UInt8] = []

    /// What is set apart for a body before any of it has come, so that a large announcement
    /// costs its sender as much as it costs us.
    private static let reservedBytes = 16_384

    /// A reader for a body of at most a number of bytes.
    ///
    /// - Throws: `RequestRefusal.bodyTooLarge` when more is announced.
    init(
        _ framing: BodyFraming,
        maximumBytes: Int,
        limits: RequestLimits = RequestLimits()
    ) throws(RequestRefusal) {
        try framing.check(maximumBytes: maximumBytes)
        switch framing {
        case .none:
            self.framing = .length(remaining: 0)
        case .length(let length):
            self.framing = .length(remaining: length)
            body.reserveCapacity(min(length, Self.reservedBytes))
        case .chunked:
            self.framing = .chunked(ChunkedDecoder(maximumBytes: maximumBytes, limits: limits))
        }
    }

    var isComplete: Bool {
        switch framing {
        case .length(let remaining): remaining == 0
        case .chunked(let decoder): decoder.isComplete
        }
    }

    /// Reads on.
    ///
    /// - Returns: the number of bytes used.
    mutating func take(_ bytes: Span<UInt8>) throws(RequestRefusal) -> Int {
        switch framing {
        case .length(let remaining):
            let count = min(remaining, bytes.count)
            bytes.extracting(0..<count).withUnsafeBufferPointer { body.append(contentsOf: $0) }
            framing = .length(remaining: remaining - count)
            return count
        case .chunked(var decoder):
            let used = try decoder.decode(bytes, into: &body)
            framing = .chunked(decoder)
            return used
        }
    }
}
