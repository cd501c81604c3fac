/// Bytes that came in and wait for their turn.
struct InputBuffer {
    private(set) var bytes: [UInt8] = []
    private(set) var start = 0

    var count: Int { bytes.count - start }

    var isEmpty: Bool { bytes.isEmpty }

    mutating func append(_ more: UnsafeBufferPointer<UInt8>) {
        // What is used moves away before the array would grow for nothing.
        if start > 0 {
            bytes.removeSubrange(0..<start)
            start = 0
        }
        bytes.append(contentsOf: more)
    }

    /// Forgets bytes at the front; an empty buffer keeps no memory.
    mutating func drop(_ used: Int) {
        start += used
        if start >= bytes.count { self = InputBuffer() }
    }
}
