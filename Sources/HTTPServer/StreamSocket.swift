internal import Glibc

/// Reading and writing a connected socket that never blocks.
enum StreamSocket {
    /// What came of one read or write.
    enum Outcome: Equatable {
        case bytes(Int)
        case blocked
        case ended
        case failed
    }

    static func receive(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) -> Outcome
    {
        while true {
            let count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
            if count > 0 { return .bytes(count) }
            if count == 0 { return .ended }
            if errno != EINTR { return isBlocked ? .blocked : .failed }
        }
    }

    static func send(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Outcome {
        while true {
            let count = Glibc.send(
                descriptor,
                bytes.baseAddress,
                bytes.count,
                Int32(MSG_NOSIGNAL)
            )
            if count >= 0 { return .bytes(count) }
            if errno != EINTR { return isBlocked ? .blocked : .failed }
        }
    }

    /// The bytes that were sent and that the other side has not taken yet.
    static func untakenBytes(_ descriptor: Int32) -> Int32 {
        var count: Int32 = 0
        return ioctl(descriptor, UInt(TIOCOUTQ), &count) == 0 ? count : 0
    }

    /// Tells the other side that nothing more will come.
    static func endOutput(_ descriptor: Int32) {
        // It fails only when the other side has gone, which the next read tells too.
        _ = shutdown(descriptor, Int32(SHUT_WR))
    }

    static func close(_ descriptor: Int32) {
        // Linux frees the number even when it says EINTR, so there is no second try.
        _ = Glibc.close(descriptor)
    }

    private static var isBlocked: Bool { errno == EAGAIN || errno == EWOULDBLOCK }
}
